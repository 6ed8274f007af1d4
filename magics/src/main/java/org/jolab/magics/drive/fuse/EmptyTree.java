package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Space;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.FileTree;
import org.jolab.magics.drive.tree.OpenFile;

/** A root folder with nothing in it, for a trial mount. */
final class EmptyTree implements FileTree {

    @Override
    public Attributes attributes(String path) throws IOException {
        if (path.equals("/")) {
            return new Attributes(1, Entry.Kind.FOLDER, 0, Instant.EPOCH, 0555);
        }
        throw new NoSuchFileException(path);
    }

    @Override
    public void list(String path, BiPredicate<String, Attributes> sink) throws IOException {
        attributes(path);
    }

    @Override
    public OpenFile open(String path, Set<? extends OpenOption> options, int mode) throws IOException {
        throw new NoSuchFileException(path);
    }

    @Override
    public void makeFolder(String path, int mode) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void remove(String path) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void removeFolder(String path) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void rename(String from, String to, boolean replace) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void truncate(String path, long size) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void setModified(String path, Instant modified) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void setMode(String path, int mode) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public String linkTarget(String path) throws IOException {
        throw new NoSuchFileException(path);
    }

    @Override
    public Space space() {
        return new Space(0, 0);
    }
}
