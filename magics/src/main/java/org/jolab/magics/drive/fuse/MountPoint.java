package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folder at which something is to be mounted. */
public final class MountPoint {

    private MountPoint() {}

    /**
     * Makes the folder if it is not there and takes away what a dead process has left.
     *
     * @throws FileSystemException with a sentence when it cannot be used: a file, a link, not empty, somebody's mount
     */
    public static void prepare(Path point) throws IOException {
        StaleMounts.clean(point);
        if (Files.isSymbolicLink(point)) {
            throw new FileSystemException(point.toString(), null, "Mountpoint must not be a link");
        }
        if (Files.exists(point, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(point)) {
            throw new FileSystemException(point.toString(), null, "Mountpoint must be a folder and is a file");
        }
        for (var part = point.getParent(); part != null; part = part.getParent()) {
            if (Files.exists(part) && !Files.isDirectory(part)) {
                throw new FileSystemException(point.toString(), null, "Mountpoint must be a folder, and " + part
                    + " is a file");
            }
        }
        for (var mount : StaleMounts.all()) {
            if (mount.point().equals(point)) {
                throw new FileSystemException(point.toString(), null, "Something is mounted there already: "
                    + mount.source());
            }
        }
        try {
            Files.createDirectories(point);
        } catch (AccessDeniedException denied) {
            throw new FileSystemException(point.toString(), null, "Mountpoint cannot be made: " + denied.getFile()
                + " may not be written; name one in your own folder");
        }
        try (var entries = Files.newDirectoryStream(point)) {
            if (entries.iterator().hasNext()) {
                throw new FileSystemException(point.toString(), null, "Mountpoint must not already contain files");
            }
        }
    }
}
