package org.jolab.magics.drive.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jolab.magics.drive.store.Entry;

/** All nodes, what finds them, and their journal. Everything but the lock is guarded by the lock. */
final class Nodes implements Closeable {

    static final long ROOT = 1;

    private static final long COMPACT_FROM = 8 << 20;
    private static final int RECORDS_A_LINE = 500;

    final ReentrantLock lock = new ReentrantLock();
    /** Signalled when something was sent, could not be sent, or was closed. */
    final Condition progress = lock.newCondition();
    final Index index = new Index();
    /** What waits to be sent. */
    final Set<Node> pending = new LinkedHashSet<>();
    /** Removed and still open. */
    final Set<Node> orphans = new LinkedHashSet<>();
    private final Map<Long, Node> byNumber = new HashMap<>();
    private final Set<Long> unsaved = new LinkedHashSet<>();
    private final CacheFolder folder;
    private final Room room;
    private Journal journal;
    private Node root;
    private long next = ROOT + 1;
    private long compacted;
    private long read;
    private boolean loaded;
    /** Lines of this process. */
    private long appended;
    /** Held while the journal is forced, and taken before the lock. */
    private final Object forcing = new Object();
    /** How many of the lines were forced; guarded by {@link #forcing}. */
    private long forced;
    private String cursor = "";
    private long changes;
    private Consumer<Node> sender = node -> { };

    Nodes(CacheFolder folder, Room room) {
        this.folder = folder;
        this.room = room;
    }

    Room room() {
        return room;
    }

    Node root() {
        return root;
    }

    /** Who is told of a node that has something to be sent. */
    void tell(Consumer<Node> changed) {
        sender = changed;
    }

    /** Reads the journal; what cannot be read is put aside. */
    void load(Entry rootEntry) throws IOException {
        var records = new LinkedHashMap<Long, byte[]>();
        try {
            journal = Journal.open(folder.journal(), line -> replay(line, records));
        } catch (Journal.UnreadableException e) {
            folder.putAllAside("The journal of this cache was damaged: " + e.getMessage()
                + ". What had not been sent by then is here: the files in 'staged', their names in 'journal'.");
            records.clear();
            cursor = "";
            next = ROOT + 1;
            try {
                journal = Journal.open(folder.journal(), line -> { });
            } catch (Journal.UnreadableException again) {
                throw new IOException(again);
            }
        }
        // The part of it that is the newest of each node.
        compacted = read == 0 ? journal.length() : journal.length() * Math.min(records.size(), read) / read;
        new Recovery(this, folder, journal.torn()).build(records, rootEntry);
        // From here on every node has its parent, so that the whole tree may be written anew.
        loaded = true;
    }

    /** Records are kept as the bytes that they were: a tree of objects for each would not fit for large stores. */
    private void replay(JsonNode line, Map<Long, byte[]> records) {
        if (line.isArray()) {
            line.forEach(record -> replay(record, records));
        } else if (line.has("v")) {
            next = Math.max(next, line.path("v").asLong());
            cursor = line.path("w").asText("");
        } else {
            read++;
            var number = Records.number(line);
            next = Math.max(next, number + 1);
            if (Records.isGone(line)) {
                records.remove(number);
            } else {
                records.put(number, Journal.bytes(line));
            }
        }
    }

    void rootIs(Node node) {
        root = node;
    }

    Node create(Entry.Kind kind) {
        var node = new Node(next++, kind);
        byNumber.put(node.number, node);
        return node;
    }

    void put(Node node) {
        byNumber.put(node.number, node);
    }

    Collection<Node> all() {
        return byNumber.values();
    }

    /** Of files that wait to be sent. */
    List<Body> bodies() {
        lock.lock();
        try {
            return pending.stream().map(node -> node.body).filter(Objects::nonNull).toList();
        } finally {
            lock.unlock();
        }
    }

    Node get(long number) {
        return byNumber.get(number);
    }

    Path staged(long number, int generation) {
        return folder.staged().resolve(number + "." + generation);
    }

    int nextGeneration(Node node) {
        lock.lock();
        try {
            return ++node.generation;
        } finally {
            lock.unlock();
        }
    }

    /** Puts the states of nodes into the journal, all or none of them. */
    void save(Node... nodes) throws IOException {
        save(List.of(nodes));
    }

