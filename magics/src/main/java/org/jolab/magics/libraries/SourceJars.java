package org.jolab.magics.libraries;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jolab.magics.libraries.Resolution.Located;

/**
 * Fetches sources while the notebook goes on, for who asks what a method does. Told by the cells' threads, works in
 * threads of its own; nobody hears of it if it fails.
 */
final class SourceJars {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** After that, it is looked again for sources that were not there. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final Maven maven;
    private final Path absent;
    private final Transfers transfers = new Transfers();
    private final Queue<MavenSession> open = new ConcurrentLinkedQueue<>();
    private final List<Thread> running = new ArrayList<>();

    SourceJars(Maven maven) {
        this.maven = maven;
        absent = absent(maven.home());
    }

    private static Path absent(MavenHome home) {
        return home.cache().resolve("no-sources");
    }

    /** The names of the sources that neither are there nor were looked for in vain. */
    static List<Coordinates> missing(Collection<Located> files, MavenHome home) {
        return files.stream().filter(file -> file.coordinates().isJar() && file.coordinates().classifier().isEmpty()
            && !Files.exists(file.path().resolveSibling(
                file.path().getFileName().toString().replaceFirst("\\.jar$", "-sources.jar"))))
            .map(file -> file.coordinates().sources())
            .filter(one -> System.currentTimeMillis() - mark(absent(home), one).lastModified() > REMEMBERED.toMillis())
            .toList();
    }

    private static File mark(Path folder, Coordinates one) {
        return folder.resolve(MavenHome.nameFor(one.toString())).toFile();
    }

    /** Begins to fetch {@code wanted}. */
    synchronized void fetch(Collection<Coordinates> wanted, Plan plan) {
        if (transfers.isCancelled()) {
            return;
        }
        running.removeIf(thread -> !thread.isAlive());
        running.add(Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("jolab-sources")
            .inheritInheritableThreadLocals(false).start(() -> fetchNow(wanted, plan)));
    }

    private void fetchNow(Collection<Coordinates> wanted, Plan plan) {
        try (var session = maven.open(plan, false, transfers)) {
            open.add(session);
            for (var one : wanted) {
                if (!transfers.isCancelled() && !session.fetchIfThere(one)) {
                    Files.createDirectories(absent);
                    Files.writeString(mark(absent, one).toPath(), one.toString());
                }
            }
            open.remove(session);
        } catch (IOException | RuntimeException e) {
            System.getLogger(getClass().getName()).log(System.Logger.Level.DEBUG, "no sources", e);
        }
    }

    /** Ends what is being fetched, and waits a little until what was half there is deleted. */
    synchronized void stop() {
        transfers.cancel();
        open.forEach(session -> session.connections().close());
        for (var thread : running) {
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
