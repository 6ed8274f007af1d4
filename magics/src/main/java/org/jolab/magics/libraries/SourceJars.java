package org.jolab.magics.libraries;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jolab.magics.libraries.Resolution.Located;

/**
 * Fetches sources while the notebook goes on, for who asks what a method does. Told by the cells' threads, works in a
 * thread of its own; nobody hears of it if it fails.
 */
final class SourceJars {

    private final Maven maven;
    private final Transfers transfers = new Transfers();

    SourceJars(Maven maven) {
        this.maven = maven;
    }

    /** The names of the sources that neither are there nor were looked for in vain. */
    static List<Coordinates> missing(Collection<Located> files) {
        return files.stream().filter(file -> file.coordinates().isJar() && file.coordinates().classifier().isEmpty()
            && !Files.exists(beside(file.path(), "")) && !Files.exists(beside(file.path(), ".lastUpdated")))
            .map(file -> file.coordinates().sources()).toList();
    }

    private static Path beside(Path jar, String ending) {
        return jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", "-sources.jar") + ending);
    }

    /** Begins to fetch {@code wanted}. */
    void fetch(Collection<Coordinates> wanted, Plan plan) {
        Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("jolab-sources")
            .inheritInheritableThreadLocals(false).start(() -> {
                try (var session = maven.open(plan, false, transfers)) {
                    session.fetchIfThere(wanted);
                } catch (RuntimeException e) {
                    System.getLogger(getClass().getName()).log(System.Logger.Level.DEBUG, "no sources", e);
                }
            });
    }

    /** Ends what is being fetched. */
    void stop() {
        transfers.cancel();
    }
}
