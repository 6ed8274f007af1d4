package org.jolab.install.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks for the Python environment that the build has made, and installs the kernel under test into it, once. */
public final class Environment implements BeforeAllCallback {

    /** The folder of all that the build makes: {@code install/target}. */
    public static final Path TARGET = Path.of("target").toAbsolutePath();

    /** The virtual environment; see {@code src/test/python/environment.sh}. */
    public static final Path VENV = TARGET.resolve("venv");

    /** The Python of the environment. */
    public static final Path PYTHON = VENV.resolve("bin/python");

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(ExtensionContext.Namespace.create(Environment.class))
            .computeIfAbsent("kernelspec", _ -> install());
    }

    private static String install() {
        if (!Files.isRegularFile(VENV.resolve("stamp"))) {
            throw new AssertionError("There is no Python environment in " + VENV + ". The build makes it before the"
                + " integration tests; by hand: install/src/test/python/environment.sh install/target/venv");
        }
        var command = TARGET.resolve("jolab/bin/jolab");
        if (!Files.isExecutable(command)) {
            throw new AssertionError("There is no " + command + ". Build it first: mvn -B -q -DskipTests package");
        }
        return output(new ProcessBuilder(command.toString(), "install", "--prefix", VENV.toString()), 180);
    }

    /** What a short command prints, which has to succeed within this many seconds. */
    public static String output(ProcessBuilder builder, int seconds) {
        try {
            var log = Files.createTempFile("command", ".log");
            var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
            var ended = process.waitFor(seconds, TimeUnit.SECONDS);
            process.destroyForcibly();
            var text = Files.readString(log);
            Files.delete(log);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", builder.command())
                    + (ended ? " failed:\n" : " did not end within " + seconds + " s:\n") + text);
            }
            return text;
        } catch (IOException e) {
            throw new AssertionError(builder.command() + " could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
