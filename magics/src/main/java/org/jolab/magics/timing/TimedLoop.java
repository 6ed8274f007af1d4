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

    private static final long INTERRUPT_MILLIS = 50;

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
            throw interrupted();
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
            if (isInterrupt(e)) {
                // Where in the loop it was is of no interest, and the loop is not the user's.
                throw interrupted();
            }
            throw thrown(e);
        }
    }

    /** The kernel stops code by an error, and interrupts the thread every 20 ms besides. */
    private static boolean isInterrupt(Throwable thrown) {
        try {
            if (thrown instanceof Error) {
                Thread.sleep(INTERRUPT_MILLIS);
            }
            return thrown instanceof InterruptedException || Thread.currentThread().isInterrupted();
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static CancellationException interrupted() {
        return new CancellationException("Interrupted while measuring.");
    }

    private static Exception thrown(Throwable cause) {
        return switch (cause) {
            case Exception exception -> exception;
            case Error error -> throw error;
            default -> new InvocationTargetException(cause);
        };
    }
}
