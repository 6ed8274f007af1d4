package org.jolab.magics.shell;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jolab.api.Notebook;

/** A line that a program wants to be typed. Asked by a thread of its own, so that output goes on meanwhile. */
final class Question {

    private final CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    private final Thread thread;

    /** Asks in the name of the calling thread's cell, and runs {@code onAnswer} when it is done. */
    Question(String prompt, boolean secret, Runnable onAnswer) {
        thread = Thread.ofPlatform().daemon().name("jolab-shell-question").start(() -> {
            ask(prompt, secret);
            onAnswer.run();
        });
    }

    private void ask(String prompt, boolean secret) {
        try {
            answer.complete(Optional.ofNullable(secret ? Notebook.password(prompt) : Notebook.input(prompt)));
        } catch (CancellationException e) {
            answer.cancel(false);
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    boolean isDone() {
        return answer.isDone();
    }

    /** The answer; empty for the end of input. Only when it is done; throws what the front end threw. */
    Optional<String> answer() {
        return answer.join();
    }

    /** Gives up: nobody wants to know any more. */
    void cancel() {
        thread.interrupt();
    }
}
