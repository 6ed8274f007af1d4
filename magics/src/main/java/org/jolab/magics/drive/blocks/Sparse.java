package org.jolab.magics.drive.blocks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that many threads read and write. An interrupt of one of them closes the channel under all of them
 * ({@link java.nio.channels.InterruptibleChannel}); the others open it again.
 */
final class Sparse {

    private final Path path;
    private FileChannel channel;

    Sparse(Path path) {
        this.path = path;
    }

    /** Reads until the buffer is full or the file ends. */
    int read(ByteBuffer target, long offset) throws IOException {
        var start = target.position();
        while (target.hasRemaining()) {
            var at = target.position();
            try {
                if (channel().read(target, offset + at - start) < 0) {
                    break;
                }
            } catch (ClosedByInterruptException e) {
                throw new InterruptedIOException("Interrupted.");
            } catch (ClosedChannelException e) {
                target.position(at);
            }
        }
        return target.position() - start;
    }

    void write(ByteBuffer source, long offset) throws IOException {
        var start = source.position();
        while (source.hasRemaining()) {
            var at = source.position();
            try {
                channel().write(source, offset + at - start);
            } catch (ClosedByInterruptException e) {
                throw new InterruptedIOException("Interrupted.");
            } catch (ClosedChannelException e) {
                source.position(at);
            }
        }
    }

    private synchronized FileChannel channel() throws IOException {
        if (channel == null || !channel.isOpen()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("Interrupted.");
            }
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
        }
        return channel;
    }

    synchronized void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
