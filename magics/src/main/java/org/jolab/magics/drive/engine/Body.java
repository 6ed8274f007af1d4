package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jolab.magics.drive.store.Entry;

/**
 * The content of a file that the store does not have: a staged file, and, where a program has changed only some of a
 * file of the store, the rest of it there. Guarded by its monitor; {@link #state} is read with the lock of
 * {@link Nodes}.
 */
final class Body {

    private static final int FILL_PIECE = 4 << 20;
    /** With so many ranges at most they are in the journal before a write returns; else after some writes. */
    private static final int FEW_RANGES = 256;
    private static final int SOME_WRITES = 64;

    private final Nodes nodes;
    private final Node node;
    private int generation;
    private Path file;
    private FileChannel channel;
    private volatile long size;
    private Ranges present = new Ranges();
    private Entry source;
    private long sourceEnd;
    private String token = "";
    /** Of the present staged file. */
    private int pins;
    private boolean retired;
    private boolean noted;
    private boolean uncommitted;
    private int unsaved;
    private volatile State state;

    /**
     * What the journal has of it.
     *
     * @param generation the staged file is {@code number.generation}
     * @param source     where the bytes are that are not staged, or null
     * @param sourceEnd  up to where they are those of the source; zeros beyond
     * @param ranges     what is staged if there is a source: first position, position behind the last, …
     * @param token      of an upload of the staged file that has begun, or empty
     */
    record State(int generation, long size, Entry source, long sourceEnd, long[] ranges, String token) {
    }

    /** A staged file that does not change until it is let go. */
    record Pin(int generation, Path file, FileChannel channel, long size, String token) {
    }

    /** A new body over the first bytes of a source, or an empty one. */
    Body(Nodes nodes, Node node, Entry source, long sourceEnd) {
        this(nodes, node, new State(++node.generation, sourceEnd, source, sourceEnd, new long[0], ""));
    }

    /** A body as the journal has it. */
    Body(Nodes nodes, Node node, State state) {
        this.nodes = nodes;
        this.node = node;
        this.state = state;
        generation = state.generation();
        file = nodes.staged(node.number, generation);
        size = state.size();
        source = state.source();
        sourceEnd = state.sourceEnd();
        token = state.token();
        for (var i = 0; i < state.ranges().length; i += 2) {
            present.add(state.ranges()[i], state.ranges()[i + 1]);
        }
    }

    /** After a restart: what is in the file counts, also what was never committed. */
    void recover() throws IOException {
        if (Files.exists(file)) {
            var found = Files.size(file);
            if (found != size) {
                token = "";
            }
            size = found;
        }
        state = now();
    }

    State state() {
        return state;
    }

    long size() {
        return size;
    }

    Path file() {
        return file;
    }

    private State now() {
        var ranges = new long[source == null ? 0 : present.count() * 2];
        if (source != null) {
            var i = 0;
            for (var range : present.all().entrySet()) {
                ranges[i++] = range.getKey();
                ranges[i++] = range.getValue();
            }
        }
        return new State(generation, size, source, sourceEnd, ranges, token);
    }

    /** Nobody has the file open: closes the staged one until it is used again. */
    synchronized void idle() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    /** An interrupt of a thread that reads or writes closes a channel for all. */
    private FileChannel channel() throws IOException {
        if (channel == null || !channel.isOpen()) {
            channel = CacheFolder.openPrivate(file);
            if (channel.size() < size) {
                channel.write(ByteBuffer.allocate(1), size - 1);
            }
        }
        return channel;
    }

    /** Reads as {@link org.jolab.magics.drive.tree.OpenFile#read}; -1 if the body is no longer the node's. */
    int read(ByteBuffer target, long offset, Contents contents) throws IOException {
        var at = offset;
        var start = target.position();
        while (target.hasRemaining()) {
            Entry from;
            int length;
            synchronized (this) {
                if (retired) {
                    target.position(start);
                    return -1;
                }
                if (at >= size) {
                    break;
                }
                length = (int) Math.min(target.remaining(), size - at);
                from = source != null && at < sourceEnd && !present.has(at) ? source : null;
                if (source != null && at < sourceEnd) {
                    length = (int) Math.min(length, Math.min(present.stretch(at), sourceEnd) - at);
                }
                if (from == null) {
                    at += readStaged(target, at, length);
                    continue;
                }
            }
            var piece = target.slice(target.position(), length);
            var got = contents.read(from, at, piece);
            if (got <= 0) {
                throw new IOException("the store has fewer bytes of " + node.path() + " than it said");
            }
            target.position(target.position() + got);
            at += got;
        }
        return (int) (at - offset);
    }

    private int readStaged(ByteBuffer target, long offset, int length) throws IOException {
        var piece = target.slice(target.position(), length);
        var from = channel();
        while (piece.hasRemaining()) {
            if (from.read(piece, offset + piece.position()) < 0) {
                throw new IOException("the staged content of " + node.path() + " is shorter than it was");
            }
        }
        target.position(target.position() + length);
        return length;
    }

    /** Writes all of the buffer; false, having done nothing, if the body is no longer the node's. */
    synchronized boolean write(ByteBuffer from, long offset) throws IOException {
        if (retired) {
            return false;
        }
        change();
        var to = channel();
        var at = offset;
        while (from.hasRemaining()) {
            at += to.write(from, at);
        }
        if (source != null) {
            // What lies between the old end and the offset is zeros of the file, and beyond the source's end anyway.
            present.add(offset, at);
        }
        size = Math.max(size, at);
        node.modified = Instant.now();
        if (source != null && (present.count() <= FEW_RANGES || ++unsaved >= SOME_WRITES)) {
            // A whole staged file tells by itself what is in it; of a part of one only the journal knows.
            commit();
        }
        return true;
    }

