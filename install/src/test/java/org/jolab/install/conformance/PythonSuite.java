package org.jolab.install.conformance;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One run of pytest, told as one JUnit test for each of its tests.
 *
 * <p>A skipped test counts as failed: a suite that cannot run must not look as if it had.
 *
 * @param name what the log and the report in {@code target/conformance} are called
 * @param folder where pytest is started
 * @param timeout after which the run is ended
 * @param arguments files and options for pytest
 */
record PythonSuite(String name, Path folder, Duration timeout, List<String> arguments) {

    /** The folder of our Python tests. */
    static final Path TESTS = Path.of("src/test/python").toAbsolutePath();

    private static final Path REPORTS = Environment.TARGET.resolve("conformance");

    /** A suite of ours: the file and perhaps options. */
    static PythonSuite of(String file, String... options) {
        // Twice more, and told in the log: on a busy machine a kernel may be late. What is wrong fails each time.
        var arguments = new ArrayList<>(List.of(file, "--reruns=2"));
        arguments.addAll(List.of(options));
        return new PythonSuite(file.replaceAll("\\W+", "-"), TESTS, Duration.ofMinutes(15), arguments);
    }

    /** Runs it to its end and returns its tests. */
    Stream<DynamicTest> run() throws IOException, InterruptedException {
        Files.createDirectories(REPORTS);
        var log = REPORTS.resolve(name + ".log");
        var report = REPORTS.resolve(name + ".xml");
        Files.deleteIfExists(report);
        var command = new ArrayList<>(List.of(
            Environment.PYTHON.toString(), "-m", "pytest", "--junitxml", report.toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(folder.toFile())
            .redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PYTHONPATH", TESTS.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        var process = builder.start();
        process.getOutputStream().close();
        var ended = process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        var results = Files.exists(report) ? Result.read(report) : List.<Result>of();
        var tests = new ArrayList<>(results.stream().map(r -> dynamicTest(r.name(), r::check)).toList());
        // Pytest's 1 is a failed test, which tells itself.
        if (!ended || results.isEmpty() || process.exitValue() > 1) {
            var reason = ended ? "ended with " + process.exitValue() : "took longer than " + timeout;
            tests.add(dynamicTest("the suite " + name + " runs", () -> {
                throw new AssertionError("pytest " + reason + "; its log:\n" + Files.readString(log));
            }));
        }
        return tests.stream();
    }
}
