package org.jolab.kernel.session;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Predicate;
import org.jolab.kernel.output.Outlet;
import org.jolab.kernel.output.Outlet.Stream;
import org.jolab.kernel.output.Scope;

/**
 * The threads on which user code runs: one for each cell that runs at a time, kept for the next, so that a notebook
 * which runs one cell after the other sees a single thread. May be used by all threads.
 */
final class CellThreads {

    /** Generous, for the recursions that people try in notebooks; reserved, not used, until it is needed. */
    private static final long STACK_BYTES = 16L << 20;

    private static final long WATCH_MILLIS = 20;
    private static final int BLOCKED_LOOKS = 3;
    private static final long PATIENCE_MILLIS = 2000;

    private final ClassLoader loader;
    private final Predicate<ProcessHandle> minded;
    private final Interruption interruption = new Interruption();
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final Set<Run<?>> running = ConcurrentHashMap.newKeySet();

    /** Threads with the context class loader {@code loader}; an interrupt leaves {@code minded} processes alone. */
    CellThreads(ClassLoader loader, Predicate<ProcessHandle> minded) {
        this.loader = loader;
        this.minded = minded;
    }

    /**
     * Runs {@code work}, whose output goes to {@code outlet}, on a cell thread and returns its result.
     *
     * @throws ExecutionException if it throws
     * @throws CellInterrupted if the cell's thread can't be waited for after an interrupt
     */
    <T> T run(Outlet outlet, Callable<T> work) throws InterruptedException, ExecutionException {
        interruption.awaitCalm();
        var run = new Run<>(outlet, work, takeWorker());
        running.add(run);
        run.worker.queue.put(run);
        return run.result.get();
    }

    /** Stops all that runs; returns at once. */
    void interrupt() {
        running.forEach(Run::interrupt);
    }

    /** Whether the cell of the current thread has been asked to stop. */
    boolean isInterrupted() {
        return running.stream().anyMatch(run -> run.worker == Thread.currentThread() && run.interrupted);
    }

    private Worker takeWorker() {
        synchronized (idle) {
            var worker = idle.poll();
            if (worker != null) {
                return worker;
            }
        }
        var worker = new Worker();
        worker.start();
        return worker;
    }

    private final class Worker extends Thread {

        private final SynchronousQueue<Run<?>> queue = new SynchronousQueue<>();

        Worker() {
            super(null, null, "cell", STACK_BYTES);
            setDaemon(true);
            setContextClassLoader(loader);
        }

        @Override
        public void run() {
            var abandoned = false;
            while (!abandoned) {
                try {
                    abandoned = queue.take().runHere();
                } catch (InterruptedException e) {
                    // A late interrupt of the cell before; there is nothing left to stop.
                }
            }
        }
    }

    /** One piece of work on its worker. */
    private final class Run<T> {

        private final Outlet outlet;
        private final Callable<T> work;
        private final Worker worker;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Instant start = Instant.now();
        private volatile boolean interrupted;
        private volatile boolean ended;

        Run(Outlet outlet, Callable<T> work, Worker worker) {
            this.outlet = outlet;
            this.work = work;
            this.worker = worker;
        }

        /** Returns whether somebody else has already given an answer in this thread's place. */
        boolean runHere() {
            T value = null;
            Throwable thrown = null;
            // Before each cell: the cell before, or JShell when it loads a class, may have set another.
            worker.setContextClassLoader(loader);
            try {
                value = Scope.call(outlet, work);
            } catch (Throwable t) {
                thrown = t;
            }
            synchronized (this) {
                // From here on no interrupt can reach the thread, where the next cell would meet it.
                ended = true;
                Thread.interrupted();
            }
            var abandoned = result.isDone();
            if (interrupted) {
                interruption.ended(worker, outlet);
            }
            running.remove(this);
            if (!abandoned) {
                synchronized (idle) {
                    idle.push(worker);
                }
                if (thrown == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(thrown);
                }
            }
            return abandoned;
        }

        void interrupt() {
            synchronized (this) {
                if (interrupted || ended) {
                    return;
                }
                interrupted = true;
            }
            interruption.stop(worker, outlet);
            nudge();
            Thread.ofPlatform().daemon().name("interrupt").start(this::insist);
        }

        /**
         * Interrupts again, as code may swallow it and wait once more; gives up on a thread that waits for a monitor,
         * which nothing can wake, and says so when nothing helps.
         */
        private void insist() {
            var blocked = 0;
            var waited = 0L;
            try {
                Children.endSince(start, minded.negate(), PATIENCE_MILLIS);
                while (!ended) {
                    Thread.sleep(WATCH_MILLIS);
                    waited += WATCH_MILLIS;
                    blocked = worker.getState() == Thread.State.BLOCKED ? blocked + 1 : 0;
                    if (blocked >= BLOCKED_LOOKS) {
                        running.remove(this);
                        result.completeExceptionally(new CellInterrupted());
                        return;
                    }
                    nudge();
                    if (waited == PATIENCE_MILLIS) {
                        outlet.stream(Stream.STDERR, stuck());
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized void nudge() {
            if (!ended) {
                worker.interrupt();
            }
        }

        private String stuck() {
            var stack = worker.getStackTrace();
            var where = stack.length == 0 ? "" : " (" + stack[0].getClassName() + "." + stack[0].getMethodName() + ")";
            return "The cell is inside a library or native code" + where + ", which can't be stopped from outside. "
                + "It ends when that call returns; to end it now, restart the kernel.\n";
        }
    }
}
