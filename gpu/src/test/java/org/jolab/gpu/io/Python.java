package org.jolab.gpu.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A Python that has what a test compares with: the one that {@code -Dorg.jolab.test.python=...} names, the system's, or
 * this build's own environment, made once and filled by pip.
 */
final class Python {

    private static final Path ENVIRONMENT = Path.of("target", "numpy");

    /** What pip has been asked for in this run: once is enough where it cannot. */
    private static final Set<String> TRIED = new HashSet<>();

    private final String program;

    private Python(String program) {
        this.program = program;
    }

    /** One with NumPy 2; the test is skipped if there is none and none can be made. */
    static Python withNumpy() throws IOException, InterruptedException {
        return made("numpy");
    }

    /** One with NumPy and its BF16. */
    static Python withBfloat16() throws IOException, InterruptedException {
        return made("ml_dtypes");
    }

    /** One with PyTorch, which is too large to be installed for a test; the test is skipped if there is none. */
    static Python withTorch() throws IOException, InterruptedException {
        var found = having("torch");
        assumeTrue(found.isPresent(), "no python3 has torch, so nothing is compared with PyTorch; "
            + "-Dorg.jolab.test.python=... names one that has");
        return found.orElseThrow();
    }

    private static synchronized Python made(String module) throws IOException, InterruptedException {
        var found = having(module);
        if (found.isEmpty() && TRIED.add(module)) {
            try {
                install(module);
            } catch (IOException e) {
                assumeTrue(false, "python3 with venv is missing, so nothing is compared with Python: "
                    + e.getMessage());
            }
            found = having(module);
        }
        assumeTrue(found.isPresent(), "pip could not install " + module + ", so nothing is compared with it");
        return found.orElseThrow();
    }

    private static Optional<Python> having(String module) throws InterruptedException {
        for (var each : new String[] {System.getProperty("org.jolab.test.python"), own(), "python3"}) {
            if (each != null && has(each, module)) {
                return Optional.of(new Python(each));
            }
        }
        return Optional.empty();
    }

    private static String own() {
        var python = ENVIRONMENT.resolve("bin", "python");
        return Files.exists(python) ? python.toString() : null;
    }

    private static boolean has(String python, String module) throws InterruptedException {
        try {
            return output(List.of(python, "-c", "import numpy, " + module + "; print(numpy.__version__)"))
                .matches("[2-9]\\..*");
        } catch (IOException e) {
            return false;
        }
    }

    private static void install(String module) throws IOException, InterruptedException {
        if (own() == null) {
            output(List.of("python3", "-m", "venv", ENVIRONMENT.toString()));
        }
        if (own() != null) {
            output(List.of(own(), "-m", "pip", "install", "-q", "--retries", "1", "--timeout", "10", "numpy", module));
        }
    }

    /** What {@code script} says; it gets {@code arguments} as {@code sys.argv[1:]}. */
    String run(String script, Path... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program, "-c", script));
        for (var each : arguments) {
            command.add(each.toString());
        }
        return output(command);
    }

    /** Lets {@code script} work silently. */
    void runQuietly(String script, Path... arguments) throws IOException, InterruptedException {
        assertEquals("", run(script, arguments));
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        var output = Files.createTempFile("python", ".txt");
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            try {
                assertTrue(process.waitFor(300, TimeUnit.SECONDS), () -> command + " does not end");
            } finally {
                process.destroyForcibly();
            }
            return Files.readString(output).strip();
        } finally {
            Files.delete(output);
        }
    }
}