    void save(Collection<Node> nodes) throws IOException {
        lock.lock();
        try {
            nodes.forEach(node -> unsaved.add(node.number));
            if (!unsaved.isEmpty()) {
                append(JsonNodeFactory.instance.arrayNode().addAll(unsaved.stream().map(this::record).toList()));
                unsaved.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    private JsonNode record(long number) {
        var node = byNumber.get(number);
        return node == null ? JsonNodeFactory.instance.objectNode().put("n", number).put("x", 1) : Records.write(node);
    }

    private void append(JsonNode line) throws IOException {
        journal.append(line.isArray() && line.size() == 1 ? line.get(0) : line);
        appended++;
        if (loaded && journal.length() > COMPACT_FROM && journal.length() > 4 * compacted) {
            compact();
        }
    }

    private void compact() throws IOException {
        var numbers = byNumber.keySet().iterator();
        var first = JsonNodeFactory.instance.objectNode().put("v", next).put("w", cursor);
        journal.rewrite(new Iterator<>() {
            private boolean begun;

            @Override
            public boolean hasNext() {
                return !begun || numbers.hasNext();
            }

            @Override
            public JsonNode next() {
                if (!begun) {
                    begun = true;
                    return first;
                }
                var line = JsonNodeFactory.instance.arrayNode();
                while (line.size() < RECORDS_A_LINE && numbers.hasNext()) {
                    line.add(record(numbers.next()));
                }
                return line;
            }
        });
        compacted = journal.length();
    }

    /** Takes up what the last process has not sent. */
    void resume(boolean followed) {
        for (var node : List.copyOf(byNumber.values())) {
            if (node.isFolder() && !followed) {
                node.listedAt = System.nanoTime() - Duration.ofDays(1).toNanos();
            }
            if (node != root && (node.removed || node.displaced || node.marked || node.body != null
                || node.remote.entry == null)) {
                node.writtenAt = System.nanoTime();
                changed(node);
            }
        }
    }

    String cursor() {
        return cursor;
    }

    void cursor(String place) throws IOException {
        cursor = place;
        append(JsonNodeFactory.instance.objectNode().put("v", next).put("w", cursor));
    }

    /**
     * What was saved survives a loss of power when this returns; called without the lock. One thread forces at a time;
     * who comes meanwhile waits, and forces what came later.
     */
    void force() throws IOException {
        var wanted = appended();
        synchronized (forcing) {
            while (forced < wanted) {
                FileChannel file;
                long count;
                lock.lock();
                try {
                    file = journal.unforced();
                    count = appended;
                } finally {
                    lock.unlock();
                }
                try {
                    file.force(false);
                    forced = count;
                } catch (ClosedByInterruptException e) {
                    throw e;
                } catch (ClosedChannelException e) {
                    // Written anew meanwhile, or another thread was interrupted.
                }
            }
        }
    }

    private long appended() {
        lock.lock();
        try {
            return appended;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link Index#withPlace}, for those who do not have the lock. */
    List<Remote> withPlaceLocked(String id) {
        lock.lock();
        try {
            return index.withPlace(id);
        } finally {
            lock.unlock();
        }
    }

    /** Those that still show, to whoever has them open, the content of a remote that another node has taken over. */
    List<Node> orphansOf(Remote remote) {
        lock.lock();
        try {
            return orphans.stream().filter(node -> node.remote == remote && node.body == null && !node.owns()).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Gives a file that the store has a body; an empty one where all of the old content goes. */
    void startBody(Node node, boolean empty) throws IOException {
        lock.lock();
        try {
            if (node.body != null) {
                return;
            }
            var entry = node.remote.entry;
            if (entry != null && node.owns()) {
                node.remote.base = entry.revision();
            }
            node.body = entry == null || empty || entry.size() == 0 ? new Body(this, node, null, 0)
                : new Body(this, node, entry, entry.size());
            save(node);
        } finally {
            lock.unlock();
        }
    }

    Entry entryOf(Node node) {
        lock.lock();
        try {
            return node.remote.entry;
        } finally {
            lock.unlock();
        }
    }

    /** The files of a node's folder that have no content but the store's, as they are listed. */
    List<Entry> besides(Node node) {
        lock.lock();
        try {
            return node.parent == null || node.parent.children == null ? List.of()
                : node.parent.children.values().stream().filter(each -> each.kind == Entry.Kind.FILE
                && each.body == null && each.remote.entry != null).map(each -> each.remote.entry).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a node; {@link #save} makes it last. */
    void forget(Node node) {
        if (node.owns()) {
            index.setEntry(node.remote, null);
        }
        byNumber.remove(node.number);
        pending.remove(node);
        orphans.remove(node);
        node.oldest = 0;
        unsaved.add(node.number);
    }

    /** Something of a node is to be sent. */
    void changed(Node node) {
        node.newest = ++changes;
        if (node.oldest == 0) {
            node.oldest = changes;
        }
        pending.add(node);
        sender.accept(node);
    }

    /** The last handle of a node was closed, or the last that writes. */
    void closed(Node node) {
        var wasOrphan = node.opens == 0 && orphans.remove(node);
        if (wasOrphan || pending.contains(node) || node.removed) {
            pending.add(node);
            sender.accept(node);
        }
    }

    void contentChanged(Node node) {
        lock.lock();
        try {
            node.writtenAt = System.nanoTime();
            changed(node);
        } finally {
            lock.unlock();
        }
    }

    long changes() {
        return changes;
    }

    @Override
    public void close() throws IOException {
        journal.unforced().force(false);
        journal.close();
    }
}
