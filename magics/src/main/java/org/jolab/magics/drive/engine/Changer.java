package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Instant;
import java.util.LinkedHashSet;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.tree.IsFolderException;

/** What programs do to names: made here at once, with the journal's line, and sent later. Called with the lock. */
final class Changer {

    /** Up to this size a file that the store already has is sent again to keep the identity of the one it replaces. */
    private static final long WORTH_AN_IDENTITY = 256 << 20;
    private static final int RECORD = 4096;

    private final Nodes nodes;
    private final Lookup lookup;
    private final boolean readOnly;

    Changer(Nodes nodes, Lookup lookup, boolean readOnly) {
        this.nodes = nodes;
        this.lookup = lookup;
        this.readOnly = readOnly;
    }

    void checkWritable() {
        if (readOnly) {
            throw new ReadOnlyFileSystemException();
        }
    }

    static String name(String path) throws IOException {
        var parts = Lookup.parts(path);
        if (parts.length == 0) {
            throw new FileAlreadyExistsException(path);
        }
        return parts[parts.length - 1];
    }

    /** The folder for something new. */
    Node place(String path) throws IOException {
        checkWritable();
        var parent = lookup.parent(path);
        Names.check(path, name(path));
        return changeable(path, parent);
    }

    private static Node changeable(String path, Node folder) throws IOException {
        if (folder.fixed()) {
            throw new AccessDeniedException(path, null, "this folder cannot be changed");
        }
        return folder;
    }

    Node make(String path, Node parent, Entry.Kind kind, int mode) throws IOException {
        nodes.room().take(RECORD, path);
        var node = nodes.create(kind);
        node.mode = mode & 07777;
        node.modified = Instant.now();
        node.writtenAt = System.nanoTime();
        node.listed = node.isFolder();
        if (node.isFile()) {
            node.body = new Body(nodes, node, null, 0);
        }
        attach(node, parent, name(path));
        node.storeName = node.name;
        nodes.changed(node);
        nodes.save(node);
        return node;
    }

    private static void attach(Node node, Node parent, String name) {
        node.parent = parent;
        node.name = name;
        parent.children.put(name, node);
        parent.modified = Instant.now();
    }

    private static void detach(Node node) {
        node.parent.children.remove(node.name, node);
        node.parent.modified = Instant.now();
    }

    void makeFolder(String path, int mode) throws IOException {
        if (Lookup.parts(path).length == 0) {
            throw new FileAlreadyExistsException(path);
        }
        var parent = lookup.parent(path);
        if (lookup.child(path, parent, name(path)) != null) {
            throw new FileAlreadyExistsException(path);
        }
        make(path, place(path), Entry.Kind.FOLDER, mode);
    }

    /** Removes a file or an empty folder; gives a body that is nobody's now, or null. */
    Body remove(String path, boolean folder) throws IOException {
        checkWritable();
        var node = lookup.find(path);
        if (node.isFolder() != folder) {
            throw folder ? new NotDirectoryException(path) : new IsFolderException(path);
        }
        checkMovable(path, node);
        if (folder) {
            checkEmpty(path, node);
        }
        var gone = drop(node);
        nodes.save(node);
        return gone;
    }

    private static void checkMovable(String path, Node node) throws IOException {
        if (node.parent == null || node.fixed()) {
            throw new AccessDeniedException(path, null, "it cannot be changed");
        }
        changeable(path, node.parent);
    }

    private void checkEmpty(String path, Node folder) throws IOException {
        lookup.whole(folder);
        if (!folder.children.isEmpty()) {
            throw new DirectoryNotEmptyException(path);
        }
    }

    private Body drop(Node node) {
        var path = node.path();
        detach(node);
        node.parent = null;
        node.name = path;
        node.removed = true;
        node.displaced = false;
        nodes.index.placed(node);
        if (node.opens > 0) {
            nodes.orphans.add(node);
            nodes.changed(node);
            return null;
        }
        var body = node.body;
        node.body = null;
        if (node.remote.absent() && !node.remote.running) {
            nodes.forget(node);
        } else {
            nodes.changed(node);
        }
        return body;
    }

