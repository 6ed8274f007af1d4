package org.jolab.kernel.output;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

/**
 * One of the process's own output descriptors, led through a pipe; read by a thread of its own, asked by any.
 *
 * <p>The reader holds no lock while it passes text on: whoever takes the text may make it wait, and then the pipe fills
 * and whoever prints waits too. Nobody else waits, since nothing here is shared with writers.
 */
final class NativePipe {

    private static final int BUFFER = 1 << 16;

    private final Descriptors descriptors;
    private final int descriptor;
    private final Consumer<String> sink;
    private final int original;
    private final int readEnd;
    private final Object progress;
    private final Thread reader;

    /** True from before the reader takes bytes out of the pipe until it has passed them on. */
    private volatile boolean busy;

    /**
     * Takes over {@code descriptor}; the reader notifies {@code progress} whenever it has passed something on.
     */
    NativePipe(Descriptors descriptors, int descriptor, Object progress, Consumer<String> sink) throws IOException {
        this.descriptors = descriptors;
        this.descriptor = descriptor;
        this.progress = progress;
        this.sink = sink;
        original = descriptors.copy(descriptor);
        var ends = descriptors.pipe();
        readEnd = ends[0];
        descriptors.replace(descriptor, ends[1]);
        descriptors.close(ends[1]);
        reader = Thread.ofPlatform().daemon().name("jolab-native-output-" + descriptor).inheritInheritableThreadLocals(
            false).unstarted(this::pump);
    }

    void start() {
        reader.start();
    }

    /** What the descriptor was before. */
    int original() {
        return original;
    }

    /** Whether everything that was written has been passed on. The pipe first: see {@link #busy}. */
    boolean isDrained() {
        return !reader.isAlive() || !descriptors.isReadable(readEnd, false) && !busy;
    }

    /** Gives the descriptor back and waits a moment for what is still in the pipe; the copy stays open for logs. */
    void close() throws IOException {
        descriptors.replace(descriptor, original);
        try {
            // A child process that is still alive keeps the pipe open, and its reader too.
            reader.join(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!reader.isAlive()) {
            descriptors.close(readEnd);
        }
    }

    private void pump() {
        var utf8 = new Utf8();
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(BUFFER);
            var bytes = new byte[BUFFER];
            var failures = 0;
            // A signal may cut a call short, so one failure is no end.
            while (failures < 10) {
                descriptors.isReadable(readEnd, true);
                busy = true;
                var count = descriptors.read(readEnd, buffer);
                if (count == 0) {
                    break;
                }
                failures = count < 0 ? failures + 1 : 0;
                if (count > 0) {
                    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, 0, count);
                    pass(utf8.decode(bytes, 0, count));
                }
                rest();
            }
            pass(utf8.end());
        } finally {
            rest();
        }
    }

    private void pass(String text) {
        if (!text.isEmpty()) {
            sink.accept(text);
        }
    }

    private void rest() {
        synchronized (progress) {
            busy = false;
            progress.notifyAll();
        }
    }
}
