package org.jolab.kernel.display;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls methods of users' classes while one value is rendered, and survives what they do. Owned by that thread.
 *
 * <p>They run on that thread, as any code of the cell does, so that they hold its locks and an interrupt of the cell
 * reaches them. When all of them together take too long, a watch interrupts the thread, and no more are called.
 */
final class Foreign implements AutoCloseable {

    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private final Thread thread = Thread.currentThread();
    private final Duration patience;
    private Future<?> alarm;
    private boolean late;
    private boolean closed;

    Foreign(Duration patience) {
        this.patience = patience;
    }

    /** What a call came to: a value, or why there is none. */
    record Answer<T>(T value, String failure) {

        boolean isFailure() {
            return failure != null;
        }

        Optional<T> optional() {
            return Optional.ofNullable(value);
        }
    }

    /** The value's {@code toString()}, or a remark that says why there is none. */
    String text(Object value) {
        var answer = ask("toString()", value::toString);
        return answer.isFailure() ? "‹" + answer.failure + "›" : String.valueOf(answer.value);
    }

    /** Calls {@code method}, named {@code name} in failures. Errors of the kernel's own pass, such as an interrupt. */
    <T> Answer<T> ask(String name, Callable<T> method) {
        if (!start()) {
            return new Answer<>(null, name + " skipped: others took too long");
        }
        try {
            return new Answer<>(method.call(), null);
        } catch (Throwable e) {
            if (e instanceof Error && e.getClass().getName().startsWith("org.jolab.kernel.")) {
                throw (Error) e;
            }
            if (e instanceof InterruptedException) {
                thread.interrupt();
            }
            return new Answer<>(null, isLate() ? name + " took longer than " + patience.toMillis() + " ms"
                : name + " threw " + describe(e));
        }
    }

    private static String describe(Throwable e) {
        try {
            return Cut.line(200, Cut.visible(e.toString()));
        } catch (Throwable again) {
            return e.getClass().getName();
        }
    }

    private synchronized boolean start() {
        if (alarm == null && !late) {
            alarm = WATCH.schedule(this::ring, patience.toNanos(), TimeUnit.NANOSECONDS);
        }
        return !late;
    }

    private synchronized boolean isLate() {
        return late;
    }

    private synchronized void ring() {
        if (!closed) {
            late = true;
            thread.interrupt();
        }
    }

    /** Stops the watch, and takes its interrupt back. */
    @Override
    public synchronized void close() {
        closed = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
        if (late) {
            Thread.interrupted();
        }
    }

    private static ScheduledThreadPoolExecutor watch() {
        var executor = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("jolab-render-watch")
            .inheritInheritableThreadLocals(false).factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(5, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
