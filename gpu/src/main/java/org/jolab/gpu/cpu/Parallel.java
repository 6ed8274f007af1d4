package org.jolab.gpu.cpu;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One loop that the calling thread and free threads of the common pool run together; each takes chunk after chunk.
 *
 * <p>The caller never waits for a helper that has not begun. An interrupt of the caller ends the loop between chunks.
 */
final class Parallel {

    private final long count;
    private final long chunk;
    private final Span span;
    private final AtomicLong next = new AtomicLong();
    private int helping;
    private boolean over;
    private Throwable failure;

    private Parallel(long count, long chunk, Span span) {
        this.count = count;
        this.chunk = chunk;
        this.span = span;
    }

    /** A part of the loop. */
    @FunctionalInterface
    interface Span {
        /** Does the elements from {@code from} to before {@code to}. */
        void run(long from, long to);
    }

    /** Runs {@code span} over 0 to {@code count} in chunks of about {@code chunk}. */
    static void run(long count, long chunk, Span span) {
        if (count <= chunk) {
            span.run(0, count);
            return;
        }
        new Parallel(count, chunk, span).run();
    }

    /** How many threads a loop may have. */
    static int threads() {
        return Math.max(1, ForkJoinPool.getCommonPoolParallelism() + 1);
    }

    private void run() {
        var helpers = (int) Math.min(threads(), (count + chunk - 1) / chunk) - 1;
        for (var i = 0; i < helpers; i++) {
            ForkJoinPool.commonPool().execute(this::help);
        }
        try {
            while (step()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted");
                }
            }
        } finally {
            next.set(Long.MAX_VALUE / 2);
            awaitHelpers();
        }
        switch (failure) {
            case null -> { }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    private boolean step() {
        var from = next.getAndAdd(chunk);
        if (from >= count) {
            return false;
        }
        span.run(from, Math.min(count, from + chunk));
        return true;
    }

    private void help() {
        synchronized (this) {
            if (over) {
                return;
            }
            helping++;
        }
        Throwable problem = null;
        try {
            while (step()) { }
        } catch (RuntimeException | Error e) {
            problem = e;
            next.set(Long.MAX_VALUE / 2);
        }
        synchronized (this) {
            failure = problem == null ? failure : problem;
            helping--;
            notifyAll();
        }
    }

    private synchronized void awaitHelpers() {
        over = true;
        var interrupted = false;
        while (helping > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
