package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;

/** Follows what others change in the store, on a thread of its own; its methods are called by others too. */
final class Follower {

    private static final Logger LOG = System.getLogger(Follower.class.getName());
    /** After a minute without use the store is asked less often. */
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final int IDLE_FACTOR = 12;

    private final Nodes nodes;
    private final Store store;
    private final Incoming incoming;
    private final Duration poll;
    private final Thread thread;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile long used = System.nanoTime();
    private volatile boolean closed;

    Follower(Nodes nodes, Store store, Incoming incoming, Duration poll) {
        this.nodes = nodes;
        this.store = store;
        this.incoming = incoming;
        this.poll = poll;
        thread = Thread.ofPlatform().daemon().name("drive-changes").unstarted(this::run);
    }

    void start() {
        if (store.abilities().changes()) {
            thread.start();
        }
    }

    /** Somebody uses the tree. */
    void used() {
        used = System.nanoTime();
    }

    private void run() {
        while (!closed) {
            try {
                poll();
            } catch (InterruptedIOException e) {
                return;
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    LOG.log(e instanceof IOException ? Level.DEBUG : Level.WARNING, "Asking for changes", e);
                }
            }
            try {
                var idle = System.nanoTime() - used > IDLE.toNanos();
                Thread.sleep(idle ? poll.multipliedBy(IDLE_FACTOR) : poll);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Asks what has changed and brings it into the tree. */
    void poll() throws IOException {
        if (!store.abilities().changes()) {
            incoming.settle();
            return;
        }
        asking.lock();
        try {
            begin();
            var more = true;
            while (more) {
                more = step();
            }
            incoming.settle();
        } finally {
            asking.unlock();
        }
    }

    /** Makes sure that there is a place in the list of changes from which on all is known. */
    private void begin() throws IOException {
        String cursor;
        nodes.lock.lock();
        try {
            cursor = nodes.cursor();
        } finally {
            nodes.lock.unlock();
        }
        if (cursor.isEmpty()) {
            var now = store.now();
            nodes.lock.lock();
            try {
                doubtAll();
                nodes.cursor(now);
            } finally {
                nodes.lock.unlock();
            }
        }
    }

    private boolean step() throws IOException {
        var since = nodes.cursor();
        var asked = System.nanoTime();
        try {
            var changes = store.changes(since);
            nodes.lock.lock();
            try {
                for (var change : changes.changes()) {
                    if (change.entry().isPresent()) {
                        incoming.arrive(change.entry().get(), asked);
                    } else {
                        incoming.gone(change.id(), asked);
                    }
                }
                if (!changes.next().equals(since)) {
                    nodes.cursor(changes.next());
                }
            } finally {
                nodes.lock.unlock();
            }
            return changes.more();
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.GONE) {
                throw e;
            }
            nodes.lock.lock();
            try {
                nodes.cursor("");
            } finally {
                nodes.lock.unlock();
            }
            begin();
            return true;
        }
    }

    /** All lists are to be asked for again when they are next looked at. */
    void doubtAll() {
        nodes.lock.lock();
        try {
            var old = System.nanoTime() - Duration.ofDays(365).toNanos();
            for (var node : nodes.all()) {
                if (node.isFolder()) {
                    node.listedAt = old;
                    node.doubted = true;
                }
            }
        } finally {
            nodes.lock.unlock();
        }
    }

    /** Whether others have put something into a folder that is to be removed; it is in the tree again then. */
    boolean resurrects(Node folder) throws IOException {
        if (store.abilities().changes()) {
            poll();
        } else {
            inspect(folder);
        }
        nodes.lock.lock();
        try {
            return !folder.removed;
        } finally {
            nodes.lock.unlock();
        }
    }

    private void inspect(Node folder) throws IOException {
        var asked = System.nanoTime();
        var entries = all(folder.remote.entry);
        var below = new ArrayList<Node>();
        nodes.lock.lock();
        try {
            if (folder.place() == null) {
                return;
            }
            var known = incoming.known(folder);
            var unknown = entries.stream().filter(entry -> !known.contains(entry.id())).toList();
            if (!unknown.isEmpty()) {
                folder.remote.running = false;
                incoming.arrive(folder, unknown, asked);
                return;
            }
            for (var node : nodes.index.awayFrom(folder.place())) {
                if (node.isFolder() && node.removed) {
                    below.add(node);
                }
            }
        } finally {
            nodes.lock.unlock();
        }
        for (var node : below) {
            inspect(node);
        }
    }

    private List<Entry> all(Entry folder) throws IOException {
        var entries = new ArrayList<Entry>();
        try {
            for (var page = "";;) {
                var found = store.list(folder, page);
                entries.addAll(found.entries());
                page = found.next();
                if (page.isEmpty()) {
                    return entries;
                }
            }
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    /** A folder of a store whose ids are paths was moved: all below it have other ids now. */
    void rebind(Node node, Remote remote, Entry moved) throws IOException {
        Map<String, Remote> below = new HashMap<>();
        nodes.lock.lock();
        try {
            for (var other : nodes.all()) {
                var entry = other.remote.entry;
                if (entry != null && other.owns() && entry.parent().equals(remote.entry.content())) {
                    below.put(entry.name(), other.remote);
                }
            }
        } finally {
            nodes.lock.unlock();
        }
        for (var entry : below.isEmpty() ? List.<Entry>of() : all(moved)) {
            var other = below.remove(entry.name());
            if (other == null) {
                continue;
            }
            if (other.owner.isFolder() && entry.isFolder()) {
                rebind(other.owner, other, entry);
            }
            nodes.lock.lock();
            try {
                nodes.index.setEntry(other, entry);
                nodes.save(other.owner);
            } finally {
                nodes.lock.unlock();
            }
        }
    }

    void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
