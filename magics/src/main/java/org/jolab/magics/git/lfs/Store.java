package org.jolab.magics.git.lfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.eclipse.jgit.lib.Repository;

/**
 * The large files of a repository, where git-lfs has them, too.
 *
 * @param folder usually {@code .git/lfs}
 */
record Store(Path folder) {

    static Store of(Repository repository) {
        return new Store(repository.getCommonDirectory().toPath().resolve("lfs"));
    }

    Path file(Pointer pointer) {
        var oid = pointer.oid();
        return folder.resolve("objects").resolve(oid.substring(0, 2)).resolve(oid.substring(2, 4)).resolve(oid);
    }

    boolean has(Pointer pointer) throws IOException {
        return Files.isRegularFile(file(pointer)) && Files.size(file(pointer)) == pointer.size();
    }

    /** Whether there is any. */
    boolean isUsed() {
        return Files.isDirectory(folder.resolve("objects"));
    }

    /** Keeps all that {@code in} gives. */
    Pointer add(InputStream in) throws IOException {
        var temporary = temporary();
        try {
            var digest = sha256();
            long size;
            try (var digested = new DigestInputStream(in, digest); var out = Files.newOutputStream(temporary)) {
                size = digested.transferTo(out);
            }
            var pointer = new Pointer(HexFormat.of().formatHex(digest.digest()), size);
            if (!has(pointer)) {
                Files.createDirectories(file(pointer).getParent());
                Files.move(temporary, file(pointer), StandardCopyOption.REPLACE_EXISTING);
            }
            return pointer;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The same for something whose name is known. */
    void add(Pointer expected, InputStream in) throws IOException {
        var found = add(in);
        if (!found.equals(expected)) {
            throw new IOException("What has come is not what was asked for (" + found.size() + " bytes for "
                + expected.size() + ").");
        }
    }

    private Path temporary() throws IOException {
        return Files.createTempFile(Files.createDirectories(folder.resolve("tmp")), "jolab", ".part");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
