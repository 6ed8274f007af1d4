package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.tree.TreeReport;

/** What to do when the store has something else than was thought. Called by many threads, for different files. */
final class Conflicts {

    private static final Logger LOG = System.getLogger(Conflicts.class.getName());

    private final Nodes nodes;
    private final Store store;
    private final Incoming incoming;
    private final CacheFolder folder;
    private final Ids ids;
    private final List<TreeReport.SetAside> told = new CopyOnWriteArrayList<>();

    Conflicts(Nodes nodes, Store store, Incoming incoming, CacheFolder folder) {
        this.nodes = nodes;
        this.store = store;
        this.incoming = incoming;
        this.folder = folder;
        ids = new Ids(store);
    }

    Ids ids() {
        return ids;
    }

    /** What the user should know. */
    List<TreeReport.SetAside> told() {
        return List.copyOf(told);
    }

    /** The store has what a draft described; called with the nodes' lock. */
    void arrived(Remote remote, Entry entry, Draft draft) {
        nodes.index.setEntry(remote, entry);
        remote.base = entry.revision();
        remote.tried.clear();
        var owner = remote.owner;
        owner.marked = !owner.modified.equals(draft.modified()) || owner.mode != draft.mode();
        if (!draft.replaces()) {
            place(remote, draft);
        }
        owner.show(entry, true);
    }

    /** The store has an entry where a draft said; called with the nodes' lock. */
    void place(Remote remote, Draft to) {
        var owner = remote.owner;
        if (!owner.removed && owner.parent != null) {
            owner.displaced = !to.parent().equals(owner.parent.place()) || !to.name().equals(owner.storeName);
            if (!owner.displaced) {
                // Some stores change names a little.
                owner.storeName = remote.entry.name();
            }
        }
        nodes.index.placed(owner);
    }

