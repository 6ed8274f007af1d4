package org.jolab.magics.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jolab.api.UsageError;

/** Deletes folders with all that is in them; symbolic links are deleted, not followed. */
final class Removal extends SimpleFileVisitor<Path> {

    private boolean isInterrupted;

    private Removal() {}

    /** Deletes {@code folder}. */
    static void of(Path folder) throws IOException, InterruptedException {
        var removal = new Removal();
        Files.walkFileTree(folder, removal);
        if (removal.isInterrupted) {
            throw new InterruptedException();
        }
    }

    /**
     * Refuses what nobody wants to delete: a root, the home folder, the folder that the notebook is in, and all that
     * they lie in.
     */
    static void refuseVital(Path path, Path current) {
        var real = path.toAbsolutePath().normalize();
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            // What does not lead anywhere is vital to nobody.
        }
        var home = Path.of(System.getProperty("user.home"));
        if (real.getParent() == null || home.startsWith(real) || current.startsWith(real)) {
            throw new UsageError(path + " is not deleted: it is or contains "
                + (real.getParent() == null ? "the whole file system" : current.startsWith(real)
                ? "the current folder" : "your home folder") + ".");
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return proceed();
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
        if (failure != null) {
            throw failure;
        }
        Files.delete(folder);
        return proceed();
    }

    private FileVisitResult proceed() {
        isInterrupted = Thread.currentThread().isInterrupted();
        return isInterrupted ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
}
