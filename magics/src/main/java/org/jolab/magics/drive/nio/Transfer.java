package org.jolab.magics.drive.nio;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jolab.magics.drive.store.Entry;

/** A copy or move within {@code drive:}. */
final class Transfer {

    private final DrivePath source;
    private final DrivePath target;
    private boolean replaces;
    private boolean keepsAttributes;
    private boolean follows = true;
    private boolean isAtomic;

    Transfer(DrivePath source, DrivePath target, CopyOption... options) {
        this.source = source;
        this.target = target;
        for (var option : options) {
            switch (option) {
                case StandardCopyOption.REPLACE_EXISTING -> replaces = true;
                case StandardCopyOption.COPY_ATTRIBUTES -> keepsAttributes = true;
                case StandardCopyOption.ATOMIC_MOVE -> isAtomic = true;
                case LinkOption _ -> follows = false;
                case null -> throw new NullPointerException();
                default -> throw new UnsupportedOperationException(option + " is not supported by drive:.");
            }
        }
    }

    private static Links.Found there(DrivePath path) throws IOException {
        try {
            return path.getFileSystem().links().find(path.key(), false);
        } catch (NoSuchFileException nothing) {
            return null;
        }
    }

    private boolean isSame(Links.Found from, Links.Found to) {
        return to != null && source.getFileSystem() == target.getFileSystem()
            && (from.path().equals(to.path()) || from.attributes().number() == to.attributes().number());
    }

    void copy() throws IOException {
        if (isAtomic) {
            throw new UnsupportedOperationException("Unsupported option: ATOMIC_MOVE");
        }
        var from = source.getFileSystem().links().find(source.key(), follows);
        var to = there(target);
        if (isSame(from, to)) {
            return;
        }
        if (from.attributes().kind() == Entry.Kind.LINK) {
            throw new UnsupportedOperationException("Links can't be made in " + target.getFileSystem() + ".");
        }
        if (to != null && !replaces) {
            throw new FileAlreadyExistsException(target.toString());
        }
        var tree = target.getFileSystem().treeToWrite();
        if (from.attributes().isFolder()) {
            if (to != null) {
                remove(to);
            }
            tree.makeFolder(target.getFileSystem().links().place(target.key(), false), 0755);
        } else if (to == null) {
            content(target, StandardOpenOption.CREATE_NEW);
        } else {
            if (to.attributes().isFolder()) {
                remove(to);
            }
            // What is there stays until all of the new content is.
            var part = target.resolveSibling("." + target.getFileName() + "." + Long.toString(System.nanoTime(), 36));
            var partPath = DrivePath.of(part);
            try {
                content(partPath, StandardOpenOption.CREATE_NEW);
                tree.rename(partPath.key(), to.path(), true);
            } catch (IOException | RuntimeException failure) {
                Files.deleteIfExists(part);
                throw failure;
            }
        }
        if (keepsAttributes) {
            var made = target.getFileSystem().links().find(target.key(), false).path();
            tree.setMode(made, FileFacts.mode(from.attributes()));
            tree.setModified(made, from.attributes().modified());
        }
    }

    private void content(DrivePath to, StandardOpenOption how) throws IOException {
        var provider = source.getFileSystem().provider();
        try (var in = provider.newFileChannel(source, Set.of(StandardOpenOption.READ));
                var out = provider.newFileChannel(to, Set.of(StandardOpenOption.WRITE, how))) {
            in.transferTo(0, Long.MAX_VALUE, out);
        } catch (IOException | RuntimeException failure) {
            if (!(failure instanceof FileAlreadyExistsException)) {
                Files.deleteIfExists(to);
            }
            throw failure;
        }
    }

    void move() throws IOException {
        var from = source.getFileSystem().links().find(source.key(), false);
        var to = there(target);
        if (isSame(from, to)) {
            return;
        }
        if (to != null && !replaces && !isAtomic) {
            throw new FileAlreadyExistsException(target.toString());
        }
        if (source.getFileSystem() != target.getFileSystem()) {
            elsewhere(from);
            return;
        }
        var tree = source.getFileSystem().treeToWrite();
        if (to != null && from.attributes().isFolder() != to.attributes().isFolder()) {
            if (isAtomic) {
                throw new FileSystemException(source.toString(), target.toString(), from.attributes().isFolder()
                    ? "a folder can't take the place of a file" : "a file can't take the place of a folder");
            }
            remove(to);
        }
        var place = target.getFileSystem().links().place(target.key(), false);
        if (place.startsWith(from.path() + "/")) {
            throw new FileSystemException(source.toString(), target.toString(), "a folder can't be moved into itself");
        }
        tree.rename(from.path(), place, true);
    }

    private void elsewhere(Links.Found from) throws IOException {
        if (isAtomic) {
            throw new java.nio.file.AtomicMoveNotSupportedException(source.toString(), target.toString(),
                "another file system");
        }
        if (from.attributes().isFolder() && !isEmpty(from)) {
            throw new DirectoryNotEmptyException(source.toString());
        }
        keepsAttributes = true;
        follows = false;
        copy();
        remove(from);
    }

    private boolean isEmpty(Links.Found folder) throws IOException {
        var entries = new int[1];
        source.getFileSystem().tree().list(folder.path(), (_, _) -> entries[0]++ > 0);
        return entries[0] == 0;
    }

    private void remove(Links.Found file) throws IOException {
        var owner = file.path().equals(source.key()) ? source : target;
        var tree = owner.getFileSystem().treeToWrite();
        if (file.attributes().isFolder()) {
            tree.removeFolder(file.path());
        } else {
            tree.remove(file.path());
        }
    }
}
