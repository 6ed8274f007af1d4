package org.jolab.gpu.cpu;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;

/**
 * A user's folder for libraries from jars: {@code -Dorg.jolab.gpu.cache=FOLDER}, or {@code jolab/native} in the
 * system's folder for caches. What is in it gets loaded into programs, so nobody else may write there.
 */
record UserCache(Path folder) {

    private static final String PRIVATE = "rwx------";

    /** The one of this user. */
    static UserCache ofUser() {
        var named = System.getProperty("org.jolab.gpu.cache");
        if (named != null) {
            return new UserCache(Path.of(named));
        }
        var given = System.getenv("XDG_CACHE_HOME");
        var caches = given != null && !given.isBlank() ? Path.of(given)
            : Path.of(System.getProperty("user.home"), ".cache");
        return new UserCache(caches.resolve("jolab").resolve("native"));
    }

    /**
     * The file of {@code resource} in the folder {@code group}, unpacked unless it is there with the checksum that the
     * jar names. Files of one group lie side by side, so that they find each other.
     *
     * @throws IOException if it cannot be had; the message says why
     */
    Path unpack(URL resource, String group) throws IOException {
        var connection = resource.openConnection();
        // A cached jar would stay open, and be the old one after its file has been replaced.
        connection.setUseCaches(false);
        var expected = Contents.of(connection);
        var path = resource.getPath();
        var target = folder.resolve(group).resolve(path.substring(path.lastIndexOf('/') + 1));
        try (var in = connection.getInputStream()) {
            secure(target.getParent());
            if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) && expected.matches(target)) {
                return target;
            }
            var fresh = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".new");
            try {
                Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
                if (!expected.matches(fresh)) {
                    throw new IOException(resource + " is damaged: its checksum is not the one that its jar names");
                }
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
        return target;
    }

    /** Makes a folder for this user alone; refuses one into which others may write. */
    private void secure(Path group) throws IOException {
        if (!Files.getFileStore(existing(group)).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.createDirectories(group);
            return;
        }
        var attribute = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE));
        Files.createDirectories(group, attribute);
        for (var each : new Path[] {folder, group}) {
            var permissions = Files.getPosixFilePermissions(each);
            if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
                throw new IOException("others may write to " + each + "; chmod 700 makes it safe");
            }
        }
    }

    private static Path existing(Path path) {
        var at = path.toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    /** What a file must be; the checksum is -1 where none is known, as of files that are in no jar. */
    private record Contents(long size, long checksum) {

        static Contents of(URLConnection connection) throws IOException {
            if (connection instanceof JarURLConnection jar) {
                return new Contents(jar.getJarEntry().getSize(), jar.getJarEntry().getCrc());
            }
            return new Contents(connection.getContentLengthLong(), -1);
        }

        boolean matches(Path file) throws IOException {
            if (Files.size(file) != size) {
                return false;
            }
            var sum = new CRC32();
            try (var in = Files.newInputStream(file)) {
                var buffer = new byte[1 << 16];
                for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    sum.update(buffer, 0, n);
                }
            }
            return checksum < 0 || sum.getValue() == checksum;
        }
    }
}
