package org.jolab.magics.git.place;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jolab.api.Notebook;

/**
 * Work that another thread does while the cell's own asks its questions, shows how far it is and can be interrupted.
 *
 * <p>The work has a virtual thread: interrupting one closes the socket that it waits for, whoever opened it.
 */
public final class Shift {

    private static final long TICK = 50;

    /** How long an interrupted cell waits for the work to clean up. */
    private static final Duration PATIENCE = Duration.ofMillis(900);

    private final Meter meter = new Meter();
    private final LinkedBlockingQueue<FutureTask<String>> questions = new LinkedBlockingQueue<>();

    /** What the work reports to. */
    public Meter meter() {
        return meter;
    }

    /**
     * Asks the user for a line, hidden if {@code isSecret}; null if there is none. Called by any thread but the cell's.
     *
     * @throws org.jolab.api.UsageError if nobody can answer
     */
    public String ask(String prompt, boolean isSecret) throws InterruptedException {
        var question = new FutureTask<>(() -> isSecret ? Notebook.password(prompt) : Notebook.input(prompt));
        questions.add(question);
        try {
            return question.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new InterruptedException();
        }
    }

    /**
     * The result of {@code work}.
     *
     * @throws InterruptedException if the cell was interrupted; the work has ended then, unless it is stuck
     */
    public <T> T run(Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        var thread = Thread.ofVirtual().name("jolab-git").start(task);
        try {
            while (!task.isDone()) {
                var question = questions.poll(TICK, TimeUnit.MILLISECONDS);
                if (question != null) {
                    meter.settle();
                    question.run();
                    rethrowInterrupt(question);
                }
                meter.draw();
            }
            return task.get();
        } catch (InterruptedException e) {
            meter.cancel();
            thread.interrupt();
            join(thread);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            meter.settle();
        }
    }

    /** An interrupt while the user is asked ends the cell, not only the question. */
    private static void rethrowInterrupt(FutureTask<String> question) throws InterruptedException {
        try {
            question.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException interrupt) {
                throw interrupt;
            }
        }
    }

    /** An interrupted cell is interrupted again and again. */
    private static void join(Thread thread) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (thread.isAlive() && System.nanoTime() < end) {
            try {
                thread.join(Duration.ofMillis(20));
            } catch (InterruptedException e) {
                Thread.onSpinWait();
            }
        }
    }
}
