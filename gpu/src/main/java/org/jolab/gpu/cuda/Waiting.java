package org.jolab.gpu.cuda;

import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a device by asking, so that an interrupt of the thread ends the waiting: the driver's own waits do not. */
final class Waiting {

    private static final long SPINNING = 50_000;
    private static final long LONGEST_PAUSE = 1_000_000;

    private Waiting() {
    }

    /** Asks until the answer is yes. A kernel cannot be stopped: after an interrupt the device goes on. */
    static void until(BooleanSupplier isDone, String device) {
        var start = System.nanoTime();
        var pause = 5_000L;
        while (!isDone.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while " + device
                    + " computes; it goes on with what it has been asked for");
            }
            if (System.nanoTime() - start < SPINNING) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(pause);
                pause = Math.min(LONGEST_PAUSE, pause * 2);
            }
        }
    }

    /** Takes a lock that others may hold while they wait for a device. */
    static void lock(Lock lock) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
