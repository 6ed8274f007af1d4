package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiPredicate;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.tree.Attributes;

/** Finds nodes by path, and asks the store for folders that were never looked into. */
final class Lookup {

    private final Nodes nodes;
    private final Store store;
    private final Incoming incoming;
    private final EngineSettings settings;

    Lookup(Nodes nodes, Store store, Incoming incoming, EngineSettings settings) {
        this.nodes = nodes;
        this.store = store;
        this.incoming = incoming;
        this.settings = settings;
    }

    static String[] parts(String path) {
        var list = new ArrayList<String>();
        for (var part : path.split("/")) {
            if (!part.isEmpty()) {
                list.add(part);
            }
        }
        return list.toArray(String[]::new);
    }

    /** What is at a path. Called with the lock, which it lets go while the store is asked. */
    Node find(String path) throws IOException {
        var node = nodes.root();
        for (var part : parts(path)) {
            node = child(path, node, part);
            if (node == null) {
                throw new NoSuchFileException(path);
            }
        }
        return node;
    }

    /** The folder in which the last part of a path is. Called with the lock, as {@link #find}. */
    Node parent(String path) throws IOException {
        var parts = parts(path);
        var node = nodes.root();
        for (var i = 0; i < parts.length - 1; i++) {
            node = child(path, node, parts[i]);
            if (node == null) {
                throw new NoSuchFileException(path);
            }
        }
        if (!node.isFolder()) {
            throw new NotDirectoryException(path);
        }
        return node;
    }

    /** What a folder has by a name, or null. Called with the lock, as {@link #find}. */
    Node child(String path, Node folder, String name) throws IOException {
        if (!folder.isFolder()) {
            throw new NotDirectoryException(path);
        }
        var child = folder.children.get(name);
        if (folder.remote.entry == null) {
            return child;
        }
        if ((child != null || folder.listed) && !folder.doubted) {
            if (folder.listed) {
                renew(folder, false);
            }
            return child;
        }
        var known = folder.listed;
        var listing = Listing.of(nodes, store, incoming, folder);
        try {
            while (listing.await()) {
                child = folder.children.get(name);
                if (child != null && !known) {
                    return child;
                }
            }
        } catch (StoreException e) {
            if (!known) {
                throw e;
            }
        }
        return folder.children.get(name);
    }

    /** Makes sure that all of a folder is known. Called with the lock, as {@link #find}. */
    void whole(Node folder) throws IOException {
        renew(folder, true);
    }

    /** Lists a folder that is unknown, or known for long where the store tells no changes. */
    private void renew(Node folder, boolean wait) throws IOException {
        var old = !store.abilities().changes() && System.nanoTime() - folder.listedAt > settings.poll().toNanos();
        if (folder.listed && !old && !folder.doubted || folder.remote.entry == null) {
            return;
        }
        var known = folder.listed;
        var listing = Listing.of(nodes, store, incoming, folder);
        if (!wait) {
            // Not again at the next look, whatever comes of it.
            folder.listedAt = System.nanoTime();
            return;
        }
        try {
            var more = true;
            while (more) {
                more = listing.await();
            }
        } catch (StoreException e) {
            if (!known || !e.passes()) {
                throw e;
            }
        }
    }

    /** Gives what is in a folder, page by page as it comes. Called without the lock. */
    void list(String path, BiPredicate<String, Attributes> sink) throws IOException {
        var given = new HashSet<Long>();
        var more = true;
        Listing listing = null;
        while (more) {
            List<Node> fresh = new ArrayList<>();
            List<String> names = new ArrayList<>();
            nodes.lock.lock();
            try {
                var folder = find(path);
                if (!folder.isFolder()) {
                    throw new NotDirectoryException(path);
                }
                if (listing == null && !folder.listed && folder.remote.entry != null) {
                    listing = Listing.of(nodes, store, incoming, folder);
                    more = listing.await();
                } else if (listing != null) {
                    more = listing.await();
                } else {
                    whole(folder);
                    more = false;
                }
                for (var child : folder.children.values()) {
                    if (given.add(child.number)) {
                        fresh.add(child);
                        names.add(child.name);
                    }
                }
            } finally {
                nodes.lock.unlock();
            }
            for (var i = 0; i < fresh.size(); i++) {
                if (!sink.test(names.get(i), fresh.get(i).attributes())) {
                    return;
                }
            }
        }
    }

    /** Asks again for all folders that were ever looked into; for stores that tell no changes. */
    void relist() throws IOException {
        List<Node> folders;
        nodes.lock.lock();
        try {
            folders = nodes.all().stream().filter(node -> node.isFolder() && node.listed && !node.removed).toList();
            for (var folder : folders) {
                folder.doubted = true;
            }
            for (var folder : folders) {
                if (folder.doubted && !folder.removed) {
                    whole(folder);
                }
            }
        } finally {
            nodes.lock.unlock();
        }
    }
}
