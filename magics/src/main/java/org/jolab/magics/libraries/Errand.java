package org.jolab.magics.libraries;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that the thread of a cell has done by another one, since reading from a socket can't be interrupted.
 *
 * @param name of the thread that works
 * @param abort makes the work fail soon; called by a thread of its own, as closing a connection may take its time
 * @param tick called by the cell's thread some times a second
 */
record Errand(String name, Runnable abort, Runnable tick) {

    private static final long TICK = 100;

    /** How long an interrupted cell waits for the work to clean up. */
    private static final Duration PATIENCE = Duration.ofMillis(800);

    /**
     * The result of {@code work}.
     *
     * @throws InterruptedException if the cell was interrupted; the work has ended then, unless it is stuck
     */
    <T> T run(Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        var thread = Thread.ofPlatform().daemon().name(name).start(task);
        try {
            while (true) {
                try {
                    return task.get(TICK, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    tick.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.ofPlatform().daemon().name(name + "-end").start(abort);
            join(thread);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** An interrupted cell is interrupted again and again. */
    private static void join(Thread thread) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (thread.isAlive() && System.nanoTime() < end) {
            try {
                thread.join(Duration.ofMillis(20));
            } catch (InterruptedException e) {
                Thread.onSpinWait();
            }
        }
    }
}
