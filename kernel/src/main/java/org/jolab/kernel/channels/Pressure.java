package org.jolab.kernel.channels;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes user threads wait while too much output is under way to the front ends; all threads share it.
 *
 * <p>Only those who print wait: status, replies and errors are always taken, so that the kernel answers whatever its
 * readers do.
 */
final class Pressure {

    private final long budget;
    private final AtomicLong queued = new AtomicLong();
    private volatile long held;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    /** Guarded by the lock; volatile so that the I/O thread may look without it. */
    private volatile int waiting;

    /** At most about {@code budget} bytes are under way before writers wait. */
    Pressure(long budget) {
        this.budget = budget;
    }

    /** The kernel's budget: 64 MiB, less if the JVM's memory is small. */
    static Pressure ofMemory() {
        return new Pressure(Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8));
    }

    /** Counts bytes on their way to the I/O thread. */
    void add(long bytes) {
        queued.addAndGet(bytes);
    }

    /** Counts bytes that the I/O thread has taken; {@code stillHeld} is what JeroMQ has of them and of older ones. */
    void taken(long bytes, long stillHeld) {
        held = stillHeld;
        queued.addAndGet(-bytes);
        if (waiting > 0 && !full()) {
            lock.lock();
            try {
                room.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    boolean full() {
        return underWay() >= budget;
    }

    /** The bytes between the writers and the network. */
    long underWay() {
        return queued.get() + held;
    }

    /** Whether somebody waits for room. */
    boolean contended() {
        return waiting > 0;
    }

    /**
     * Waits until there is room, and calls {@code onWait} before. An interrupted thread does not wait: its output goes
     * out all the same, and it keeps its interrupt.
     */
    void awaitRoom(Runnable onWait) {
        if (!full()) {
            return;
        }
        lock.lock();
        try {
            waiting++;
            onWait.run();
            while (full()) {
                // The time-out is for the unlucky order in which room came between the check and the wait.
                room.await(100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting--;
            lock.unlock();
        }
    }
}