    /** What a request without an answer, or somebody else, has made in the place of a remote; null if nothing. */
    Entry locate(Node node, Remote remote) throws IOException {
        try {
            if (remote.entry != null) {
                return store.find(remote.entry.id());
            }
            if (!remote.newId.isEmpty()) {
                return store.find(remote.newId);
            }
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.NOT_FOUND) {
                return null;
            }
            throw e;
        }
        return node.parent == null || node.parent.place() == null ? null : byName(node.parent.place(), node.storeName);
    }

    /** The entry of a name in a folder, or null. */
    Entry byName(String place, String name) throws IOException {
        var folders = nodes.withPlaceLocked(place);
        if (folders.isEmpty()) {
            return null;
        }
        var page = store.list(folders.getFirst().entry, "");
        while (true) {
            for (var entry : page.entries()) {
                if (entry.name().equals(name)) {
                    return entry;
                }
            }
            if (page.next().isEmpty()) {
                return null;
            }
            page = store.list(folders.getFirst().entry, page.next());
        }
    }

    /** After a conflict: the entry if it is what was sent; null if the file is to be looked at again. */
    Entry resolve(Node node, Remote remote, Draft draft, String hash) throws IOException {
        var now = locate(node, remote);
        if (now == null) {
            if (draft.replaces()) {
                incoming.vanished(draft.id());
            }
            return null;
        }
        var found = now.hash().isEmpty() && now.size() <= Integer.MAX_VALUE ? hash(now) : now.hash();
        if (found.equals(hash)) {
            return now;
        }
        nodes.lock.lock();
        try {
            if (remote.owner != node || node.removed || node.parent == null) {
                return null;
            }
            if (remote.tried.contains(found) || !draft.id().isEmpty() && !draft.replaces()) {
                arrived(remote, now, draft);
                nodes.save(node);
            } else if (draft.replaces()) {
                keepBoth(node, remote, now);
            } else {
                rename(node);
                incoming.arrive(node.parent, List.of(now), System.nanoTime());
            }
        } finally {
            nodes.lock.unlock();
        }
        return null;
    }

    private String hash(Entry entry) throws IOException {
        var digest = Uploads.md5();
        try (var in = store.read(entry, 0, entry.size())) {
            var buffer = new byte[1 << 16];
            for (var got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                digest.update(buffer, 0, got);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Ours becomes a new file beside the other one; called with the nodes' lock. */
    private void keepBoth(Node node, Remote remote, Entry now) throws IOException {
        var theirs = nodes.create(Entry.Kind.FILE);
        theirs.parent = node.parent;
        theirs.name = node.name;
        theirs.storeName = node.storeName;
        theirs.displaced = node.displaced;
        theirs.remote = remote;
        remote.owner = theirs;
        node.displaced = false;
        node.remote = new Remote(node);
        nodes.index.placed(node);
        nodes.index.setEntry(remote, now);
        remote.tried.clear();
        theirs.show(now, false);
        var path = node.path();
        rename(node);
        theirs.parent.children.put(theirs.name, theirs);
        nodes.save(theirs, node);
        if (theirs.displaced) {
            nodes.changed(theirs);
        }
        tell(node, path + " was changed by somebody else too: this is what was written here");
    }

    /** Gives a node that the store does not have the name of a conflict; called with the nodes' lock or without. */
    void rename(Node node) throws IOException {
        nodes.lock.lock();
        try {
            var siblings = node.parent.children;
            siblings.remove(node.name, node);
            var name = Names.conflict(node.name, LocalDate.now(), host());
            node.name = Names.free(name, siblings::containsKey);
            node.storeName = node.name;
            siblings.put(node.name, node);
            nodes.index.expect(node.remote, "");
            nodes.save(node);
            nodes.changed(node);
        } finally {
            nodes.lock.unlock();
        }
    }

    private void tell(Node node, String why) {
        LOG.log(Level.WARNING, why + ": " + node.path());
        told.add(new TreeReport.SetAside(Path.of(node.path()), why));
    }

    private static String host() {
        try {
            var name = InetAddress.getLocalHost().getHostName();
            return Names.local(name.contains(".") ? name.substring(0, name.indexOf('.')) : name);
        } catch (UnknownHostException e) {
            return "here";
        }
    }

    /** Of a file that was changed in part, the rest is no longer in the store: what there is is put aside. */
    void sourceIsGone(Node node, Body body) throws IOException {
        Path aside = null;
        if (Files.exists(body.file())) {
            aside = folder.putAside(body.file(), node.name, node.path() + " was changed in part here, and wholly by "
                + "somebody else before that could be sent. This file has what was written here; the rest is zeros.");
        }
        // Only now, so that a file which cannot be put aside is tried again.
        body.drop();
        nodes.lock.lock();
        try {
            node.body = null;
            if (node.remote.entry != null) {
                node.show(node.remote.entry, false);
            }
            nodes.save(node);
        } finally {
            nodes.lock.unlock();
        }
        LOG.log(Level.WARNING, "Put aside: " + aside);
        if (node.remote.entry != null) {
            incoming.recheck(node.remote.entry.id());
        }
    }

    /** Before a file of the store gets new content: whoever has the replaced file open gets a copy of the old one. */
    void keepForReaders(Node node, Remote remote, Contents contents) throws IOException {
        if (remote.entry == null) {
            return;
        }
        for (var orphan : nodes.orphansOf(remote)) {
            nodes.startBody(orphan, false);
            var body = orphan.body;
            if (body != null) {
                body.fill(contents);
            }
        }
    }

    /** Something that a request named is not there: finds out what, and has it made anew or forgotten. */
    void missing(StoreException e, Node node, String place) throws IOException {
        if (e.kind() != StoreException.Kind.NOT_FOUND) {
            throw e;
        }
        var entry = node.remote.entry;
        var some = entry != null && incoming.checkGone(entry.id());
        for (var above : nodes.withPlaceLocked(place)) {
            var id = above.entry;
            some |= id != null && !id.fixed() && incoming.checkGone(id.id());
        }
        if (!some) {
            throw e;
        }
    }
}
