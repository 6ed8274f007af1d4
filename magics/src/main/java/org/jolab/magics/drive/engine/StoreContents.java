package org.jolab.magics.drive.engine;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;

/** Reads what the store has, each time again: a tree without a cache. */
final class StoreContents implements Contents {

    private final Store store;

    StoreContents(Store store) {
        this.store = store;
    }

    @Override
    public int read(Entry file, long offset, ByteBuffer target) throws IOException {
        if (offset >= file.size() || !target.hasRemaining()) {
            return 0;
        }
        var length = (int) Math.min(target.remaining(), file.size() - offset);
        var piece = target.slice(target.position(), length);
        try (var in = Channels.newChannel(store.read(file, offset, length))) {
            while (piece.hasRemaining()) {
                if (in.read(piece) < 0) {
                    throw new EOFException(file.name() + " is shorter than its entry says");
                }
            }
        }
        target.position(target.position() + length);
        return length;
    }

    @Override
    public void adopt(Entry file, Path sent) throws IOException {
        Files.deleteIfExists(sent);
    }

    @Override
    public long cached() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is kept.
    }
}
