package org.jolab.magics.drive.blocks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;

/** Reads without the disk, which is full: only a few pieces are remembered. Used by many threads. */
final class Direct {

    private static final int SIZE = 1 << 20;
    private static final int MOST = 16;

    private final Store store;
    private final ExecutorService threads;
    private final Map<Place, byte[]> pieces = new LinkedHashMap<>(16, 0.75f, true);

    private record Place(String id, String revision, long number) {
    }

    Direct(Store store, ExecutorService threads) {
        this.store = store;
        this.threads = threads;
    }

    /** Reads at least a byte. */
    int read(Entry file, long offset, ByteBuffer target, Deadline deadline) throws IOException {
        var place = new Place(file.content(), file.revision(), offset / SIZE);
        byte[] piece;
        synchronized (pieces) {
            piece = pieces.get(place);
        }
        if (piece == null) {
            piece = piece(file, place.number * SIZE, deadline);
            synchronized (pieces) {
                pieces.put(place, piece);
                if (pieces.size() > MOST) {
                    pieces.remove(pieces.keySet().iterator().next());
                }
            }
        }
        var from = (int) (offset % SIZE);
        var count = Math.min(target.remaining(), piece.length - from);
        target.put(piece, from, count);
        return count;
    }

    private byte[] piece(Entry file, long from, Deadline deadline) throws IOException {
        var size = (int) Math.min(SIZE, file.size() - from);
        var read = threads.submit(() -> {
            try (var in = store.read(file, from, size)) {
                return in.readNBytes(size);
            }
        });
        try {
            var bytes = read.get(deadline.left(), TimeUnit.NANOSECONDS);
            if (bytes.length < size) {
                throw new StoreException(StoreException.Kind.OFFLINE, file.name() + " ended before it should.");
            }
            return bytes;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException known
                ? new StoreException(known.kind(), known.getMessage(), known.retryAfter(), known)
                : new StoreException(StoreException.Kind.OFFLINE, "The read failed: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            read.cancel(true);
            throw deadline.passed();
        } catch (InterruptedException e) {
            read.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted.");
        }
    }
}
