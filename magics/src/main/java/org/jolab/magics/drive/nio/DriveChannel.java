package org.jolab.magics.drive.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jolab.magics.drive.tree.OpenFile;

/** A file of a tree that is open, with a position. Used by many threads; the position is guarded by its lock. */
final class DriveChannel extends FileChannel {

    private static final int PIECE = 1 << 20;

    private final OpenFile file;
    private final OpenOptions options;
    private final AfterClose afterClose;
    private long position;

    /** What is left to do when a channel is closed. */
    @FunctionalInterface
    interface AfterClose {

        void run() throws IOException;
    }

    DriveChannel(OpenFile file, OpenOptions options, AfterClose afterClose) {
        this.file = file;
        this.options = options;
        this.afterClose = afterClose;
    }

    private void checkOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private void checkReads() throws IOException {
        checkOpen();
        if (!options.reads()) {
            throw new NonReadableChannelException();
        }
    }

    private void checkWrites() throws IOException {
        checkOpen();
        if (!options.writes()) {
            throw new NonWritableChannelException();
        }
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        var count = read(target, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int read(ByteBuffer target, long at) throws IOException {
        if (at < 0) {
            throw new IllegalArgumentException("Negative position");
        }
        checkReads();
        if (!target.hasRemaining()) {
            return 0;
        }
        var count = file.read(target, at);
        return count > 0 ? count : -1;
    }

    @Override
    public synchronized long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        java.util.Objects.checkFromIndexSize(offset, length, targets.length);
        var sum = 0L;
        for (var i = offset; i < offset + length; i++) {
            while (targets[i].hasRemaining()) {
                var count = read(targets[i]);
                if (count < 0) {
                    return sum == 0 ? -1 : sum;
                }
                sum += count;
            }
        }
        return sum;
    }

    @Override
    public synchronized int write(ByteBuffer source) throws IOException {
        checkWrites();
        if (options.appends()) {
            position = size();
        }
        var count = write(source, position);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source, long at) throws IOException {
        if (at < 0) {
            throw new IllegalArgumentException("Negative position");
        }
        checkWrites();
        var count = source.remaining();
        file.write(source, at);
        source.position(source.limit());
        if (options.forces()) {
            file.force();
        }
        return count;
    }

    @Override
    public synchronized long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        java.util.Objects.checkFromIndexSize(offset, length, sources.length);
        var sum = 0L;
        for (var i = offset; i < offset + length; i++) {
            sum += write(sources[i]);
        }
        return sum;
    }

    @Override
    public synchronized long position() throws IOException {
        checkOpen();
        return options.appends() ? size() : position;
    }

    @Override
    public synchronized FileChannel position(long next) throws IOException {
        checkOpen();
        if (next < 0) {
            throw new IllegalArgumentException("Negative position");
        }
        position = next;
        return this;
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return file.attributes().size();
    }

    @Override
    public synchronized FileChannel truncate(long size) throws IOException {
        if (size < 0) {
            throw new IllegalArgumentException("Negative size");
        }
        checkWrites();
        if (size < size()) {
            file.truncate(size);
        }
        position = Math.min(position, size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        checkOpen();
        if (options.writes()) {
            file.force();
        }
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
        if (from < 0 || count < 0) {
            throw new IllegalArgumentException();
        }
        checkReads();
        var piece = ByteBuffer.allocate((int) Math.min(PIECE, Math.max(1, count)));
        var sum = 0L;
        while (sum < count) {
            piece.clear().limit((int) Math.min(piece.capacity(), count - sum));
            if (read(piece, from + sum) < 0) {
                break;
            }
            piece.flip();
            var written = target.write(piece);
            sum += written;
            if (piece.hasRemaining()) {
                break;
            }
        }
        return sum;
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
        if (to < 0 || count < 0) {
            throw new IllegalArgumentException();
        }
        checkWrites();
        if (to > size()) {
            return 0;
        }
        var piece = ByteBuffer.allocate((int) Math.min(PIECE, Math.max(1, count)));
        var sum = 0L;
        while (sum < count) {
            piece.clear().limit((int) Math.min(piece.capacity(), count - sum));
            if (source.read(piece) <= 0) {
                break;
            }
            sum += write(piece.flip(), to + sum);
        }
        return sum;
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException("A file of drive: can't be mapped into memory; one in a folder that "
            + "%drive mount shows can.");
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw noLocks();
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) {
        throw noLocks();
    }

    private static UnsupportedOperationException noLocks() {
        return new UnsupportedOperationException("A file of drive: can't be locked; one in a folder that %drive mount "
            + "shows can.");
    }

    @Override
    protected void implCloseChannel() throws IOException {
        try (file) {
            if (options.writes()) {
                file.flush();
            }
        } finally {
            afterClose.run();
        }
    }
}
