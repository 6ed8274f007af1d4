package org.jolab.magics.timing;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * The processor time of this process, all its threads included, in nanoseconds.
 *
 * @param user what was spent in the process's own code; -1 where that can't be told from the rest
 * @param system what the operating system spent on its behalf; -1 where that can't be told
 * @param total both
 */
record ProcessTimes(long user, long system, long total) {

    private static final Optional<MethodHandle> GETRUSAGE = getrusage();
    private static final OperatingSystemMXBean SYSTEM =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** What it is now. */
    static ProcessTimes now() {
        return GETRUSAGE.flatMap(ProcessTimes::ask)
            .orElseGet(() -> new ProcessTimes(-1, -1, SYSTEM.getProcessCpuTime()));
    }

    /** What was spent since {@code earlier}. */
    ProcessTimes since(ProcessTimes earlier) {
        return new ProcessTimes(user < 0 ? -1 : user - earlier.user, system < 0 ? -1 : system - earlier.system,
            total - earlier.total);
    }

    ProcessTimes plus(ProcessTimes other) {
        return new ProcessTimes(user < 0 ? -1 : user + other.user, system < 0 ? -1 : system + other.system,
            total + other.total);
    }

    /** A struct rusage starts with two struct timeval, on Linux and macOS: seconds, then microseconds in 8 bytes. */
    private static Optional<ProcessTimes> ask(MethodHandle getrusage) {
        try (var arena = Arena.ofConfined()) {
            var usage = arena.allocate(256, 8);
            if ((int) getrusage.invokeExact(0, usage) != 0) {
                return Optional.empty();
            }
            var user = nanos(usage, 0);
            var system = nanos(usage, 16);
            return Optional.of(new ProcessTimes(user, system, user + system));
        } catch (Throwable e) {
            return Optional.empty();
        }
    }

    private static long nanos(MemorySegment usage, long at) {
        return usage.get(ValueLayout.JAVA_LONG, at) * 1_000_000_000
            + usage.get(ValueLayout.JAVA_INT, at + 8) * 1000L;
    }

    private static Optional<MethodHandle> getrusage() {
        try {
            var linker = Linker.nativeLinker();
            return linker.defaultLookup().find("getrusage").map(address -> linker.downcallHandle(address,
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
        } catch (UnsupportedOperationException | IllegalCallerException e) {
            return Optional.empty();
        }
    }
}