    /** Renames or moves; gives a body that is nobody's now, or null. */
    Body rename(String from, String to, boolean replace) throws IOException {
        checkWritable();
        var node = lookup.find(from);
        var parent = lookup.parent(to);
        var old = lookup.child(to, parent, name(to));
        if (node.removed || node.parent == null && node != nodes.root()) {
            throw new NoSuchFileException(from);
        }
        checkMovable(from, node);
        Names.check(to, name(to));
        changeable(to, parent);
        for (var above = parent; above != null; above = above.parent) {
            if (above == node) {
                throw new FileSystemException(from, to, "Invalid argument");
            }
        }
        if (old == node) {
            return null;
        }
        if (old != null) {
            checkReplaceable(node, old, to, replace);
        }
        var path = node.path();
        detach(node);
        var changed = new LinkedHashSet<Node>();
        Body gone = null;
        if (old != null && old.isFile() && node.isFile() && takesOver(node, old)) {
            gone = takeOver(node, old, path, changed);
            attach(node, parent, name(to));
        } else {
            gone = old == null ? null : drop(old);
            if (old != null) {
                changed.add(old);
            }
            attach(node, parent, name(to));
            node.storeName = node.name;
            node.displaced = !node.remote.absent();
        }
        nodes.index.placed(node);
        nodes.changed(node);
        changed.add(node);
        nodes.save(changed);
        return gone;
    }

    private void checkReplaceable(Node node, Node old, String to, boolean replace) throws IOException {
        if (!replace) {
            throw new FileAlreadyExistsException(to);
        }
        if (old.fixed()) {
            throw new AccessDeniedException(to, null, "it cannot be changed");
        }
        if (node.isFolder() && !old.isFolder()) {
            throw new NotDirectoryException(to);
        }
        if (!node.isFolder() && old.isFolder()) {
            throw new IsFolderException(to);
        }
        if (old.isFolder()) {
            checkEmpty(to, old);
        }
    }

    private static boolean takesOver(Node node, Node old) {
        return !old.remote.absent() && old.owns()
            && (node.body != null || node.remote.entry != null && node.size <= WORTH_AN_IDENTITY);
    }

    /** A file that replaces another one becomes its next content, so that the store's id of it stays. */
    private Body takeOver(Node node, Node old, String path, LinkedHashSet<Node> changed) {
        if (!node.remote.absent() || node.remote.running) {
            var ghost = nodes.create(Entry.Kind.FILE);
            ghost.removed = true;
            ghost.name = path;
            ghost.remote = node.remote;
            ghost.remote.owner = ghost;
            if (node.body == null) {
                node.body = node.size == 0 ? new Body(nodes, node, null, 0)
                    : new Body(nodes, node, ghost.remote.entry, node.size);
            }
            if (node.body.state().source() != null) {
                ghost.neededBy = node;
            }
            nodes.index.placed(node);
            nodes.index.placed(ghost);
            nodes.changed(ghost);
            changed.add(ghost);
        }
        detach(old);
        node.remote = old.remote;
        node.remote.owner = node;
        if (old.body == null && node.remote.entry != null) {
            node.remote.base = node.remote.entry.revision();
        }
        node.displaced = old.displaced;
        node.storeName = old.storeName;
        node.marked = node.remote.entry != null;
        old.name = old.path();
        old.parent = null;
        old.removed = true;
        nodes.index.placed(old);
        changed.add(old);
        if (old.opens > 0) {
            nodes.orphans.add(old);
            return null;
        }
        var body = old.body;
        old.body = null;
        nodes.forget(old);
        return body;
    }

    void setModified(String path, Instant modified) throws IOException {
        checkWritable();
        var node = lookup.find(path);
        node.modified = modified;
        mark(path, node);
    }

    void setMode(String path, int mode) throws IOException {
        checkWritable();
        var node = lookup.find(path);
        if (node.mode == (mode & 07777)) {
            return;
        }
        node.mode = mode & 07777;
        mark(path, node);
    }

    private void mark(String path, Node node) throws IOException {
        if (node.fixed()) {
            throw new AccessDeniedException(path, null, "it cannot be changed");
        }
        node.marked |= node.remote.entry != null;
        nodes.changed(node);
        nodes.save(node);
    }
}
