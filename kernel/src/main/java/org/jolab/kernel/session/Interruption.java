package org.jolab.kernel.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jolab.kernel.output.Outlet;
import org.jolab.kernel.output.Scope;

/**
 * Arms the checkpoints in user code while some cell is to stop. Used by all threads, under its own lock; the threads
 * that run into an armed checkpoint take none.
 */
final class Interruption {

    /** How long the shared pool may take to run into the checkpoints, before they are disarmed regardless. */
    private static final long POOL_CALMS_MILLIS = 300;

    private final byte[] disarmed = classFile();
    private final byte[] armed = Weaver.armed(disarmed);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<Outlet> outlets = ConcurrentHashMap.newKeySet();
    private boolean isArmed;
    private int calming;

    /** Makes the next checkpoint of {@code thread} throw, and of all threads that work for {@code outlet}. */
    synchronized void stop(Thread thread, Outlet outlet) {
        threads.add(thread);
        outlets.add(outlet);
        if (!isArmed) {
            Checkpoint.doomed = this::isDoomed;
            isArmed = Redefinition.redefine(Checkpoint.class, armed);
        }
    }

    /**
     * Says that the cell of {@code thread} has ended. Its tasks may still run in the shared pool: waits a little for
     * them before the checkpoints are disarmed.
     */
    void ended(Thread thread, Outlet outlet) {
        synchronized (this) {
            calming++;
        }
        try {
            var deadline = System.nanoTime() + POOL_CALMS_MILLIS * 1_000_000;
            while (ForkJoinPool.commonPool().getActiveThreadCount() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forget(thread, outlet);
        }
    }

    private synchronized void forget(Thread thread, Outlet outlet) {
        threads.remove(thread);
        outlets.remove(outlet);
        if (threads.isEmpty() && isArmed) {
            isArmed = !Redefinition.redefine(Checkpoint.class, disarmed);
            Checkpoint.doomed = any -> false;
        }
        calming--;
        notifyAll();
    }

    /** Waits until no cell that has ended is being cleaned up after, so that the next one is not hit. */
    synchronized void awaitCalm() throws InterruptedException {
        while (calming > 0) {
            wait();
        }
    }

    private boolean isDoomed(Thread thread) {
        return threads.contains(thread)
            || thread instanceof ForkJoinWorkerThread && !threads.isEmpty()
            || Scope.origin().map(Outlet::cell).filter(outlets::contains).isPresent();
    }

    private static byte[] classFile() {
        try (var in = Checkpoint.class.getResourceAsStream(Checkpoint.class.getSimpleName() + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
