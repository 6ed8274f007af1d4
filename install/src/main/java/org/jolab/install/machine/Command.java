package org.jolab.install.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that was asked something.
 *
 * @param exitCode its exit code; -1 if it could not be started or took too long
 * @param output what it printed on both streams, trimmed
 */
public record Command(int exitCode, String output) {

    /** Runs {@code command} for at most {@code limit}. */
    public static Command ask(Duration limit, List<String> command) throws InterruptedException {
        Path output = null;
        try {
            // A file rather than a pipe, so that a program that never ends its output is left in time.
            output = Files.createTempFile("jolab", ".out");
            var process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE).redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            var ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return new Command(ended ? process.exitValue() : -1,
                new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return new Command(-1, e.getMessage());
        } finally {
            delete(output);
        }
    }

    /** Runs {@code command} for at most {@code limit}. */
    public static Command ask(Duration limit, String... command) throws InterruptedException {
        return ask(limit, List.of(command));
    }

    /** Whether it ended well. */
    public boolean succeeded() {
        return exitCode == 0;
    }

    /** The last line that it printed, where programs tell why they failed. */
    public String lastLine() {
        return output.lines().reduce((first, second) -> second).orElse("");
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
