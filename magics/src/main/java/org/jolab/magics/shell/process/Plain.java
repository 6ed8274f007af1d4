package org.jolab.magics.shell.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Programs as the JDK starts them, for systems whose C library can't be called; no state. */
final class Plain {

    private Plain() {}

    /** Starts a program. */
    static Process start(Launch launch, Wiring wiring) throws IOException {
        var builder = new ProcessBuilder(launch.arguments()).directory(launch.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        switch (wiring) {
            case Wiring.Piped() -> { }
            case Wiring.Logged(var file) -> builder.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(file.toFile()));
            case Wiring.OnTerminal _, Wiring.Captured _ -> throw new IllegalArgumentException("no terminal");
            case Wiring.Fed() -> builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
            case Wiring.Merged() -> builder.redirectErrorStream(true);
        }
        var process = builder.start();
        if (!(wiring instanceof Wiring.Piped || wiring instanceof Wiring.Fed)) {
            process.getOutputStream().close();
        }
        return process;
    }
}
