package org.jolab.kernel.session;

import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The notebook's declarations, for which JShell gets ready in the background. Used by all threads; what is told before
 * JShell is there waits for it, and nobody else has to.
 */
final class LateDeclarations {

    private final Supplier<FutureTask<Declarations>> tasks;
    private volatile FutureTask<Declarations> task;
    private Collection<Path> wanted;
    private Collection<Path> known;

    /** Declarations that see {@code classPath} and that {@code make} makes; the first to ask for them does that. */
    LateDeclarations(Collection<Path> classPath, Function<Collection<Path>, Declarations> make) {
        tasks = () -> new FutureTask<>(() -> make.apply(classPath));
        task = tasks.get();
        wanted = classPath;
        known = classPath;
    }

    /** Lets all later declarations see {@code entries}. */
    synchronized void setClassPath(Collection<Path> entries) {
        wanted = entries;
    }

    boolean isReady() {
        return task.isDone();
    }

    /** The declarations; waits for JShell, if need be. */
    Declarations get() {
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        var current = task;
        try {
            current.run();
            var declarations = current.get();
            synchronized (this) {
                if (known != wanted) {
                    known = wanted;
                    declarations.setClassPath(wanted);
                }
            }
            return declarations;
        } catch (InterruptedException e) {
            throw new CellInterrupted();
        } catch (ExecutionException e) {
            // An interrupt in the midst of its start breaks javac; the next cell shall find another.
            task = current == task ? tasks.get() : task;
            throw new IllegalStateException("JShell can't be started.", e.getCause());
        } finally {
            // JShell, as it starts, gives the thread a loader of its own, with which a cell's services aren't found.
            thread.setContextClassLoader(loader);
        }
    }
}
