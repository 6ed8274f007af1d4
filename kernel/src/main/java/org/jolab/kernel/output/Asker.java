package org.jolab.kernel.output;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.jolab.api.UsageError;

/** Asks the user for a line in the name of the calling thread's request; called by any thread. */
final class Asker {

    /** What front ends send for Ctrl-D. */
    private static final String END_OF_INPUT = "\u0004";

    private final Routing routing;
    private final TextStream out;

    Asker(Routing routing, TextStream out) {
        this.routing = routing;
        this.out = out;
    }

    Outlet outlet() {
        return routing.outlet().orElseThrow(() -> new UsageError("No cell is running, so there is nobody to ask."));
    }

    /** Asks, and the unfinished line that the code has printed is the prompt; null at end of input. */
    String line(Outlet outlet) throws IOException {
        var taken = outlet.takeUnfinishedLine();
        var prompt = taken.isEmpty() ? out.unfinishedLine() : taken;
        out.lineEnds();
        return line(outlet, prompt, false);
    }

    /** Asks for a line; null at end of input. */
    String line(Outlet outlet, String prompt, boolean password) throws IOException {
        try {
            var typed = outlet.input(prompt, password);
            return typed == null || typed.equals(END_OF_INPUT) ? null : typed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var failure = new InterruptedIOException("Interrupted while waiting for input.");
            failure.initCause(e);
            throw failure;
        }
    }
}
