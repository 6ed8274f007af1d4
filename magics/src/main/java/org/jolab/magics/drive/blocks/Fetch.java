package org.jolab.magics.drive.blocks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;

/**
 * One request for bytes of a segment, run by one thread; its progress belongs to the monitor of the segment, where
 * readers wait for it.
 */
final class Fetch implements Runnable {

    private static final int TRIES = 3;
    private static final long SLOW = 3_000_000;

    /** Where the request begins and ends in the segment; the beginning is that of a piece. */
    final long start;
    final long end;
    /** Up to where the segment has the bytes. */
    long position;
    /** Up to where somebody waits for them. */
    long wanted = Long.MAX_VALUE;
    /** When it last moved, {@link System#nanoTime}. */
    volatile long moved = System.nanoTime();
    /** Bytes in whole pieces that it has brought. */
    long kept;
    IOException failure;
    long failed;

    private final Segment segment;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final Source source;
    private volatile InputStream stream;
    private volatile boolean aborted;

    /** A file and where it is read from. */
    record Source(Store store, Entry file, long offset) {

        InputStream open(long from, long to) throws IOException {
            return store.read(file, offset + from, to - from);
        }
    }

    Fetch(Segment segment, Source source, long start, long end) {
        this.segment = segment;
        this.source = source;
        this.start = start;
        this.end = end;
        this.position = start;
    }

    boolean covers(long at) {
        return start <= at && at < end;
    }

    boolean claimed() {
        return claimed.get();
    }

    @Override
    public void run() {
        if (!claimed.compareAndSet(false, true)) {
            return;
        }
        try {
            segment.moved(this);
            var buffer = ByteBuffer.allocate(SegmentMap.PIECE);
            for (var tries = 1; true; tries++) {
                var before = position;
                try {
                    transfer(buffer);
                    break;
                } catch (IOException e) {
                    var passes = !(e instanceof StoreException known) || known.passes();
                    tries = position > before ? 1 : tries;
                    if (aborted || tries >= TRIES || !passes || e instanceof NotKept) {
                        throw e;
                    }
                    TimeUnit.MILLISECONDS.sleep(100L << tries);
                }
            }
            segment.end(this, null);
        } catch (IOException e) {
            segment.end(this, e);
        } catch (InterruptedException e) {
            segment.end(this, closed(e));
        } catch (Throwable e) {
            segment.end(this, new IOException("A read failed: " + e, e));
        }
    }

    /** Takes what comes from the last whole piece on. */
    private void transfer(ByteBuffer buffer) throws IOException {
        var from = position / SegmentMap.PIECE * SegmentMap.PIECE;
        buffer.clear();
        try (var in = source.open(from, end)) {
            stream = in;
            if (aborted) {
                throw new IOException("Given up.");
            }
            while (from < end) {
                var size = (int) Math.min(SegmentMap.PIECE, end - from);
                var written = 0;
                while (buffer.position() < size) {
                    var count = in.read(buffer.array(), buffer.position(), size - buffer.position());
                    if (count < 0) {
                        throw new StoreException(StoreException.Kind.OFFLINE,
                            source.file.name() + " ended before it should.");
                    }
                    buffer.position(buffer.position() + count);
                    // Of a slow stream everything, as a reader may come who wants no more than this.
                    if (buffer.position() < size
                        && (from + buffer.position() >= wanted() || System.nanoTime() - moved > SLOW)) {
                        segment.part(this, buffer.duplicate().flip().position(written), from + written);
                        written = buffer.position();
                    }
                    moved = System.nanoTime();
                }
                segment.piece(this, buffer.flip(), from, written);
                buffer.clear();
                from += size;
            }
        } finally {
            stream = null;
        }
    }

    private long wanted() {
        synchronized (segment) {
            return wanted;
        }
    }

    /** Ends the request from another thread. */
    void abort() {
        aborted = true;
        var open = stream;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is given up in any case.
            }
        }
    }

    /** Ends the request when the cache is closed. */
    void close() {
        abort();
        if (claimed.compareAndSet(false, true)) {
            segment.end(this, closed(null));
        }
    }

    private static StoreException closed(Throwable cause) {
        return new StoreException(StoreException.Kind.OFFLINE, "The cache is closed.", cause);
    }

    /** The disk did not take the bytes. */
    static final class NotKept extends IOException {

        private static final long serialVersionUID = 1;

        NotKept(IOException cause) {
            super(cause);
        }
    }
}
