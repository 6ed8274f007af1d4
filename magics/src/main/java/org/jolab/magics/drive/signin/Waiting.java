package org.jolab.magics.drive.signin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jolab.api.UsageError;

/**
 * Waits for the end of a sign-in from two sides: a browser that comes here by itself, and a user who pastes where it
 * was sent. Whichever is first ends the other.
 */
final class Waiting {

    private sealed interface Event {}

    private record Came(Redirect redirect) implements Event {}

    private record NobodyToAsk() implements Event {}

    private record EndOfInput() implements Event {}

    private final Prompt prompt;
    private final Proof proof;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

    Waiting(Prompt prompt, Proof proof) {
        this.prompt = prompt;
        this.proof = proof;
    }

    /** A browser came. Called by any thread. */
    void came(Redirect redirect) {
        events.add(new Came(redirect));
    }

    /** What came first; empty if nothing did in time. */
    Optional<Redirect> first(Duration limit) throws InterruptedException {
        // The thread inherits the cell in whose name it asks.
        var asking = Thread.ofPlatform().daemon().name("jolab-sign-in").start(this::ask);
        var end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                var event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                switch (event) {
                    case Came came -> {
                        return Optional.of(came.redirect);
                    }
                    case EndOfInput _ -> throw new UsageError("The sign-in was cancelled.");
                    // The browser may still come by itself.
                    case NobodyToAsk _ -> { }
                    case null -> {
                        return Optional.empty();
                    }
                }
            }
        } finally {
            asking.interrupt();
        }
    }

    private void ask() {
        var trouble = "";
        try {
            while (true) {
                var pasted = prompt.askMeanwhile(trouble + "Sign in by the link above. If your browser then cannot "
                    + "reach 127.0.0.1, paste the address that it shows: ");
                if (pasted == null) {
                    events.add(new EndOfInput());
                    return;
                }
                var redirect = Redirect.ofPasted(pasted, proof);
                if (!(redirect instanceof Redirect.Useless useless)) {
                    came(redirect);
                    return;
                }
                trouble = useless.why() + " ";
            }
        } catch (InterruptedException _) {
            // The other side was first, or the time is over.
        } catch (RuntimeException _) {
            events.add(new NobodyToAsk());
        }
    }
}
