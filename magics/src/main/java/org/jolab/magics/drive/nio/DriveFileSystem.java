package org.jolab.magics.drive.nio;

import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;
import org.jolab.magics.drive.tree.FileTree;

/**
 * The files of one tree. Used by many threads. Its paths stay usable when another tree takes the place of the first
 * one, as after the death of a mount process.
 */
public final class DriveFileSystem extends FileSystem {

    private final DriveFileSystemProvider provider;
    private final String name;
    private final Links links = new Links(this);
    private volatile FileTree tree;
    private volatile boolean readOnly;

    DriveFileSystem(DriveFileSystemProvider provider, String name) {
        this.provider = provider;
        this.name = name;
    }

    /** Shows the files of this tree from now on. */
    void show(FileTree next, boolean nothingIsWritten) {
        tree = next;
        readOnly = nothingIsWritten;
    }

    FileTree tree() {
        var current = tree;
        if (current == null) {
            throw new ClosedFileSystemException();
        }
        return current;
    }

    FileTree treeToWrite() {
        var current = tree();
        if (readOnly) {
            throw new ReadOnlyFileSystemException();
        }
        return current;
    }

    Links links() {
        return links;
    }

    /** What stands between {@code drive://} and the path; empty for the usual one. */
    String name() {
        return name;
    }

    @Override
    public DriveFileSystemProvider provider() {
        return provider;
    }

    /** Ends the use of its paths; the tree, which is not this file system's, stays open. */
    @Override
    public void close() {
        tree = null;
        provider.forget(this);
    }

    @Override
    public boolean isOpen() {
        return tree != null;
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(DrivePath.of(this, "/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of(new DriveFileStore(this));
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic", "owner", "posix");
    }

    @Override
    public Path getPath(String first, String... more) {
        var typed = new StringBuilder(first);
        for (var part : more) {
            if (!part.isEmpty()) {
                typed.append(typed.isEmpty() ? "" : "/").append(part);
            }
        }
        return DrivePath.of(this, typed.toString());
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        var pattern = Glob.pattern(syntaxAndPattern);
        return path -> pattern.matcher(path.toString()).matches();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException("The files of " + this + " have no owners to look up.");
    }

    @Override
    public WatchService newWatchService() throws IOException {
        throw noWatching();
    }

    UnsupportedOperationException noWatching() {
        return new UnsupportedOperationException(this + " can't be watched. Look again after a while, or watch a "
            + "folder that %drive mount shows.");
    }

    @Override
    public String toString() {
        return DriveFileSystemProvider.SCHEME + "://" + name + "/";
    }
}
