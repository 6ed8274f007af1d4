package org.jolab.kernel.channels;

import java.util.function.IntConsumer;
import sun.misc.Signal;

/**
 * What the kernel does on signals: SIGINT interrupts the cell, as terminals and some front ends expect, and SIGTERM and
 * SIGHUP end the kernel cleanly.
 */
final class Signals {

    private Signals() {}

    /** Handles the signals; {@code onEnd} gets the exit status that a shell would report. */
    static void handle(Runnable onInterrupt, IntConsumer onEnd) {
        on("INT", _ -> onInterrupt.run());
        on("TERM", signal -> onEnd.accept(128 + signal.getNumber()));
        on("HUP", signal -> onEnd.accept(128 + signal.getNumber()));
    }

    private static void on(String name, sun.misc.SignalHandler handler) {
        try {
            Signal.handle(new Signal(name), handler);
        } catch (IllegalArgumentException e) {
            // Unknown to this system (SIGHUP on Windows) or taken by the JVM (-Xrs).
            return;
        }
    }
}
