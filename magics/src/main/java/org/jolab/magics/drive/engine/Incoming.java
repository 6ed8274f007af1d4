package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;

/**
 * Brings what the store says into the tree, where nothing here is newer. Called with the lock of {@link Nodes} unless
 * a method says otherwise.
 */
final class Incoming {

    private final Nodes nodes;
    private final Store store;
    /** What was being sent while the store spoke of it: to be asked for again. */
    private final Set<String> doubtful = new LinkedHashSet<>();

    Incoming(Nodes nodes, Store store) {
        this.nodes = nodes;
        this.store = store;
    }

    /** An entry is as it was at some time after it was asked for, by {@link System#nanoTime}. */
    void arrive(Entry entry, long asked) throws IOException {
        var changed = new LinkedHashSet<Node>();
        take(entry, asked, nodes.index.withPlace(entry.parent()), changed);
        nodes.save(changed);
    }

    /** A page of a folder's list. */
    void arrive(Node folder, List<Entry> entries, long asked) throws IOException {
        var changed = new LinkedHashSet<Node>();
        for (var entry : entries) {
            take(entry, asked, List.of(folder.remote), changed);
        }
        nodes.save(changed);
    }

    private void take(Entry entry, long asked, List<Remote> folders, Set<Node> changed) {
        var known = nodes.index.withId(entry.id());
        for (var remote : known) {
            if (!remote.owner.isFolder() && entry.isFolder() || remote.owner.isFolder() && !entry.isFolder()) {
                vanish(remote, changed);
            } else if (remote.running || remote.ended - asked > 0) {
                if (!entry.equals(remote.entry)) {
                    doubtful.add(entry.id());
                }
            } else if (!entry.equals(remote.entry)) {
                update(remote, entry, changed);
            }
        }
        if (nodes.index.expects(entry.id())) {
            return;
        }
        for (var folder : folders) {
            if (!shownIn(folder.owner, entry)) {
                if (folder.owner.removed) {
                    revive(folder.owner, changed);
                }
                if (folder.owner.listed || folder.owner.listing != null) {
                    add(folder.owner, entry, changed);
                }
            }
        }
    }

    /** Whether a node for the entry is in a folder, or was and is removed or moved here. */
    private boolean shownIn(Node folder, Entry entry) {
        for (var remote : nodes.index.withId(entry.id())) {
            var owner = remote.owner;
            if (owner.parent == folder || owner.removed || owner.displaced || remote.running) {
                return true;
            }
        }
        return false;
    }

    private void add(Node folder, Entry entry, Set<Node> changed) {
        if (!store.abilities().twins()) {
            for (var child : folder.children.values()) {
                if (child.remote.entry == null && child.storeName.equals(entry.name())) {
                    // One that is made here: sending it will show whether it is the same.
                    return;
                }
            }
        }
        var node = nodes.create(entry.kind());
        node.storeName = entry.name();
        node.name = Names.free(Names.local(entry.name()), folder.children::containsKey);
        node.parent = folder;
        folder.children.put(node.name, node);
        nodes.index.setEntry(node.remote, entry);
        node.show(entry, false);
        changed.add(node);
    }

    private void update(Remote remote, Entry entry, Set<Node> changed) {
        var node = remote.owner;
        var old = remote.entry;
        nodes.index.setEntry(remote, entry);
        changed.add(node);
        if (node.removed) {
            return;
        }
        var moved = !old.parent().equals(entry.parent()) || !old.name().equals(entry.name());
        if (moved && !node.displaced && node.parent != null && !move(node, entry, changed)) {
            return;
        }
        node.show(entry, old.revision().equals(entry.revision()));
    }

    /** Follows a rename by others; false if it went where nobody looks. */
    private boolean move(Node node, Entry entry, Set<Node> changed) {
        Node target = null;
        for (var folder : nodes.index.withPlace(entry.parent())) {
            if (!folder.owner.removed && (target == null || folder.owner == node.parent)) {
                target = folder.owner;
            }
        }
        for (var above = target; above != null; above = above.parent) {
            if (above == node) {
                return true;
            }
        }
        if (target == null) {
            return !prune(node, changed, false);
        }
        node.parent.children.remove(node.name, node);
        node.storeName = entry.name();
        var children = target.children;
        node.name = Names.free(Names.local(entry.name()), children::containsKey);
        node.parent = target;
        children.put(node.name, node);
        return true;
    }

    /** Others have put something into a folder that was removed here: it stays. */
    private void revive(Node folder, Set<Node> changed) {
        Node above = null;
        for (var remote : nodes.index.withPlace(folder.remote.entry.parent())) {
            above = remote.owner;
        }
        if (above == null) {
            return;
        }
        if (above.removed) {
            revive(above, changed);
        }
        if (above.removed) {
            return;
        }
        folder.removed = false;
        folder.displaced = false;
        folder.parent = above;
        folder.name = Names.free(Names.local(folder.storeName), above.children::containsKey);
        above.children.put(folder.name, folder);
        nodes.index.placed(folder);
        changed.add(folder);
        nodes.changed(folder);
    }

