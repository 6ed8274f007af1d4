package org.jolab.kernel.channels;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Does what it is handed, one after the other, unless something lets the others pass: then another thread goes on with
 * them. Used by all threads, under its lock.
 */
final class PassingLane implements Executor {

    private static final long IDLE_MILLIS = 2000;

    private final String name;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    /** The thread that takes from the queue; null if there is none. */
    private Thread server;
    private boolean retired;
    /** How many tasks have been handed in, and how many of them are done or have let the others pass. */
    private long handed;
    private long over;
    /** Whether the running task has been waited for in vain. */
    private boolean isLong;

    PassingLane(String name) {
        this.name = name;
    }

    @Override
    public synchronized void execute(Runnable task) {
        if (!retired) {
            queue.add(task);
            handed++;
            serve();
        }
    }

    /** Lets another thread do what stands behind the calling thread's task, if that is of this lane. */
    synchronized void letOthersPass() {
        if (Thread.currentThread() == server) {
            pass();
            server = null;
            serve();
        }
    }

    /** How many tasks have been handed in so far; for {@link #await}. */
    synchronized long handed() {
        return handed;
    }

    /**
     * Waits until the first {@code count} tasks are done or have let others pass, but no longer than {@code millis};
     * and for a task that took longer nobody waits again.
     */
    synchronized void await(long count, long millis) {
        var end = System.nanoTime() + millis * 1_000_000;
        try {
            while (over < count && !isLong) {
                var left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    isLong = true;
                } else {
                    wait(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass() {
        over++;
        isLong = false;
        notifyAll();
    }

    private synchronized void end() {
        if (Thread.currentThread() == server) {
            pass();
        }
    }

    /** Takes nothing more. */
    synchronized void retire() {
        retired = true;
        notifyAll();
    }

    private void serve() {
        if (server != null) {
            notifyAll();
        } else if (!queue.isEmpty()) {
            server = Thread.ofPlatform().daemon().name(name).inheritInheritableThreadLocals(false).unstarted(this::run);
            server.start();
        }
    }

    private void run() {
        for (var task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                System.getLogger(PassingLane.class.getName())
                    .log(System.Logger.Level.ERROR, "The thread \"" + name + "\" goes on after an error", e);
            } finally {
                end();
            }
        }
    }

    /** The next task; null if this thread has been passed, or there is nothing to do for a while. */
    private synchronized Runnable next() {
        try {
            var patience = System.nanoTime() + IDLE_MILLIS * 1_000_000;
            while (Thread.currentThread() == server && queue.isEmpty() && !retired) {
                var left = (patience - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            // Nobody means this thread; the next task gets one of its own.
        }
        if (Thread.currentThread() != server) {
            return null;
        }
        var task = queue.poll();
        if (task == null) {
            server = null;
        }
        return task;
    }
}
