package org.jolab.kernel.channels;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jolab.kernel.Interpreter;

/** The interpreter, which may still be starting while the first requests arrive. */
record Language(Future<? extends Interpreter> starting) {

    /** The interpreter, waiting for its start. */
    Interpreter get() throws InterruptedException {
        try {
            return starting.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The interpreter could not be started: " + e.getCause(), e.getCause());
        }
    }

    /** The interpreter if it has started. */
    Optional<Interpreter> now() {
        return starting.state() == Future.State.SUCCESS ? Optional.of(starting.resultNow()) : Optional.empty();
    }

    /** Stops what runs, if anything can be running yet. */
    void interrupt() {
        now().ifPresent(interpreter -> {
            try {
                interpreter.interrupt();
            } catch (RuntimeException e) {
                System.getLogger(Language.class.getName()).log(Level.ERROR, "The interpreter cannot be interrupted", e);
            }
        });
    }
}
