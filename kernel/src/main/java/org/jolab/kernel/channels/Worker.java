package org.jolab.kernel.channels;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A thread that does what it is handed, one after the other, and survives what goes wrong. */
final class Worker implements Executor {

    private final ExecutorService thread;
    private final String name;

    Worker(String name) {
        this.name = name;
        this.thread = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name(name).unstarted(task));
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                System.getLogger(Worker.class.getName()).log(Level.ERROR, "The thread \"" + name + "\" goes on", e);
            }
        });
    }

    /** Lets the thread end when it has done what it was handed so far. */
    void retire() {
        thread.shutdown();
    }
}
