package org.jolab.magics.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jolab.magics.shell.process.DescriptorInput;

/** Takes what a program prints as fast as the cell takes it from here; a thread of its own, ended by any. */
final class OutputReader {

    private static final int BUFFER = 1 << 16;
    private static final int TICK_MILLIS = 100;
    /** What others print after the program's end, such as {@code tee >(…)}, belongs to it if it comes soon. */
    private static final int QUIET_MILLIS = 50;
    private static final long LONGEST_END_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final InputStream input;
    private final Process process;
    private final BlockingQueue<Piece> pieces;
    private final Thread thread;
    private volatile boolean stopped;

    /** What one read gave; nothing at the end. */
    record Piece(OutputReader reader, byte[] bytes) {

        boolean isEnd() {
            return bytes.length == 0;
        }
    }

    /** Reads {@code input} until it ends, or until the process has ended and nobody else prints. */
    OutputReader(InputStream input, Process process, BlockingQueue<Piece> pieces) {
        this.input = input;
        this.process = process;
        this.pieces = pieces;
        thread = Thread.ofPlatform().daemon().name("jolab-shell-output").inheritInheritableThreadLocals(false)
            .start(this::read);
    }

    /** Ends the reading and closes the input; leaves it to its fate if its reader can't be woken. */
    void close() {
        stopped = true;
        var interrupted = false;
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (thread.isAlive() && System.nanoTime() < deadline) {
            try {
                thread.join(TICK_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        // Only now: the number of a file that is closed may be that of another one a moment later.
        if (!thread.isAlive()) {
            try {
                input.close();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void read() {
        try {
            if (input instanceof DescriptorInput descriptor) {
                readWithCare(descriptor);
            } else {
                var buffer = new byte[BUFFER];
                for (var count = input.read(buffer); count > 0 && !stopped; count = input.read(buffer)) {
                    put(Arrays.copyOf(buffer, count));
                }
            }
        } catch (IOException e) {
            // The program's end of the pipe is gone, which is an end as any other.
            return;
        } finally {
            put(new byte[0]);
        }
    }

    private void readWithCare(DescriptorInput descriptor) {
        var buffer = new byte[BUFFER];
        var size = 0;
        var end = Long.MAX_VALUE;
        while (!stopped && System.nanoTime() - end < 0) {
            var ended = !process.isAlive();
            if (ended && end == Long.MAX_VALUE) {
                end = System.nanoTime() + LONGEST_END_NANOS;
            }
            // Terminals hand out 4 KiB at a time: what is there is gathered first.
            if (descriptor.await(size > 0 ? 0 : ended ? QUIET_MILLIS : TICK_MILLIS)) {
                var count = descriptor.read(buffer, size, buffer.length - size);
                if (count < 0) {
                    break;
                }
                size += count;
            } else if (size == 0 && ended) {
                break;
            } else if (size == 0) {
                continue;
            } else {
                put(Arrays.copyOf(buffer, size));
                size = 0;
            }
            if (size == buffer.length) {
                put(Arrays.copyOf(buffer, size));
                size = 0;
            }
        }
        if (size > 0) {
            put(Arrays.copyOf(buffer, size));
        }
    }

    private void put(byte[] bytes) {
        var piece = new Piece(this, bytes);
        try {
            while (!stopped && !pieces.offer(piece, TICK_MILLIS, TimeUnit.MILLISECONDS)) { }
        } catch (InterruptedException e) {
            stopped = true;
        }
    }
}
