package org.jolab.magics.sql;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that a database does, on a thread of its own: the thread of the cell gets interrupts, by which a driver may
 * lose its connection or an embedded database its files.
 */
final class Cancellable {

    private static final long PATIENCE_MILLIS = 2000;
    private static final long RETRY_MILLIS = 20;

    private Cancellable() {}

    /** Asks a database to stop; called several times, also when it has stopped. */
    interface Canceller {
        void cancel() throws Exception;
    }

    /**
     * Does {@code work}; if the calling thread is interrupted, {@code canceller} is called and what it stops is waited
     * for, but not for long.
     */
    static <T> T call(Callable<T> work, Canceller canceller) throws Exception {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name("sql").start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw e;
            }
        } catch (InterruptedException e) {
            var cancelling = Thread.ofPlatform().daemon().name("sql cancel").start(() -> cancel(task, canceller));
            var deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            while (cancelling.isAlive() && System.nanoTime() < deadline) {
                joinBriefly(cancelling);
            }
            // Where this thread waited is of no interest.
            throw new InterruptedException("Interrupted while the database was at work.");
        }
    }

    private static void cancel(FutureTask<?> task, Canceller canceller) {
        try {
            // Again and again: a statement that has not quite begun does not notice.
            for (var waited = 0; !task.isDone() && waited < PATIENCE_MILLIS; waited += RETRY_MILLIS) {
                canceller.cancel();
                Thread.sleep(RETRY_MILLIS);
            }
            canceller.cancel();
        } catch (Exception e) {
            // The user wanted it to end, and has been told that it has.
            System.getLogger(Cancellable.class.getName()).log(System.Logger.Level.DEBUG, "cancelling failed", e);
        }
    }

    /** Interrupts come again and again until the cell ends. */
    private static void joinBriefly(Thread thread) {
        try {
            thread.join(20);
        } catch (InterruptedException e) {
            Thread.onSpinWait();
        }
    }
}
