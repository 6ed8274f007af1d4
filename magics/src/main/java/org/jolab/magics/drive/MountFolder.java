package org.jolab.magics.drive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jolab.api.UsageError;
import org.jolab.magics.drive.fuse.StaleMounts;
import org.jolab.magics.files.Places;

/** The folder at which a drive is to be mounted, with Colab's words where it cannot be. */
final class MountFolder {

    private static final String OTHER = " Name another folder: \"%drive mount DIR\".";

    private MountFolder() {}

    /** What a user has written. */
    static Path of(String typed) {
        if (typed.contains(" ")) {
            throw new UsageError("Mountpoint must not contain a space." + OTHER);
        }
        return Places.here().of(typed).toAbsolutePath().normalize();
    }

    /**
     * Looks whether something can be mounted there; nothing is changed but that a dead mount of ours is taken away.
     *
     * @throws UsageError if not
     */
    static void check(Path point) throws IOException {
        StaleMounts.clean(point);
        if (Files.isSymbolicLink(point)) {
            throw new UsageError("Mountpoint must not be a symlink, and " + point + " is one." + OTHER);
        }
        if (Files.exists(point, LinkOption.NOFOLLOW_LINKS)) {
            checkFolder(point);
            return;
        }
        var there = point.getParent();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new UsageError("Mountpoint must be in a directory that exists, and " + point.getParent() + (there
                != null && Files.isDirectory(there) ? " can't be made, as " + there + " may not be written."
                : " can't be one.") + " Name a folder in your own, such as \"%drive mount ~/drive\".");
        }
    }

    private static void checkFolder(Path point) throws IOException {
        if (!Files.isDirectory(point)) {
            throw new UsageError("Mountpoint must either be a directory or not exist, and " + point + " is a file."
                + OTHER);
        }
        try (var entries = Files.newDirectoryStream(point)) {
            if (entries.iterator().hasNext()) {
                throw new UsageError("Mountpoint must not already contain files, and " + point + " does." + OTHER);
            }
        }
    }
}
