package org.jolab.magics.git.remote;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Takes back what a clone has begun.
 *
 * @param folder where it goes
 * @param wasThere whether the folder was there, empty
 * @param firstNew the topmost folder that was not there
 */
record Removal(Path folder, boolean wasThere, Path firstNew) {

    /** Notes what is there before a clone to {@code folder}. */
    static Removal of(Path folder) {
        var first = folder;
        for (var above = folder.getParent(); above != null && !Files.exists(above); above = above.getParent()) {
            first = above;
        }
        return new Removal(folder, Files.exists(folder), first);
    }

    /** Deletes all that was not there before. */
    void run() {
        var root = wasThere ? folder : firstNew;
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    if (!wasThere || !visited.equals(root)) {
                        Files.deleteIfExists(visited);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.getLogger(Removal.class.getName()).log(System.Logger.Level.WARNING, "Can't delete " + root, e);
        }
    }
}
