package org.jolab.kernel.channels;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A thread that does what it is handed, one after the other, and survives what goes wrong. */
final class Worker implements Executor {

    private static final System.Logger LOG = System.getLogger(Worker.class.getName());

    private final ExecutorService thread;
    private final String name;

    Worker(String name) {
        this.name = name;
        this.thread = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name(name).unstarted(task));
    }

    /** Does {@code task} after those before it; a thread that was retired does nothing more. */
    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(() -> survive(task));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The thread \"" + name + "\" has ended", e);
        }
    }

    private void survive(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "The thread \"" + name + "\" goes on after an error", e);
        }
    }

    /** Lets the thread end when it has done what it was handed so far. */
    void retire() {
        thread.shutdown();
    }
}
