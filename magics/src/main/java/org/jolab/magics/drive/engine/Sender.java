package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jolab.magics.drive.store.StoreException;

/** Decides when what is sent; its own thread hands requests to others. All fields are guarded by the nodes' lock. */
final class Sender {

    private static final Logger LOG = System.getLogger(Sender.class.getName());
    private static final long LONG_PAUSE = TimeUnit.SECONDS.toNanos(60);
    /** Nobody should have to be woken by the clock; if somebody was forgotten, this is how long it takes. */
    private static final long FALLBACK = TimeUnit.SECONDS.toNanos(5);

    private final Nodes nodes;
    private final Planner planner;
    private final Delivery delivery;
    private final EngineSettings settings;
    private final PriorityQueue<Slot> queue = new PriorityQueue<>();
    private final Pause all = new Pause();
    private final Pause contents = new Pause();
    private final Condition work;
    private final ExecutorService workers;
    private final Thread dispatcher;
    private long slots;
    private int running;
    private int urgent;
    private boolean closed;

    Sender(Nodes nodes, Planner planner, Delivery delivery, EngineSettings settings) {
        this.nodes = nodes;
        this.planner = planner;
        this.delivery = delivery;
        this.settings = settings;
        work = nodes.lock.newCondition();
        workers = Executors.newFixedThreadPool(settings.parallel(),
            Thread.ofPlatform().daemon().name("drive-send-", 1).factory());
        dispatcher = Thread.ofPlatform().daemon().name("drive-sender").unstarted(this::dispatch);
        nodes.tell(this::touch);
    }

    void start() {
        dispatcher.start();
    }

    /** A place in the queue; of a node's places only the newest counts. */
    private record Slot(long at, long sequence, Node node) implements Comparable<Slot> {
        @Override
        public int compareTo(Slot other) {
            var order = Long.compare(at - other.at, 0);
            return order != 0 ? order : Long.compare(sequence, other.sequence);
        }
    }

    /** Why and until when nothing is sent. */
    private static final class Pause {
        private long until;
        private int failures;
        private String why = "";

        private boolean on(long now) {
            return failures > 0 && until - now > 0;
        }

        private void start(long nanos, String reason) {
            until = System.nanoTime() + nanos;
            failures++;
            why = reason;
        }

        private void end() {
            failures = 0;
            why = "";
        }
    }

    /** Why nothing is sent for the moment, or empty. */
    String trouble() {
        return all.failures > 0 ? all.why : contents.why;
    }

    /** A node has something to be sent: after a while, as more may come. */
    private void touch(Node node) {
        node.failures = 0;
        enqueue(node, System.nanoTime() + (urgent > 0 ? 0 : settings.uploadDelay().toNanos()));
        wake(node);
    }

    /** Sends what a node has at once, also if it is open. */
    void hurryNow(Node node) {
        node.hurried = true;
        enqueue(node, System.nanoTime());
    }

    private void enqueue(Node node, long at) {
        node.slot = ++slots;
        queue.add(new Slot(at, node.slot, node));
        work.signal();
    }

    /** Those who waited for a node look again. */
    private void wake(Node node) {
        if (!node.waiters.isEmpty()) {
            var waiting = List.copyOf(node.waiters);
            node.waiters.clear();
            waiting.forEach(other -> enqueue(other, System.nanoTime()));
        }
    }

    private void dispatch() {
        nodes.lock.lock();
        try {
            while (!closed) {
                var now = System.nanoTime();
                var slot = queue.peek();
                if (slot != null && slot.node.slot != slot.sequence) {
                    queue.poll();
                } else if (slot == null) {
                    work.await();
                } else if (slot.at - now > 0) {
                    work.awaitNanos(slot.at - now);
                } else if (all.on(now)) {
                    work.awaitNanos(all.until - now);
                } else if (running >= (all.failures > 0 ? 1 : settings.parallel())) {
                    work.await();
                } else {
                    queue.poll();
                    slot.node.slot = 0;
                    look(slot.node, now);
                }
            }
        } catch (InterruptedException e) {
            // The end.
        } finally {
            nodes.lock.unlock();
        }
    }

    private void look(Node node, long now) {
        if (node.blocker != null) {
            node.blocker.waiters.remove(node);
            node.blocker = null;
        }
        switch (planner.next(node, urgent > 0 || node.hurried)) {
            case Step.Idle() -> idle(node);
            case Step.Later(var at) -> enqueue(node, at);
            case Step.After(var other) -> {
                node.blocker = other;
                other.waiters.add(node);
                if (circle(node, other)) {
                    // The other one can break it.
                    enqueue(other, now);
                }
                if (node.slot == 0) {
                    enqueue(node, now + FALLBACK);
                }
            }
            case Step.Send(var what) -> {
                if (what == Step.What.CONTENT && contents.on(now)) {
                    enqueue(node, contents.until);
                } else {
                    begin(node, what);
                }
            }
        }
    }

