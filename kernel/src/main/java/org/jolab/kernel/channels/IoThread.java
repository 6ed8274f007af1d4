package org.jolab.kernel.channels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.zeromq.ZMQ;

/**
 * The one thread that owns the sockets; every other thread hands it work, which it does in the order of arrival.
 *
 * <p>It waits in a selector of its own on the descriptors by which JeroMQ tells of events. Those are signals, not
 * states: a send may swallow the one that announced a message. So it only waits after a round in which every socket was
 * found empty and nothing was sent.
 */
final class IoThread implements Executor {

    private static final System.Logger LOG = System.getLogger(IoThread.class.getName());

    private record Timer(long due, Runnable action) implements Comparable<Timer> {

        @Override
        public int compareTo(Timer other) {
            // Times of nanoTime may overflow, their differences do not.
            return Long.signum(due - other.due);
        }
    }

    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    /** Owned by the I/O thread. */
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Selector selector;
    private final Thread thread;
    /** Owned by the I/O thread. */
    private boolean stopping;

    /**
     * An I/O thread, not yet started. {@code receiver} takes what has arrived and says whether there was anything; it
     * runs on this thread.
     */
    IoThread(Sockets sockets, BooleanSupplier receiver) {
        try {
            selector = Selector.open();
            for (ZMQ.Socket socket : sockets.all()) {
                socket.getFD().register(selector, SelectionKey.OP_READ);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().name("io").unstarted(() -> {
            loop(receiver);
            sockets.close();
        });
    }

    void start() {
        thread.start();
    }

    /** Does {@code task} on the I/O thread, after everything that was handed over before. */
    @Override
    public void execute(Runnable task) {
        work.add(task);
        selector.wakeup();
    }

    /** Does {@code task} on the I/O thread, not before {@code millis} have passed. */
    void after(long millis, Runnable task) {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        if (Thread.currentThread() == thread) {
            timers.add(new Timer(due, task));
        } else {
            execute(() -> timers.add(new Timer(due, task)));
        }
    }

    /** Ends the thread and closes the sockets when all work handed over so far is done; waits up to {@code millis}. */
    void stop(long millis) throws InterruptedException {
        execute(() -> stopping = true);
        thread.join(millis);
    }

    private void loop(BooleanSupplier receiver) {
        while (!stopping) {
            try {
                boolean active = true;
                while (active && !stopping) {
                    active = runWork() | runTimers() | receiver.getAsBoolean();
                }
                if (!stopping) {
                    selector.select(patience());
                    selector.selectedKeys().clear();
                }
            } catch (IOException | RuntimeException e) {
                // A message that breaks something must not end the kernel; what follows is served.
                LOG.log(Level.ERROR, "The I/O thread goes on after an error", e);
            }
        }
    }

    private boolean runWork() {
        boolean any = false;
        for (var task = work.poll(); task != null && !stopping; task = work.poll()) {
            any = true;
            task.run();
        }
        return any;
    }

    private boolean runTimers() {
        boolean any = false;
        while (!timers.isEmpty() && timers.peek().due - System.nanoTime() <= 0) {
            any = true;
            timers.poll().action.run();
        }
        return any;
    }

    /** Milliseconds until the next timer, at least 1 because 0 would mean for ever; 0 if there is none. */
    private long patience() {
        if (timers.isEmpty()) {
            return 0;
        }
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(timers.peek().due - System.nanoTime()) + 1);
    }
}
