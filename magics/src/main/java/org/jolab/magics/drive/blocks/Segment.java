package org.jolab.magics.drive.blocks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jolab.magics.drive.store.StoreException;

/**
 * A stretch of one revision of a file: a sparse file with the bytes and a map of which are there. Used by many
 * threads: what is here belongs to its monitor, but {@link #users} and {@link #held} of one that is not loaded, which
 * belong to the shelf.
 */
final class Segment {

    /** What a reader is to do next. */
    enum Next { READ, REQUEST, DAMAGED }

    private static final int FAILURES = 8;

    /** Who reads or fetches, guarded by the shelf. */
    int users;

    private final Path path;
    private final Path mapFile;
    private final Sparse bytes;
    /** Held while the map is written; taken before the monitor. */
    private final Object saving = new Object();
    private final Shelf shelf;
    private final List<Fetch> fetches = new ArrayList<>();
    /** The last ones that failed, for a reader who has asked for one and not yet begun to wait for it. */
    private final ArrayDeque<Fetch> failures = new ArrayDeque<>();
    /** Pieces that were read by this process and had the right checksum. */
    private final BitSet sound = new BitSet();
    private SegmentMap map;
    private long held;
    private long saved = System.nanoTime();
    private boolean changed;
    private boolean gone;

    Segment(Path path, Shelf shelf) {
        this.path = path;
        this.mapFile = path.resolveSibling(path.getFileName() + ".map");
        this.bytes = new Sparse(path);
        this.shelf = shelf;
    }

    Path path() {
        return path;
    }

    Path mapFile() {
        return mapFile;
    }

    /** Reads the map, if it is not known yet; false if it is damaged. */
    synchronized boolean load(long length) {
        if (map != null) {
            return true;
        }
        var known = held;
        try {
            map = SegmentMap.read(mapFile, length);
            Files.setLastModifiedTime(mapFile, FileTime.from(Instant.now()));
        } catch (NoSuchFileException e) {
            map = SegmentMap.empty(length);
        } catch (IOException | RuntimeException e) {
            return false;
        }
        held = map.held();
        shelf.count(held - known);
        return true;
    }

    /** Takes the size that the shelf has found in the map of a segment that nobody has used yet. */
    synchronized void found(long held) {
        if (map == null && !gone) {
            this.held = held;
            shelf.count(held);
        }
    }

    /** Takes a map that was made of a whole file. */
    synchronized void adopt(SegmentMap whole) throws IOException {
        map = whole;
        sound.or(whole.there());
        held = whole.held();
        shelf.count(held);
        map.write(mapFile);
    }

    /** Whether nobody has used it in this process. */
    synchronized boolean untouched() {
        return map == null;
    }

    /** Makes requests of at most so many bytes for what is neither there nor on its way in a range. */
    synchronized List<Fetch> missing(long from, long to, long block, Fetch.Source source) {
        var made = new ArrayList<Fetch>();
        var piece = (int) (from / SegmentMap.PIECE);
        var last = Math.min(map.length(), to);
        while ((long) piece * SegmentMap.PIECE < last) {
            var start = (long) piece * SegmentMap.PIECE;
            var end = start;
            while (end < last && !map.there().get(piece) && covering(end) == null
                && (end == start || end % block != 0)) {
                end += map.size(piece++);
            }
            if (end == start) {
                piece++;
            } else {
                var fetch = new Fetch(this, source, start, end);
                fetches.add(fetch);
                made.add(fetch);
            }
        }
        return made;
    }

    /** Takes back requests that are not to be made after all. */
    synchronized void forget(List<Fetch> made) {
        fetches.removeAll(made);
        made.forEach(fetch -> failed(fetch, new Fetch.NotKept(null)));
        notifyAll();
    }

    private Fetch covering(long at) {
        for (var fetch : fetches) {
            if (fetch.covers(at)) {
                return fetch;
            }
        }
        return null;
    }

    /** Waits until a range is there; throws what the request threw that should have brought it. */
    synchronized Next await(long from, long to, Deadline deadline) throws IOException {
        while (true) {
            var at = from;
            Fetch fetch = null;
            while (at < to && fetch == null) {
                var piece = (int) (at / SegmentMap.PIECE);
                if (map.there().get(piece)) {
                    if (!sound.get(piece) && !check(piece)) {
                        return Next.DAMAGED;
                    }
                    at = (piece + 1L) * SegmentMap.PIECE;
                } else {
                    fetch = covering(at);
                    if (fetch == null) {
                        throwFailure(at, deadline);
                        return Next.REQUEST;
                    }
                    if (fetch.position > at) {
                        at = fetch.position;
                        fetch = null;
                    }
                }
            }
            if (fetch == null) {
                return Next.READ;
            }
            deadline.hurry(fetch);
            fetch.wanted = Math.min(fetch.wanted, Math.min(to, fetch.end));
            waitFor(fetch, deadline);
        }
    }

