package org.jolab.magics.shell.process;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The functions of the C library on processes and terminals that Java lacks, for Linux and macOS; called by any thread.
 *
 * <p>All but one go through one method handle of six 64-bit arguments. Integers and pointers travel in the same
 * registers in the calling conventions of both systems, on x86-64 and AArch64, callees read the width that they want
 * and ignore what they do not take; and each further shape of handle would cost some milliseconds at the first command.
 */
public final class SystemCalls {

    /** Ends a program politely that a user interrupts at the keyboard. */
    public static final int SIGINT = 2;
    /** Ends a program whose terminal is gone. */
    public static final int SIGHUP = 1;
    /** Ends a program; it can't refuse. */
    public static final int SIGKILL = 9;
    /** Asks a program to end. */
    public static final int SIGTERM = 15;

    private static final short POLL_IN = 1;
    private static final short POLL_OUT = 4;
    private static final int POLL_ENTRY = 8;

    private final boolean linux;
    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle call = linker.downcallHandle(FunctionDescriptor.of(
        ValueLayout.JAVA_LONG,
        ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
        ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private final Map<String, MemorySegment> functions = new ConcurrentHashMap<>();

    private SystemCalls(boolean linux) {
        this.linux = linux;
    }

    /** Made when it is first asked for; the calls themselves hold no state. */
    private static final class Holder {
        private static final Optional<SystemCalls> OF_THIS_SYSTEM = make();

        private static Optional<SystemCalls> make() {
            var name = System.getProperty("os.name");
            var linux = name.equals("Linux");
            try {
                return linux || name.startsWith("Mac") ? Optional.of(new SystemCalls(linux)) : Optional.empty();
            } catch (RuntimeException | LinkageError e) {
                System.getLogger(SystemCalls.class.getName())
                    .log(Level.WARNING, "No terminals: the C library can't be called", e);
                return Optional.empty();
            }
        }
    }

    /** The calls of this system, if it is one that has them. */
    public static Optional<SystemCalls> ofThisSystem() {
        return Holder.OF_THIS_SYSTEM;
    }

    boolean isLinux() {
        return linux;
    }

    boolean has(String function) {
        return linker.defaultLookup().find(function).isPresent();
    }

    /** Calls {@code function}; pointers are given as addresses. */
    long call(String function, long... arguments) {
        var all = new long[6];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        try {
            return (long) call.invokeExact(find(function), all[0], all[1], all[2], all[3], all[4], all[5]);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code ioctl}, whose third argument is variadic: macOS on AArch64 passes such ones differently. */
    int ioctl(int descriptor, long request, MemorySegment argument) {
        if (linux) {
            return (int) call("ioctl", descriptor, request, argument.address());
        }
        var variadic = linker.downcallHandle(find("ioctl"), FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS), Linker.Option.firstVariadicArg(2));
        try {
            return (int) variadic.invokeExact(descriptor, request, argument);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Sends a signal to a process, or to the group {@code -target}; whether there was somebody who could be reached.
     * Targets that could mean everybody are refused.
     */
    public boolean kill(long target, int signal) {
        return Math.abs(target) > 1 && (int) call("kill", target, signal) == 0;
    }

    void close(int descriptor) {
        call("close", descriptor);
    }

    /** Takes what is there to be read, waiting for it; 0 at the end, negative on an error. */
    int read(int descriptor, MemorySegment buffer) {
        return (int) call("read", descriptor, buffer.address(), buffer.byteSize());
    }

    /** Writes as much of {@code bytes} as somebody takes; the count, negative on an error. */
    int write(int descriptor, MemorySegment bytes) {
        return (int) call("write", descriptor, bytes.address(), bytes.byteSize());
    }

    /** Whether there is something to read, or the other end is gone; waits for it so long. */
    boolean isReadable(int descriptor, int millis) {
        return poll(descriptor, POLL_IN, millis);
    }

    /** Whether something can be written at once. */
    boolean isWritable(int descriptor) {
        return poll(descriptor, POLL_OUT, 0);
    }

    private boolean poll(int descriptor, short events, int millis) {
        try (var arena = Arena.ofConfined()) {
            var request = arena.allocate(POLL_ENTRY, 4);
            request.set(ValueLayout.JAVA_INT, 0, descriptor);
            request.set(ValueLayout.JAVA_SHORT, 4, events);
            return (int) call("poll", request.address(), 1, millis) > 0;
        }
    }

    /** A new pipe that other programs do not inherit: the end to read, the end to write. */
    int[] pipe() {
        try (var arena = Arena.ofConfined()) {
            var ends = arena.allocate(ValueLayout.JAVA_INT, 2);
            var closeOnExec = 0x80000;
            var result = linux ? call("pipe2", ends.address(), closeOnExec) : call("pipe", ends.address());
            if ((int) result != 0) {
                throw new IllegalStateException("The system has no pipe left: too many files are open.");
            }
            return ends.toArray(ValueLayout.JAVA_INT);
        }
    }

    private MemorySegment find(String function) {
        return functions.computeIfAbsent(function, linker.defaultLookup()::findOrThrow);
    }
}
