package org.jolab.magics.libraries;

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
 * Fetches sources while the notebook goes on, for who asks what a method does. Told by the cells' threads, works in a
 * thread of its own; nobody hears of it if it fails.
 */
final class SourceJars {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Maven maven;
    private final Transfers transfers = new Transfers();
    private final Queue<MavenSession> open = new ConcurrentLinkedQueue<>();
    private final List<Thread> running = new ArrayList<>();

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
                if (!transfers.isCancelled()) {
                    session.fetchIfThere(List.of(one));
                }
            }
            open.remove(session);
        } catch (RuntimeException e) {
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
