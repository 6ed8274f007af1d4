package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;

/** Makes one request for one node, and notes what the store has then. Called by many threads, for different nodes. */
final class Delivery {

    private final Nodes nodes;
    private final Store store;
    private final Follower follower;
    private final Uploads uploads;
    private final Conflicts conflicts;
    private final Ids ids;
    /** Held for writing by whoever renames a folder of a store whose ids are paths: all below get other ids. */
    private final ReadWriteLock paths = new ReentrantReadWriteLock();

    Delivery(Nodes nodes, Store store, Follower follower, Uploads uploads) {
        this.nodes = nodes;
        this.store = store;
        this.follower = follower;
        this.uploads = uploads;
        conflicts = uploads.conflicts();
        ids = conflicts.ids();
    }

    void run(Node node, Remote remote, Step.What what) throws IOException {
        var moves = what == Step.What.MOVE || what == Step.What.PARK || what == Step.What.REMOVE;
        var alone = !store.abilities().ids() && node.isFolder() && moves;
        var lock = alone ? paths.writeLock() : paths.readLock();
        lock.lock();
        try {
            switch (what) {
                case FORGET -> forget(List.of(node));
                case REMOVE -> remove(node, remote);
                case FOLDER -> makeFolder(node, remote);
                case MOVE, PARK -> move(node, remote, what == Step.What.PARK);
                case CONTENT -> uploads.send(node, remote);
                case MARK -> mark(node, remote);
            }
        } finally {
            lock.unlock();
        }
    }

    private void forget(List<Node> all) throws IOException {
        var bodies = new ArrayList<Body>();
        nodes.lock.lock();
        try {
            for (var node : all) {
                nodes.forget(node);
                if (node.body != null) {
                    bodies.add(node.body);
                }
            }
            nodes.save();
        } finally {
            nodes.lock.unlock();
        }
        for (var body : bodies) {
            body.discard();
        }
    }

    private void remove(Node node, Remote remote) throws IOException {
        var entry = remote.entry;
        if (entry == null) {
            entry = conflicts.locate(node, remote);
        } else if (node.isFolder() && entry.id().equals(entry.content()) && follower.resurrects(node)) {
            return;
        }
        if (entry != null) {
            try {
                store.remove(entry);
            } catch (StoreException e) {
                if (e.kind() != StoreException.Kind.NOT_FOUND) {
                    throw e;
                }
            }
        }
        var all = new ArrayList<Node>();
        nodes.lock.lock();
        try {
            if (remote.owner.removed) {
                all.add(remote.owner);
                if (entry != null && node.isFolder()) {
                    inside(entry.content(), all);
                }
            } else {
                // It came back while it was being removed.
                nodes.index.setEntry(remote, null);
                remote.lose();
                nodes.save(remote.owner);
            }
        } finally {
            nodes.lock.unlock();
        }
        forget(all);
    }

    private void inside(String place, List<Node> into) {
        for (var node : nodes.index.awayFrom(place)) {
            if (node.removed && !into.contains(node)) {
                into.add(node);
                if (node.isFolder()) {
                    inside(node.place(), into);
                }
            }
        }
    }

    private void makeFolder(Node node, Remote remote) throws IOException {
        var id = remote.newId.isEmpty() ? ids.next() : remote.newId;
        Draft draft;
        nodes.lock.lock();
        try {
            if (node.parent == null || node.parent.remote.entry == null) {
                return;
            }
            nodes.index.expect(remote, id);
            remote.asked = true;
            draft = new Draft(id, node.parent.place(), node.storeName, "", 0, "", node.modified, node.mode);
            nodes.save(node);
        } finally {
            nodes.lock.unlock();
        }
        try {
            made(remote, store.makeFolder(draft), draft);
        } catch (StoreException e) {
            var taken = e.kind() == StoreException.Kind.CONFLICT;
            var found = taken ? conflicts.byName(draft.parent(), draft.name()) : null;
            if (found != null && found.isFolder()) {
                made(remote, found, draft);
            } else {
                conflicts.missing(e, node, draft.parent());
            }
        }
    }

    /** The store has what a draft described. */
    private void made(Remote remote, Entry entry, Draft draft) throws IOException {
        nodes.lock.lock();
        try {
            conflicts.arrived(remote, entry, draft);
            nodes.save(remote.owner);
        } finally {
            nodes.lock.unlock();
        }
    }

    private void move(Node node, Remote remote, boolean park) throws IOException {
        Entry entry;
        Entry folder;
        String name;
        nodes.lock.lock();
        try {
            if (remote.owner != node || node.removed || node.parent == null) {
                return;
            }
            entry = remote.entry;
            folder = settled(node.parent) ? node.parent.remote.entry : null;
            name = park ? ".jolab-" + node.number + "~" : node.storeName;
        } finally {
            nodes.lock.unlock();
        }
        if (folder == null) {
            if (!park) {
                return;
            }
            folder = store.find(entry.parent());
        }
        try {
            var moved = store.move(entry, folder, name);
            if (!store.abilities().ids() && node.isFolder()) {
                follower.rebind(node, remote, moved);
            }
            moved(remote, moved, new Draft("", folder.content(), name, "", 0, "", null, -1));
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.NOT_FOUND && e.kind() != StoreException.Kind.CONFLICT) {
                throw e;
            }
            lost(node, remote, folder, name, e);
        }
    }

    private void moved(Remote remote, Entry entry, Draft to) throws IOException {
        nodes.lock.lock();
        try {
            nodes.index.setEntry(remote, entry);
            conflicts.place(remote, to);
            nodes.save(remote.owner);
        } finally {
            nodes.lock.unlock();
        }
    }

    /** Something is not where it was thought: an answer was lost, or others have removed it or taken the name. */
    private void lost(Node node, Remote remote, Entry folder, String name, StoreException e) throws IOException {
        if (!store.abilities().ids()) {
            var there = conflicts.byName(folder.content(), name);
            if (there != null && e.kind() == StoreException.Kind.NOT_FOUND && there.kind() == node.kind
                && there.size() == remote.entry.size()) {
                if (node.isFolder()) {
                    follower.rebind(node, remote, there);
                }
                moved(remote, there, new Draft("", folder.content(), name, "", 0, "", null, -1));
                return;
            }
            if (there != null && e.kind() == StoreException.Kind.CONFLICT) {
                conflicts.rename(node);
                return;
            }
        }
        if (e.kind() == StoreException.Kind.CONFLICT) {
            throw e;
        }
        conflicts.missing(e, node, folder.id());
    }

    private static boolean settled(Node folder) {
        for (var above = folder; above != null; above = above.parent) {
            if (above.remote.entry == null || above.displaced) {
                return false;
            }
        }
        return true;
    }

    private void mark(Node node, Remote remote) throws IOException {
        var entry = remote.entry;
        var modified = node.modified;
        var mode = node.mode;
        try {
            var marked = store.mark(entry, modified, mode);
            nodes.lock.lock();
            try {
                if (remote.entry == entry) {
                    nodes.index.setEntry(remote, marked);
                }
                if (node.modified.equals(modified) && node.mode == mode) {
                    node.marked = false;
                }
                nodes.save(remote.owner);
            } finally {
                nodes.lock.unlock();
            }
        } catch (StoreException e) {
            conflicts.missing(e, node, entry.id());
        }
    }
}
