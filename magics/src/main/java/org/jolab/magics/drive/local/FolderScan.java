package org.jolab.magics.drive.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jolab.magics.drive.store.StoreException;

/** Brings the index up to what is in the folder, which anybody may change. Used under the lock of the index. */
final class FolderScan {

    private final Path top;
    private final Path side;
    private final Node root;
    private final FolderIndex index;

    FolderScan(Path top, Path side, Node root, FolderIndex index) {
        this.top = top;
        this.side = side;
        this.root = root;
        this.index = index;
    }

    static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    static String newRevision() {
        return newId().substring(0, 12);
    }

    /** Where an entry was last. */
    Path path(Node node) throws IOException {
        var names = new ArrayDeque<String>();
        var at = node;
        while (at != null && !at.id().equals(root.id())) {
            names.push(at.name());
            at = names.size() > 10_000 ? null : index.node(at.parent());
        }
        if (at == null) {
            throw new NoSuchFileException(node.name());
        }
        var path = top;
        for (var name : names) {
            path = path.resolve(name);
        }
        return path;
    }

    /** The entry of an id as it is now, wherever it was moved to; null when it is gone. */
    Node find(String id) throws IOException {
        check();
        var known = index.node(id);
        if (known == null || known == root) {
            return known;
        }
        var found = look(known.parent(), known.name(), path(known));
        if (found != null && found.id().equals(id)) {
            return found;
        }
        all();
        return index.node(id);
    }

    /** The entries of a folder; their names in order. */
    List<String> names(Node folder) throws IOException {
        check();
        var names = list(path(folder));
        var there = new HashSet<>(names);
        for (var known : index.in(folder.id())) {
            if (!there.contains(known.name())) {
                // Perhaps it was moved, and keeps its id.
                all();
                break;
            }
        }
        names.sort(null);
        return names;
    }

    /** What is at a name in a folder now, noted in the index; null when nothing that counts is. */
    Node look(String parent, String name, Path path) throws IOException {
        var seen = Seen.at(path);
        if (seen == null) {
            return null;
        }
        var known = index.child(parent, name);
        if (known != null && known.seen().kind() != seen.kind()) {
            index.gone(known);
            known = null;
        }
        if (known == null) {
            known = moved(seen);
        }
        if (known == null) {
            return index.save(new Node(newId(), parent, name, seen, newRevision(), "", null));
        }
        if (known.parent().equals(parent) && known.name().equals(name) && known.seen().same(seen)) {
            return known;
        }
        if (known.before() != null && known.before().seen().same(seen)) {
            return index.save(known.before());
        }
        var same = known.seen().sameContent(seen);
        return index.save(known.at(parent, name)
            .now(seen, same ? known.revision() : newRevision(), same ? known.hash() : ""));
    }

    /** The entry that was elsewhere; null if it is still there, as a second name of a file is a second file. */
    private Node moved(Seen seen) throws IOException {
        var known = index.byKey(seen.key());
        if (known == null || known == root || known.seen().kind() != seen.kind()) {
            return null;
        }
        try {
            var old = Seen.at(path(known));
            return old != null && old.key().equals(seen.key()) ? null : known;
        } catch (IOException e) {
            return known;
        }
    }

    /** Looks at everything. */
    void all() throws IOException {
        check();
        var met = new HashSet<String>();
        var closed = new HashSet<String>();
        var folders = new ArrayDeque<Node>();
        folders.add(root);
        while (!folders.isEmpty()) {
            var folder = folders.remove();
            met.add(folder.id());
            var path = path(folder);
            try {
                for (var name : list(path)) {
                    var node = look(folder.id(), name, path.resolve(name));
                    if (node != null && met.add(node.id()) && node.entry().isFolder()) {
                        folders.add(node);
                    }
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                // It went while this was looking.
            } catch (AccessDeniedException e) {
                closed.add(folder.id());
            }
        }
        for (var node : index.all()) {
            if (!met.contains(node.id()) && index.node(node.id()) != null && !within(node, closed)) {
                index.gone(node);
            }
        }
    }

    private boolean within(Node node, Set<String> folders) {
        for (var at = node; at != null; at = index.node(at.parent())) {
            if (folders.contains(at.id())) {
                return true;
            }
        }
        return false;
    }

    private List<String> list(Path folder) throws IOException {
        var names = new ArrayList<String>();
        try (var paths = Files.newDirectoryStream(folder)) {
            for (var path : paths) {
                if (!path.equals(side)) {
                    names.add(path.getFileName().toString());
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /** A disk that is not mounted shows an empty folder, which does not mean that all is gone. */
    private void check() throws IOException {
        var seen = Seen.at(top);
        if (seen == null || !seen.key().equals(root.seen().key())) {
            throw new StoreException(StoreException.Kind.OFFLINE,
                "The folder " + top + " is not there, or is another one than at the start.");
        }
    }
}
