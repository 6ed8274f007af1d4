package org.jolab.kernel.output;

import java.util.Optional;
import java.util.concurrent.Callable;

/** Remembers, for each thread, the request in whose name it runs; threads inherit it from the one that starts them. */
public final class Scope {

    private static final InheritableThreadLocal<Outlet> CURRENT = new InheritableThreadLocal<>();

    private Scope() {}

    /** The outlet of the request that this thread, or the thread that started it, works for. */
    public static Optional<Outlet> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Runs {@code work} with everything that it prints going to {@code outlet}. */
    public static <T> T call(Outlet outlet, Callable<T> work) throws Exception {
        var before = CURRENT.get();
        CURRENT.set(outlet);
        try {
            return work.call();
        } finally {
            CURRENT.set(before);
        }
    }
}