    /** Sets the length; false, having done nothing, if the body is no longer the node's. */
    synchronized boolean truncate(long length) throws IOException {
        if (retired) {
            return false;
        }
        change();
        var to = channel();
        if (length < size) {
            to.truncate(length);
            present.cut(length);
            sourceEnd = Math.min(sourceEnd, length);
        } else if (length > size) {
            to.write(ByteBuffer.allocate(1), length - 1);
        }
        size = length;
        node.modified = Instant.now();
        commit();
        return true;
    }

    /** Before each change: what is being sent stays as it is, and the journal knows that a change comes. */
    private void change() throws IOException {
        if (pins > 0) {
            move();
        } else if (!token.isEmpty()) {
            token = "";
            commit();
        }
        uncommitted = true;
        if (!noted) {
            noted = true;
            nodes.contentChanged(node);
        }
    }

    /** Goes on with a copy, and leaves the file to the one who sends it. */
    private void move() throws IOException {
        nodes.room().take(size, node.path());
        var old = channel();
        var next = nodes.nextGeneration(node);
        var fresh = nodes.staged(node.number, next);
        channel = CacheFolder.copy(old, size, fresh);
        old.close();
        file = fresh;
        generation = next;
        pins = 0;
        token = "";
        uncommitted = true;
        commit();
    }

    /** Puts what was written into the journal. */
    synchronized void commit() throws IOException {
        if (retired || !uncommitted && token.equals(state.token())) {
            return;
        }
        state = now();
        nodes.save(node);
        uncommitted = false;
        unsaved = 0;
    }

    synchronized void force() throws IOException {
        if (!retired) {
            commit();
            channel().force(true);
        }
    }

    /** Fetches what is only in the store. */
    void fill(Contents contents) throws IOException {
        for (long at = 0;;) {
            Entry from;
            int length;
            synchronized (this) {
                if (retired || source == null) {
                    return;
                }
                var end = Math.min(sourceEnd, size);
                while (at < end && present.has(at)) {
                    at = present.stretch(at);
                }
                if (at >= end) {
                    filled();
                    return;
                }
                from = source;
                length = (int) Math.min(FILL_PIECE, Math.min(end, present.stretch(at)) - at);
            }
            nodes.room().take(length, node.path());
            var piece = ByteBuffer.allocate(length);
            var got = contents.read(from, at, piece);
            if (got <= 0) {
                throw new IOException("the store has fewer bytes of " + node.path() + " than it said");
            }
            synchronized (this) {
                if (retired || source == null) {
                    return;
                }
                fill(piece.flip(), at, Math.min(at + got, Math.min(sourceEnd, size)));
            }
            at += got;
        }
    }

    /** Writes those bytes that no program has written meanwhile. */
    private void fill(ByteBuffer bytes, long start, long end) throws IOException {
        var to = channel();
        for (var at = start; at < end;) {
            var next = Math.min(end, present.stretch(at));
            if (!present.has(at)) {
                var piece = bytes.slice((int) (at - start), (int) (next - at));
                for (var p = at; piece.hasRemaining();) {
                    p += to.write(piece, p);
                }
                present.add(at, next);
            }
            at = next;
        }
    }

    private void filled() throws IOException {
        channel().force(false);
        source = null;
        present = new Ranges();
        state = now();
        nodes.save(node);
        if (node.opens == 0) {
            idle();
        }
    }

    /** The content for sending; null if the body is no longer the node's, or not filled. */
    synchronized Pin pin() throws IOException {
        if (retired || source != null) {
            return null;
        }
        if (channel == null) {
            // Makes a file that is empty, or lengthens it to its size.
            channel();
            idle();
        }
        commit();
        pins++;
        noted = false;
        return new Pin(generation, file, FileChannel.open(file, StandardOpenOption.READ), size, token);
    }

    /** Keeps the token of an upload of a pinned content. */
    synchronized void begun(Pin pin, String upload) throws IOException {
        if (!retired && generation == pin.generation()) {
            token = upload;
            commit();
        }
    }

    /** Ends the sending of a content; the file is removed unless the body still is in it. */
    synchronized void unpin(Pin pin) throws IOException {
        pin.channel().close();
        if (generation == pin.generation()) {
            pins--;
        }
        if (retired || generation != pin.generation()) {
            Files.deleteIfExists(pin.file());
        }
    }

    /** Ends the body if its content is still the one that was sent and the other side agrees; the file is left. */
    synchronized boolean retire(Pin pin, Agreement agreement) throws IOException {
        if (retired || generation != pin.generation() || uncommitted || !agreement.settle()) {
            return false;
        }
        drop();
        return true;
    }

    /** Makes a node one that has no body. */
    interface Agreement {
        boolean settle() throws IOException;
    }

    /** Ends the body and removes its file. */
    synchronized void discard() throws IOException {
        drop();
        if (pins == 0) {
            Files.deleteIfExists(file);
        }
    }

    /** Ends the body, whatever is in it. */
    synchronized void drop() throws IOException {
        retired = true;
        idle();
    }
}
