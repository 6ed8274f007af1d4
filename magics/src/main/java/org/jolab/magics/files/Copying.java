package org.jolab.magics.files;

import com.sun.nio.file.ExtendedCopyOption;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;

/**
 * Copies and moves files and folders. What a copy replaces is there until the copy is complete.
 *
 * @param keepsTimes whether copies have the times and owners of what they are made of
 * @param keepsExisting whether files that are there already stay as they are
 * @param names whether each file is named as it is copied
 */
record Copying(boolean keepsTimes, boolean keepsExisting, boolean names) {

    /** Copies a file, or a folder with all that is in it. */
    void copy(Path from, Path to) throws IOException, InterruptedException {
        Cancelled.check();
        if (Files.isDirectory(from)) {
            copyFolder(from, to);
        } else if (!(keepsExisting && Files.exists(to, LinkOption.NOFOLLOW_LINKS))) {
            refuseSame(from, to);
            if (Files.isDirectory(to)) {
                throw new FileSystemException(to.toString(), null, "it is a folder");
            }
            copyFile(from, to);
            tell(from, to);
        }
    }

    private void copyFolder(Path from, Path to) throws IOException, InterruptedException {
        refuseSame(from, to);
        if (isWithin(to, from)) {
            throw new FileSystemException(to.toString(), null, "it lies within the folder that is to be copied");
        }
        if (Files.exists(to) && !Files.isDirectory(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.createDirectories(to);
        // Listed first, because the copy may appear in the very folder that is read.
        var children = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(from)) {
            files.forEach(children::add);
        }
        for (var child : children) {
            var goal = to.resolve(child.getFileName().toString());
            if (Files.isSymbolicLink(child)) {
                if (!(keepsExisting && Files.exists(goal, LinkOption.NOFOLLOW_LINKS))) {
                    Files.copy(child, goal, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.REPLACE_EXISTING);
                    tell(child, goal);
                }
            } else {
                copy(child, goal);
            }
        }
        if (keepsTimes) {
            Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
        }
    }

    /** Through a file beside the goal: a copy that fails half-way has destroyed nothing. */
    private void copyFile(Path from, Path to) throws IOException, InterruptedException {
        var goal = Files.exists(to) ? to.toRealPath() : to;
        var part = goal.resolveSibling("." + goal.getFileName() + "." + UUID.randomUUID() + ".part");
        Set<CopyOption> options = keepsTimes
            ? Set.of(ExtendedCopyOption.INTERRUPTIBLE, StandardCopyOption.COPY_ATTRIBUTES)
            : Set.of(ExtendedCopyOption.INTERRUPTIBLE);
        try {
            Files.copy(from, part, options.toArray(CopyOption[]::new));
            var before = Files.getFileAttributeView(goal, PosixFileAttributeView.class);
            if (!keepsTimes && before != null && Files.exists(goal)) {
                // Who may read the file that is replaced may read its replacement, as with cp.
                Files.setPosixFilePermissions(part, before.readAttributes().permissions());
            }
            replace(part, goal);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            throw e;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void replace(Path part, Path goal) throws IOException {
        try {
            Files.move(part, goal, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, goal, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Moves a file or a folder, from one file system to another if need be. */
    void move(Path from, Path to) throws IOException, InterruptedException {
        refuseSame(from, to);
        if (keepsExisting && Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS) && isWithin(to, from)) {
            throw new FileSystemException(to.toString(), null, "it lies within the folder that is to be moved");
        }
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (DirectoryNotEmptyException e) {
            if (Files.exists(to)) {
                throw e;
            }
            // The folder lies on another file system.
            new Copying(true, false, false).copy(from, to);
            Removal.of(from);
        }
        tell(from, to);
    }

    private static void refuseSame(Path from, Path to) throws IOException {
        if (Files.exists(to) && Files.isSameFile(from, to)) {
            throw new FileSystemException(to.toString(), null, "both are the same");
        }
    }

    private static boolean isWithin(Path path, Path folder) throws IOException {
        var existing = path.toAbsolutePath().normalize();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing.toRealPath().startsWith(folder.toRealPath());
    }

    private void tell(Path from, Path to) {
        if (names) {
            System.out.println(from + " -> " + to);
        }
    }
}
