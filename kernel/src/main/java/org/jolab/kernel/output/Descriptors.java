package org.jolab.kernel.output;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The system calls on file descriptors that Java lacks, for Linux and macOS; called by any thread.
 *
 * <p>All go through one method handle of four 64-bit arguments. Integers and pointers travel in the same registers in
 * the calling conventions of both systems, on x86-64 and AArch64, callees read the width that they want and ignore what
 * they do not take; and each further shape of handle would cost some 20 ms of start-up (measured on two cores).
 */
final class Descriptors {

    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final short POLL_IN = 1;
    private static final int UNBUFFERED = 2;

    private final boolean linux;
    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle call = linker.downcallHandle(FunctionDescriptor.of(
        ValueLayout.JAVA_LONG,
        ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private final MemorySegment poll = find("poll");
    private final MemorySegment read = find("read");
    private final MemorySegment write = find("write");

    private Descriptors(boolean linux) {
        this.linux = linux;
    }

    /** The calls of this system, if it is one that has them. */
    static Optional<Descriptors> ofThisSystem() {
        var name = System.getProperty("os.name");
        var linux = name.equals("Linux");
        return linux || name.startsWith("Mac") ? Optional.of(new Descriptors(linux)) : Optional.empty();
    }

    /** A new pipe: the end to read, the end to write. Where the system can, other programs do not inherit them. */
    int[] pipe() throws IOException {
        try (var arena = Arena.ofConfined()) {
            var ends = arena.allocate(ValueLayout.JAVA_INT, 2);
            check("pipe", linux
                ? call(find("pipe2"), ends.address(), CLOSE_ON_EXEC, 0) : call(find("pipe"), ends.address(), 0, 0));
            return ends.toArray(ValueLayout.JAVA_INT);
        }
    }

    /** A second descriptor of what {@code descriptor} is. */
    int copy(int descriptor) throws IOException {
        return check("dup", call(find("dup"), descriptor, 0, 0));
    }

    /** Makes {@code descriptor} another name of what {@code by} is; what it was before is closed. */
    void replace(int descriptor, int by) throws IOException {
        check("dup2", call(find("dup2"), by, descriptor, 0));
    }

    void close(int descriptor) {
        call(find("close"), descriptor, 0, 0);
    }

    /** Waits for something to read and takes it; negative if there is nothing more, or on an error. */
    int read(int descriptor, MemorySegment buffer) {
        return (int) call(read, descriptor, buffer.address(), buffer.byteSize());
    }

    /** Writes all of {@code bytes}, as far as somebody takes them. */
    void write(int descriptor, MemorySegment bytes) {
        var done = 0L;
        while (done < bytes.byteSize()) {
            var count = call(write, descriptor, bytes.address() + done, bytes.byteSize() - done);
            if (count <= 0) {
                return;
            }
            done += count;
        }
    }

    /** Whether there is something to read, or the other end is closed; waits for it if {@code wait}. */
    boolean isReadable(int descriptor, boolean wait) {
        try (var arena = Arena.ofConfined()) {
            var request = arena.allocate(8, 4);
            request.set(ValueLayout.JAVA_INT, 0, descriptor);
            request.set(ValueLayout.JAVA_SHORT, 4, POLL_IN);
            return (int) call(poll, request.address(), 1, wait ? -1 : 0) > 0;
        }
    }

    /** Stops the C library from holding back what native code prints: on a pipe it would wait for 4 KiB. */
    void printAtOnce() throws IOException {
        var out = linker.defaultLookup().find(linux ? "stdout" : "__stdoutp");
        if (out.isPresent()) {
            var file = out.get().reinterpret(Long.BYTES).get(ValueLayout.JAVA_LONG, 0);
            check("setvbuf", call(find("setvbuf"), file, 0, UNBUFFERED));
        }
    }

    private MemorySegment find(String function) {
        return linker.defaultLookup().findOrThrow(function);
    }

    private long call(MemorySegment function, long first, long second, long third) {
        try {
            return (long) call.invokeExact(function, first, second, third, 0L);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static int check(String function, long result) throws IOException {
        if ((int) result < 0) {
            throw new IOException(function + " failed");
        }
        return (int) result;
    }
}
