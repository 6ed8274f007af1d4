package org.jolab.magics.drive.nio;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.FileTree;

/**
 * Follows links, which a tree does not. As most paths hold none, a path is asked for as it is first, and taken apart
 * only when that has not led to a file. Used by many threads.
 */
final class Links {

    private static final int MOST = 40;

    private final DriveFileSystem system;

    Links(DriveFileSystem system) {
        this.system = system;
    }

    /** A file and the path under which the tree has it. */
    record Found(String path, Attributes attributes) {
    }

    /** What is at a path; the links on the way are followed, the last one if that is wished. */
    Found find(String path, boolean follow) throws IOException {
        try {
            var attributes = system.tree().attributes(path);
            if (attributes.kind() != Entry.Kind.LINK || !follow) {
                return new Found(path, attributes);
            }
        } catch (NoSuchFileException | NotDirectoryException missing) {
            var real = real(path, follow);
            if (real.equals(path)) {
                throw missing;
            }
            return new Found(real, system.tree().attributes(real));
        }
        var real = real(path, true);
        return new Found(real, system.tree().attributes(real));
    }

    /** The path of something that may not be there yet: the links to its folder are followed, and it, if wished. */
    String place(String path, boolean follow) throws IOException {
        try {
            return find(path, follow).path();
        } catch (NoSuchFileException missing) {
            var end = path.lastIndexOf('/');
            if (end <= 0) {
                return path;
            }
            var folder = find(path.substring(0, end), true);
            if (!folder.attributes().isFolder()) {
                throw new NotDirectoryException(folder.path());
            }
            return join(folder.path(), path.substring(end + 1));
        }
    }

    /**
     * A path without links.
     *
     * @throws NoSuchFileException if nothing is there
     */
    String real(String path, boolean follow) throws IOException {
        var tree = system.tree();
        var at = "/";
        var rest = path.substring(1);
        var followed = 0;
        while (!rest.isEmpty()) {
            var slash = rest.indexOf('/');
            var name = slash < 0 ? rest : rest.substring(0, slash);
            rest = slash < 0 ? "" : rest.substring(slash + 1);
            var next = join(at, name);
            if (attributes(tree, next, path).kind() != Entry.Kind.LINK || rest.isEmpty() && !follow) {
                at = next;
                continue;
            }
            if (++followed > MOST) {
                throw new FileSystemLoopException(path);
            }
            var target = DrivePath.of(system, at).resolve(DrivePath.of(system, tree.linkTarget(next))).key();
            rest = target.substring(1) + (rest.isEmpty() ? "" : "/" + rest);
            at = "/";
        }
        return at;
    }

    private static Attributes attributes(FileTree tree, String part, String path) throws IOException {
        try {
            return tree.attributes(part);
        } catch (NoSuchFileException missing) {
            throw new NoSuchFileException(path);
        }
    }

    static String join(String folder, String name) {
        return folder.equals("/") ? "/" + name : folder + "/" + name;
    }
}
