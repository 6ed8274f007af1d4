package org.jolab.kernel.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows in the notebook what native code and child processes write to file descriptors 1 and 2; used by any thread.
 *
 * <p>Works on Linux and macOS; elsewhere it does nothing. What is written belongs to the main cell that runs now or ran
 * last, since nobody can tell which thread wrote it.
 */
public final class NativeOutput implements AutoCloseable {

    private final Routing routing;
    private final Object progress = new Object();
    private final List<NativePipe> pipes = new ArrayList<>();
    private volatile PrintStream log = System.err;

    private NativeOutput(Routing routing) {
        this.routing = routing;
    }

    /**
     * Takes the descriptors over. Costs a tenth of a second in a cold JVM, so call it in the background; a failure is
     * logged, and leaves things as they were.
     */
    public static NativeOutput start(Routing routing, PrintStream log) {
        var output = new NativeOutput(routing);
        output.log = log;
        try {
            var descriptors = Descriptors.ofThisSystem();
            if (descriptors.isPresent()) {
                output.start(descriptors.get());
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            output.close();
            System.getLogger(NativeOutput.class.getName())
                .log(Level.WARNING, "Output of native code will not be shown", e);
        }
        return output;
    }

    private void start(Descriptors descriptors) throws IOException {
        var out = new NativePipe(descriptors, 1, progress, text -> show(Outlet.Stream.STDOUT, text));
        pipes.add(out);
        var err = new NativePipe(descriptors, 2, progress, text -> show(Outlet.Stream.STDERR, text));
        pipes.add(err);
        log = new PrintStream(new Sink(descriptors, err.original()), true, StandardCharsets.UTF_8);
        descriptors.printAtOnce();
        pipes.forEach(NativePipe::start);
    }

    /** What the process's error stream was before: for the kernel's own log, which no notebook shows. */
    public PrintStream log() {
        return log;
    }

    /**
     * Waits until everything that was written so far has been passed on, at most for {@code limit} (a child process may
     * never stop writing). Call it at the end of each cell, before the reply; takes microseconds when all is quiet.
     */
    public void sync(Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        var interrupted = false;
        synchronized (progress) {
            var left = limit.toNanos();
            while (left > 0 && !pipes.stream().allMatch(NativePipe::isDrained)) {
                try {
                    progress.wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                left = deadline - System.nanoTime();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the descriptors back. */
    @Override
    public void close() {
        for (var pipe : pipes) {
            try {
                pipe.close();
            } catch (IOException e) {
                System.getLogger(NativeOutput.class.getName()).log(Level.DEBUG, "A descriptor stays redirected", e);
            }
        }
    }

    private void show(Outlet.Stream stream, String text) {
        var outlet = routing.latest();
        if (outlet.isPresent()) {
            outlet.get().stream(stream, text);
        } else {
            log.print(text);
        }
    }

    /** Bytes to a descriptor that Java has no stream for. */
    private static final class Sink extends OutputStream {

        private final Descriptors descriptors;
        private final int descriptor;

        Sink(Descriptors descriptors, int descriptor) {
            this.descriptors = descriptors;
            this.descriptor = descriptor;
        }

        @Override
        public void write(int unit) {
            write(new byte[] {(byte) unit}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try (var arena = Arena.ofConfined()) {
                var segment = arena.allocate(Math.max(length, 1)).asSlice(0, length);
                MemorySegment.copy(bytes, offset, segment, ValueLayout.JAVA_BYTE, 0, length);
                descriptors.write(descriptor, segment);
            }
        }
    }
}
