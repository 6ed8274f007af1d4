package org.jolab.magics.drive.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jolab.magics.drive.sync.TwoWayFolder;
import org.jolab.magics.drive.tree.FileTree;

/** Keeps a folder of this machine and one of the tree equal, by a round every few seconds. Used by many threads. */
final class SyncLoop implements AutoCloseable {

    private static final long PAUSE = 3000;

    private final TwoWayFolder folder;
    private final Path local;
    private final Consumer<String> troubles;
    private final Thread thread;
    private String last = "";

    /** Begins with a round, so that the caller learns what speaks against it. */
    SyncLoop(FileTree tree, String remote, Path local, SyncPlace place) throws IOException {
        this.local = local;
        this.troubles = place.troubles();
        Files.createDirectories(local);
        folder = new TwoWayFolder(tree, remote, local, place.state());
        round();
        thread = Thread.ofPlatform().daemon().name("sync").start(this::run);
    }

    /** Where a loop keeps what it has seen, and tells what went wrong. */
    record SyncPlace(Path state, Consumer<String> troubles) {
    }

    /** Makes both sides equal now. */
    synchronized void round() throws IOException {
        if (!Files.isDirectory(local)) {
            // Not a folder that was emptied: nothing is removed in the drive for it.
            throw new IOException(local + " is gone; make it again, or it stays as it is in the drive.");
        }
        var report = folder.round();
        report.conflicts().forEach(each -> troubles.accept(local + each + " was changed on both sides; both versions "
            + "are kept."));
        report.failed().forEach(this::tell);
    }

    private void tell(String what) {
        if (!what.equals(last)) {
            last = what;
            troubles.accept(local + ": " + what);
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(PAUSE);
                round();
            } catch (InterruptedException ends) {
                return;
            } catch (IOException | RuntimeException failure) {
                tell(String.valueOf(failure.getMessage()));
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
