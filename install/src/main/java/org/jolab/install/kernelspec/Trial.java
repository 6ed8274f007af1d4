package org.jolab.install.kernelspec;

import java.nio.file.Path;
import java.time.Duration;
import org.jolab.api.UsageError;
import org.jolab.install.client.KernelDied;
import org.jolab.install.client.KernelProcess;

/** Starts a kernel once, to know before Jupyter does whether it starts at all. */
public final class Trial {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Trial() {}

    /**
     * Starts a kernel and ends it.
     *
     * @throws UsageError if it does not answer, with its last words: often a JVM that refuses an argument
     */
    public static void of(Launch launch) {
        var folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (var process = KernelProcess.start(launch.command(), folder, Training.ENVIRONMENT);
            var client = process.connect()) {
            try {
                if (client.awaitReady(PATIENCE).isEmpty()) {
                    throw new UsageError("The kernel does not start: " + process.obituary() + ".");
                }
            } catch (KernelDied e) {
                throw new UsageError("The kernel does not start: " + process.obituary() + ".", e);
            }
        }
    }
}
