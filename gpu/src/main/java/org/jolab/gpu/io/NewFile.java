package org.jolab.gpu.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.concurrent.ThreadLocalRandom;

/** Writes files that are never seen half-written: beside, under another name, and renamed when complete. */
final class NewFile {

    private NewFile() {
    }

    /** What writes the contents. */
    @FunctionalInterface
    interface Contents {
        /** Writes all of it; need not flush. */
        void write(OutputStream out) throws IOException;
    }

    static void write(Path file, Contents contents) throws IOException {
        // Through a link to the file that it names, as writing in place would.
        var target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(file + " is a folder");
        }
        var beside = target.resolveSibling(".%s.%08x.part".formatted(target.getFileName(),
            ThreadLocalRandom.current().nextInt()));
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE), 1 << 16)) {
                contents.write(out);
            }
            keepPermissions(target, beside);
            try {
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(beside);
            throw e;
        }
    }

    private static void keepPermissions(Path old, Path made) throws IOException {
        if (Files.exists(old)) {
            var before = Files.getFileAttributeView(old, PosixFileAttributeView.class);
            var after = Files.getFileAttributeView(made, PosixFileAttributeView.class);
            if (before != null && after != null) {
                after.setPermissions(before.readAttributes().permissions());
            }
        }
    }
}