    private void waitFor(Fetch fetch, Deadline deadline) throws IOException {
        var left = deadline.left();
        if (left <= 0) {
            if (System.nanoTime() - fetch.moved > deadline.whole().toNanos() * 9 / 10) {
                fetch.abort();
                fetches.remove(fetch);
            }
            throw deadline.passed();
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted.");
        }
        throwFailure(fetch);
    }

    private void throwFailure(long at, Deadline deadline) throws IOException {
        for (var fetch : failures) {
            if (fetch.covers(at) && deadline.before(fetch.failed)) {
                throwFailure(fetch);
            }
        }
    }

    private static void throwFailure(Fetch fetch) throws IOException {
        switch (fetch.failure) {
            case null -> {
            }
            case StoreException known ->
                throw new StoreException(known.kind(), known.getMessage(), known.retryAfter(), known);
            case Fetch.NotKept full -> throw full;
            case IOException other -> throw new StoreException(StoreException.Kind.OFFLINE,
                "The read failed: " + other.getMessage(), other);
        }
    }

    private void failed(Fetch fetch, IOException failure) {
        fetch.failure = failure;
        fetch.failed = System.nanoTime();
        failures.addFirst(fetch);
        if (failures.size() > FAILURES) {
            failures.removeLast();
        }
    }

    private boolean check(int piece) throws IOException {
        var buffer = ByteBuffer.allocate(map.size(piece));
        bytes.read(buffer, (long) piece * SegmentMap.PIECE);
        if (buffer.hasRemaining() || SegmentMap.sum(buffer.flip()) != map.sums()[piece]) {
            return false;
        }
        sound.set(piece);
        return true;
    }

    /** Reads bytes that are there; fewer only when somebody has cut the file. */
    int read(ByteBuffer target, long from) throws IOException {
        return bytes.read(target, from);
    }

    synchronized void moved(Fetch fetch) {
        fetch.moved = System.nanoTime();
    }

    /** Takes the beginning of a piece, as somebody waits for it. */
    void part(Fetch fetch, ByteBuffer part, long at) throws IOException {
        var end = at + part.remaining();
        write(part, at);
        synchronized (this) {
            arrived(fetch, end);
        }
    }

    /** Takes a piece, of which so many bytes were taken already. */
    void piece(Fetch fetch, ByteBuffer piece, long at, int taken) throws IOException {
        var sum = SegmentMap.sum(piece.duplicate());
        var size = piece.remaining();
        write(piece.position(taken), at + taken);
        var number = (int) (at / SegmentMap.PIECE);
        synchronized (this) {
            if (!map.there().get(number)) {
                map.sums()[number] = sum;
                map.there().set(number);
                sound.set(number);
                changed = true;
                if (!gone) {
                    held += size;
                    fetch.kept += size;
                    shelf.arrived(size);
                }
            }
            arrived(fetch, at + size);
        }
        if (isDue()) {
            save();
        }
    }

    private void write(ByteBuffer source, long at) throws IOException {
        try {
            bytes.write(source, at);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new Fetch.NotKept(e);
        }
    }

    private void arrived(Fetch fetch, long position) {
        fetch.position = Math.max(fetch.position, position);
        fetch.moved = System.nanoTime();
        if (fetch.position >= fetch.wanted) {
            fetch.wanted = Long.MAX_VALUE;
            notifyAll();
        }
    }

    /** A request is done, or has failed. */
    void end(Fetch fetch, IOException failure) {
        synchronized (this) {
            fetches.remove(fetch);
            if (failure != null) {
                failed(fetch, failure);
            }
            notifyAll();
        }
        if (isDue()) {
            save();
        }
        shelf.ended(this, fetch);
    }

    /** Writes the map when it has changed: after the bytes, so that it never says more than there is. */
    void save() {
        synchronized (saving) {
            SegmentMap now;
            synchronized (this) {
                if (!changed || gone) {
                    return;
                }
                now = map.copy();
                changed = false;
                saved = System.nanoTime();
            }
            try {
                now.write(mapFile);
            } catch (IOException e) {
                // What the map does not tell is read again by the next process.
                System.getLogger(Segment.class.getName()).log(System.Logger.Level.DEBUG, "A map was not written", e);
            }
        }
    }

    private synchronized boolean isDue() {
        return System.nanoTime() - saved > TimeUnit.SECONDS.toNanos(1) || fetches.isEmpty();
    }

    /** It leaves the shelf; who reads it goes on. Gives the bytes that are free by that. */
    long leave() {
        // Not while the map is written, which would be there for ever.
        synchronized (saving) {
            synchronized (this) {
                gone = true;
                return held;
            }
        }
    }

    synchronized List<Fetch> fetches() {
        return List.copyOf(fetches);
    }

    void close() throws IOException {
        bytes.close();
    }
}
