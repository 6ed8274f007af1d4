package org.jolab.kernel.output;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Remembers, for each thread, the request in whose name it runs; threads inherit it from the one that starts them.
 *
 * <p>Workers of thread pools inherit nothing: a pool lives longer than the cell that happened to start the worker, and
 * what the worker prints belongs to the cell that gave it work, which is most likely the one that runs now.
 */
public final class Scope {

    private static final String POOL_WORKER = "java.util.concurrent.ThreadPoolExecutor$Worker";

    private static final InheritableThreadLocal<Held> CURRENT = new InheritableThreadLocal<>() {
        @Override
        protected Held childValue(Held parent) {
            return parent == null ? null : new Held(parent.outlet, Kind.UNKNOWN);
        }
    };

    private Scope() {}

    /** What a thread is, once somebody has asked. */
    private enum Kind { UNKNOWN, OWN, POOLED }

    /** The request in whose name a thread was started. */
    private record Held(Outlet outlet, Kind kind) {}

    /** The outlet of the request that this thread, or the thread that started it, works for; empty in shared pools. */
    public static Optional<Outlet> current() {
        var held = CURRENT.get();
        if (held != null && held.kind == Kind.UNKNOWN) {
            held = settle(held.outlet);
        }
        return held == null || held.kind == Kind.POOLED ? Optional.empty() : Optional.of(held.outlet);
    }

    /** The outlet of the request that this thread works for, or that started it, a pool's worker or not. */
    public static Optional<Outlet> origin() {
        return Optional.ofNullable(CURRENT.get()).map(Held::outlet);
    }

    /** Runs {@code work} with everything that it prints going to {@code outlet}. */
    public static <T> T call(Outlet outlet, Callable<T> work) throws Exception {
        var before = CURRENT.get();
        CURRENT.set(new Held(outlet, Kind.OWN));
        try {
            return work.call();
        } finally {
            CURRENT.set(before);
        }
    }

    private static Held settle(Outlet inherited) {
        var held = new Held(inherited, isPoolWorker() ? Kind.POOLED : Kind.OWN);
        CURRENT.set(held);
        return held;
    }

    /** Looks at the stack, because a pool's threads may have any class and any name. Done once for each thread. */
    private static boolean isPoolWorker() {
        return Thread.currentThread() instanceof ForkJoinWorkerThread || StackWalker.getInstance()
            .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(POOL_WORKER)));
    }
}
