package org.jolab.magics.drive.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jolab.api.UsageError;
import org.jolab.magics.drive.sync.SyncReport;
import org.jolab.magics.drive.sync.TwoWayFolder;
import org.jolab.magics.drive.tree.FileTree;

/** Keeps a folder of this machine and one of the tree equal, by a round every few seconds. Used by many threads. */
final class SyncLoop implements AutoCloseable {

    private static final long PAUSE = 3000;

    private final TwoWayFolder folder;
    private final String remote;
    private final Path local;
    private final Consumer<String> troubles;
    private final CountDownLatch closed = new CountDownLatch(1);
    /** What the last round has told, which is not told again by the next. */
    private Set<String> told = Set.of();
    private boolean started;

    SyncLoop(FileTree tree, String remote, Path local, SyncPlace place) throws IOException {
        this.remote = remote;
        this.local = local;
        this.troubles = place.troubles();
        folder = new TwoWayFolder(tree, remote, local, place.state());
    }

    /** Where a loop keeps what it has seen, and tells what went wrong. */
    record SyncPlace(Path state, Consumer<String> troubles) {
    }

    String remote() {
        return remote;
    }

    /** Makes both sides equal now; the first time, it then begins to do so by itself. */
    synchronized void start(boolean removing) throws IOException {
        var refused = round(removing);
        if (!started) {
            started = true;
            Thread.ofPlatform().daemon().name("sync").start(this::run);
        }
        if (!refused.isEmpty()) {
            throw new IOException(local + ": " + String.join(" ", refused));
        }
    }

    synchronized boolean isStarted() {
        return started;
    }

    /** Makes both sides equal now, and tells what was refused. */
    synchronized List<String> round(boolean removing) throws IOException {
        if (!Files.isDirectory(local)) {
            // Not a folder that was emptied: nothing is removed in the drive for it.
            throw new IOException(local + " is gone; make it again, or it stays as it is in the drive.");
        }
        var report = report(removing);
        report.conflicts().forEach(each -> troubles.accept(local + each + " was changed on both sides; both versions "
            + "are kept."));
        var now = new HashSet<String>(report.failed());
        now.addAll(report.refused());
        tell(now);
        return report.refused();
    }

    private SyncReport report(boolean removing) throws IOException {
        try {
            return folder.round(removing);
        } catch (UsageError tooMuch) {
            // As a sentence, which is all that goes through the socket.
            throw new IOException(tooMuch.getMessage(), tooMuch);
        }
    }

    private synchronized void tell(Set<String> now) {
        now.stream().filter(each -> !told.contains(each)).sorted()
            .forEach(each -> troubles.accept(local + ": " + each));
        told = now;
    }

    private void run() {
        try {
            while (!closed.await(PAUSE, TimeUnit.MILLISECONDS)) {
                try {
                    round(false);
                } catch (NoSuchFileException gone) {
                    tell(Set.of(gone.getFile() + " is gone; nothing is removed for it."));
                } catch (IOException | RuntimeException failure) {
                    if (closed.getCount() > 0) {
                        tell(Set.of(String.valueOf(failure.getMessage())));
                    }
                }
            }
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does not wait for a round that is under way; that ends soon. */
    @Override
    public void close() {
        folder.stop();
        closed.countDown();
    }

    /** After the end, waits for a round that is under way and forgets what it has seen. */
    synchronized void forget() throws IOException {
        folder.forget();
    }
}