    private static boolean circle(Node node, Node other) {
        for (var next = other; next != null; next = next.blocker) {
            if (next == node) {
                return true;
            }
        }
        return false;
    }

    private void idle(Node node) {
        if (!unsent(node)) {
            nodes.pending.remove(node);
            node.oldest = 0;
            node.hurried = false;
            node.trouble = "";
            nodes.progress.signalAll();
            wake(node);
        }
    }

    private static boolean unsent(Node node) {
        return node.remote.running || node.removed || node.displaced || node.marked || node.body != null
            || node.remote.entry == null;
    }

    private void begin(Node node, Step.What what) {
        // One that was replaced sends nothing about what another node has now.
        var remote = node.owns() ? node.remote : new Remote(node);
        remote.running = true;
        running++;
        workers.execute(() -> work(node, remote, what));
    }

    private void work(Node node, Remote remote, Step.What what) {
        IOException failure = null;
        try {
            delivery.run(node, remote, what);
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Sending " + node.path(), e);
            failure = new IOException("an error of the program: " + e, e);
        }
        nodes.lock.lock();
        try {
            running--;
            remote.running = false;
            remote.ended = System.nanoTime();
            if (closed) {
                return;
            }
            if (failure == null) {
                all.end();
                if (what == Step.What.CONTENT) {
                    contents.end();
                }
                node.failures = 0;
                node.trouble = "";
                again(node, 0);
            } else {
                again(node, failed(node, failure));
            }
            if (remote.owner != node) {
                again(remote.owner, 0);
            }
            wake(node);
            nodes.progress.signalAll();
            work.signal();
        } finally {
            nodes.lock.unlock();
        }
    }

    private void again(Node node, long delay) {
        if (nodes.get(node.number) == node) {
            enqueue(node, System.nanoTime() + delay);
        }
    }

    /** Notes why a request failed, and tells after how many nanoseconds the node is to be looked at again. */
    private long failed(Node node, IOException failure) {
        node.failures++;
        var first = settings.retry().toNanos();
        var step = Math.min(LONG_PAUSE, first << Math.min(node.failures - 1, 6));
        var message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (!(failure instanceof StoreException refused)) {
            node.trouble = message;
            return failure instanceof InterruptedIOException ? first : step;
        }
        node.trouble = refused.passes() || refused.kind() == StoreException.Kind.AUTH ? "" : message;
        switch (refused.kind()) {
            case RATE -> all.start(Math.max(refused.retryAfter().toNanos(),
                first << Math.min(all.failures, 6)), message);
            case OFFLINE -> all.start(Math.max(refused.retryAfter().toNanos(),
                Math.min(LONG_PAUSE, first << Math.min(all.failures, 5))), message);
            case AUTH -> all.start(LONG_PAUSE, message);
            case FULL -> contents.start(LONG_PAUSE, message);
            case CONFLICT, NOT_FOUND, GONE -> {
                return step;
            }
            default -> {
                return LONG_PAUSE;
            }
        }
        // As soon as the pause is over.
        return 0;
    }

    /** Sends all that waits; false when the time did not suffice. */
    boolean flush(Duration limit) throws InterruptedException {
        nodes.lock.lockInterruptibly();
        try {
            var until = System.nanoTime() + limit.toNanos();
            var target = nodes.changes();
            urgent++;
            try {
                retry();
                while (waits(target)) {
                    var left = until - System.nanoTime();
                    if (left <= 0 || closed) {
                        return false;
                    }
                    nodes.progress.awaitNanos(left);
                }
                return true;
            } finally {
                urgent--;
            }
        } finally {
            nodes.lock.unlock();
        }
    }

    private boolean waits(long target) {
        for (var node : nodes.pending) {
            // What is removed and still open is not in anybody's way.
            if (node.oldest <= target && !(node.removed && node.opens > 0)) {
                return true;
            }
        }
        return false;
    }

    /** Tries everything again at once. */
    void retry() {
        all.until = System.nanoTime();
        contents.until = all.until;
        nodes.pending.forEach(node -> enqueue(node, System.nanoTime()));
        work.signalAll();
    }

    /** Ends all sending, where it is. */
    void close() {
        nodes.lock.lock();
        try {
            closed = true;
            work.signalAll();
            nodes.progress.signalAll();
        } finally {
            nodes.lock.unlock();
        }
        workers.shutdownNow();
        try {
            workers.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