    /** An id is gone from the store, as was known some time after it was asked. */
    void gone(String id, long asked) throws IOException {
        var changed = new LinkedHashSet<Node>();
        for (var remote : nodes.index.withId(id)) {
            if (remote.running || remote.ended - asked > 0) {
                doubtful.add(id);
            } else {
                vanish(remote, changed);
            }
        }
        nodes.save(changed);
    }

    private void vanish(Remote remote, Set<Node> changed) {
        var node = remote.owner;
        if (node.number == Nodes.ROOT) {
            return;
        }
        if (node.removed) {
            if (node.opens == 0) {
                nodes.index.setEntry(remote, null);
                remote.lose();
                nodes.changed(node);
                changed.add(node);
            }
            return;
        }
        prune(node, changed, true);
    }

    /** Takes out what others have removed, but nothing that has unsent changes; true if the node is out. */
    private boolean prune(Node node, Set<Node> changed, boolean gone) {
        var stays = node.body != null || node.remote.entry == null || node.remote.running;
        if (node.isFolder()) {
            for (var child : List.copyOf(node.children.values())) {
                stays |= child.displaced || !prune(child, changed, gone);
            }
        }
        if (stays) {
            if (gone && node.remote.entry != null && !node.remote.running) {
                nodes.index.setEntry(node.remote, null);
                node.remote.lose();
                node.displaced = false;
                nodes.index.placed(node);
                nodes.changed(node);
                changed.add(node);
            }
            return false;
        }
        node.parent.children.remove(node.name, node);
        node.parent = null;
        node.removed = true;
        if (node.opens > 0) {
            nodes.orphans.add(node);
            nodes.index.placed(node);
            changed.add(node);
        } else {
            nodes.forget(node);
            changed.add(node);
        }
        return true;
    }

    /** After a whole list of a folder: what others have removed goes, unless something was sent meanwhile. */
    void listed(Node folder, Set<String> seen, long asked) throws IOException {
        var changed = new LinkedHashSet<Node>();
        for (var child : List.copyOf(folder.children.values())) {
            var entry = child.remote.entry;
            if (entry != null && !seen.contains(entry.id()) && !child.displaced
                && !child.remote.running && child.remote.ended - asked <= 0) {
                prune(child, changed, true);
            }
        }
        folder.listed = true;
        folder.listedAt = System.nanoTime();
        changed.add(folder);
        nodes.save(changed);
    }

    /** Asks for what could not be judged; called without the lock. */
    void settle() throws IOException {
        List<String> ids;
        nodes.lock.lock();
        try {
            ids = new ArrayList<>(doubtful);
            doubtful.clear();
        } finally {
            nodes.lock.unlock();
        }
        for (var i = 0; i < ids.size(); i++) {
            try {
                recheck(ids.get(i));
            } catch (IOException e) {
                nodes.lock.lock();
                try {
                    doubtful.addAll(ids.subList(i, ids.size()));
                } finally {
                    nodes.lock.unlock();
                }
                throw e;
            }
        }
    }

    /** Asks the store for an entry; called without the lock. */
    void recheck(String id) throws IOException {
        checkGone(id);
    }

    /** Asks the store for an entry, and takes it out if it is gone: true then; called without the lock. */
    boolean checkGone(String id) throws IOException {
        var asked = System.nanoTime();
        Entry entry;
        try {
            entry = store.find(id);
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.NOT_FOUND) {
                throw e;
            }
            vanished(id);
            return true;
        }
        nodes.lock.lock();
        try {
            arrive(entry, asked);
        } finally {
            nodes.lock.unlock();
        }
        return false;
    }

    /** The store has said that an id is gone, also to one who is sending something about it; without the lock. */
    void vanished(String id) throws IOException {
        nodes.lock.lock();
        try {
            var changed = new LinkedHashSet<Node>();
            for (var remote : nodes.index.withId(id)) {
                var running = remote.running;
                remote.running = false;
                vanish(remote, changed);
                remote.running = running;
            }
            nodes.save(changed);
        } finally {
            nodes.lock.unlock();
        }
    }

    /** The ids of all that is known to be, or to have been, in a folder. */
    Set<String> known(Node folder) {
        var known = new HashSet<String>();
        folder.children.values().forEach(child -> {
            if (child.remote.entry != null) {
                known.add(child.remote.entry.id());
            }
        });
        nodes.index.awayFrom(folder.place()).forEach(node -> known.add(node.remote.entry.id()));
        return known;
    }
}
