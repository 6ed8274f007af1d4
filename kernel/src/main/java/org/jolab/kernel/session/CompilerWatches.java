package org.jolab.kernel.session;

import java.util.concurrent.Callable;
import org.jolab.api.Workspace.CompilerWatch;

/** Tells those who take the time of code when the compiler works for it. Used by all threads, each for itself. */
final class CompilerWatches {

    private final ThreadLocal<CompilerWatch> watches = new ThreadLocal<>();

    /** What the compiler does. */
    interface Work<T> {
        T compile() throws CompileFailure;
    }

    /** Does {@code work}, and tells {@code watch} when this thread compiles for it. */
    <T> T watched(CompilerWatch watch, Callable<T> work) throws Exception {
        var before = watches.get();
        watches.set(watch);
        try {
            return work.call();
        } finally {
            watches.set(before);
        }
    }

    /** Compiles, unless somebody watches, as if this were not here. */
    <T> T compiling(Work<T> work) throws CompileFailure {
        var watch = watches.get();
        if (watch == null) {
            return work.compile();
        }
        var compiled = false;
        watch.begins();
        try {
            var result = work.compile();
            compiled = true;
            return result;
        } finally {
            watch.ends(compiled);
        }
    }
}
