package org.jolab.magics.timing;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;

/** A statement that was compiled together with its loop; used by one thread. */
final class TimedLoop {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Object factory;
    private final Method prepare;

    /** A loop made by the value of one of the sources that {@link LoopSource} writes. */
    TimedLoop(Object factory) throws NoSuchMethodException {
        this.factory = factory;
        prepare = factory.getClass().getMethod(LoopSource.PREPARE);
        prepare.setAccessible(true);
    }

    /**
     * What some executions took.
     *
     * @param loops how many they were
     * @param nanos the time of all of them
     * @param bytes what their thread allocated
     */
    record Run(long loops, long nanos, long bytes) {

        double nanosPerLoop() {
            return (double) nanos / loops;
        }

        double bytesPerLoop() {
            return (double) bytes / loops;
        }
    }

    /** Runs the setup, which is not timed, and then the statement {@code loops} times. Throws what they throw. */
    Run run(long loops) throws Exception {
        if (Thread.interrupted()) {
            throw new CancellationException("Interrupted while measuring.");
        }
        try {
            var loop = prepare.invoke(factory);
            var method = loop.getClass().getMethod(LoopSource.TIMED, long.class);
            method.setAccessible(true);
            // A handle of exactly this type boxes nothing, which would count as the statement's allocation.
            var timed = MethodHandles.lookup().unreflect(method).bindTo(loop)
                .asType(MethodType.methodType(long.class, long.class));
            var before = THREADS.getCurrentThreadAllocatedBytes();
            var nanos = (long) timed.invokeExact(loops);
            return new Run(loops, nanos, THREADS.getCurrentThreadAllocatedBytes() - before);
        } catch (InvocationTargetException e) {
            throw thrown(e.getCause());
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    private static Exception thrown(Throwable cause) {
        return switch (cause) {
            case Exception exception -> exception;
            case Error error -> throw error;
            default -> new InvocationTargetException(cause);
        };
    }
}
