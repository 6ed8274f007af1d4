package org.jolab.gpu.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jolab.gpu.cuda.standin.StandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that checks a GPU, on stand-ins for CUDA's libraries: all but the numbers is as with a real one. */
class DeviceCheckTest {

    private static final Path SCRIPT = Path.of("device-check").toAbsolutePath();

    @TempDir
    private Path folder;

    private record Ended(int status, String output) {
    }

    private static StandIn machine() {
        return StandIn.machine().option("-Dorg.jolab.gpu.check.tiny=true");
    }

    private Ended check(StandIn machine, String... arguments) throws IOException, InterruptedException {
        var variables = machine.environment();
        variables.put("DEVICE_CHECK_CLASSPATH", System.getProperty("surefire.test.class.path",
            System.getProperty("java.class.path")));
        return run(SCRIPT, variables, arguments);
    }

    private Ended run(Path script, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments));
        var output = folder.resolve("output.txt");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
            .directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PYTHON", "no-python-here");
        builder.environment().putAll(variables);
        var process = builder.start();
        try {
            assertTrue(process.waitFor(500, TimeUnit.SECONDS), () -> text(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), text(output));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What a run that has failed nowhere ends with, if not all was asked for: nothing is judged on a stand-in. */
    private static final int INCOMPLETE = 3;

    @Test
    void everyStepPassesInTwoRunsWhoseResultsAddUp() throws IOException, InterruptedException {
        var python = Path.of("src", "test", "python").toAbsolutePath();
        var tools = Files.createDirectory(folder.resolve("tools"));
        var tool = Files.writeString(tools.resolve("nvidia-smi"), """
            #!/bin/sh
            case "$*" in
                *lms*) while true; do echo '1410, 2619, 480.5, 51'; echo '1980, 2619, 690.1, 55'; sleep 1; done ;;
                *) echo '1980, 2619, 700.00, 5, 16' ;;
            esac
            """);
        assertTrue(tool.toFile().setExecutable(true));
        var variables = machine().environment();
        variables.put("DEVICE_CHECK_CLASSPATH", System.getProperty("surefire.test.class.path",
            System.getProperty("java.class.path")));
        variables.put("PATH", tools + ":" + System.getenv("PATH"));
        variables.put("PYTHON", "python3");
        variables.put("PYTHONPATH", python.resolve("stubs").toString());
        variables.put("PYTHONDONTWRITEBYTECODE", "1");
        var out = folder.resolve("all");
        var first = run(SCRIPT, variables, "--out", out.toString(), "--steps", "kernels streams");
        assertEquals(INCOMPLETE, first.status, first.output);
        assertTrue(first.output.contains("\n| accuracy | | | | | not run |\n"), first.output);
        var ended = run(SCRIPT, variables, "--out", out.toString(), "--steps",
            "memory accuracy exhaustion benchmarks first-cold first-warm endless");
        assertEquals(INCOMPLETE, ended.status, ended.output);
        var report = Files.readString(out.resolve("report.md"));
        assertTrue(ended.output.contains(report), ended.output);
        for (var part : List.of("# Jolab on Stand-in 0\n", "\n| streams | 9 | 0 | 9 | 20",
            "\n| endless | 1 | 0 | 1 | 20",
            "\n| operations | | | | | not run |\n", "\n- library: NVRTC 12 ", "\n- also: cuda:1: ",
            "\n| launch to launch | at most 3.50 µs | not measured | it was only tried out",
            "\n- clocks: during the benchmarks: 1410 to 1980 MHz, its memory 2619 to 2619 MHz, 480 to 690 W, 51 to 55",
            "\n- clocks: at most: 1980 MHz, its memory 2619 MHz, 700.00 W; PCIe 5 x16",
            "\n| upload, pinned | GB/s | ", "\n| interrupt while a kernel runs | ms | ",
            "\n| matmul 32 bf16 | TFLOP/s | ",
            "\n| exp of F32 | ulp | 0.50 |  |  |  |  |\n", "\n| first sum, filled cache | ms | ",
            "\n| chain of five, of device copy | % | ")) {
            assertTrue(report.contains(part), part + " is not in " + report);
        }
        var json = Files.readString(out.resolve("report.json"));
        assertTrue(json.contains("\"device\": [\"Stand-in 0\"]"), json);
        assertTrue(json.contains("\"name\": \"MLP step by graph\""), json);
        assertTrue(Files.readString(out.resolve("readme.md")).contains("\n| what | Jolab | ÷ PyTorch | ÷ CuPy |\n"));
        if (hasPython()) {
            assertTrue(report.contains("\n- python: PyTorch 0.0 with CUDA 0.0\n"), report);
            var cells = report.lines().filter(line -> line.startsWith("| sum | GB/s |")).findFirst().orElseThrow()
                .split("\\|");
            // 16384 floats in half a millisecond, and a quarter.
            assertEquals(List.of("0.13", "0.26"), List.of(cells[4].strip(), cells[6].strip()), report);
        }
        Files.writeString(out.resolve("about.txt"), "device\tanother\n");
        var other = run(SCRIPT, variables, "--out", out.toString(), "--steps", "kernels");
        assertTrue(other.status == 1 && other.output.contains("holds what was found on another, and this is Stand-in 0;"
            + " give --out another folder"), other.output);
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "--version").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatMeasuresOthersCalculatesRightly() throws IOException, InterruptedException {
        assumeTrue(hasPython(), "there is no python3 to run device_check.py");
        var process = new ProcessBuilder("python3", "-B", Path.of("src/test/python/device_check_test.py")
            .toAbsolutePath().toString()).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    @Test
    void operationsAreCheckedByName() throws IOException, InterruptedException {
        var cache = folder.resolve("cache");
        var ended = check(machine().option("-Dorg.jolab.gpu.cuda.cache=" + cache), "--out", "some", "--only",
            "ViewsTest.*slices", "--steps", "operations");
        assertEquals(INCOMPLETE, ended.status, ended.output);
        assertTrue(ended.output.contains("passed\tViewsTest."), ended.output);
        assertTrue(ended.output.contains("\ncompiled\t") && !ended.output.contains("\nfailed"), ended.output);
        assertFalse(ended.output.contains("ArithmeticTest"), ended.output);
    }

    @Test
    void withoutAGpuOneSentenceSaysWhy() throws IOException, InterruptedException {
        var ended = check(machine().with("COUNT", "0"), "--out", "none");
        assertEquals(2, ended.status, ended.output);
        assertEquals(1, ended.output.lines().count(), ended.output);
        assertTrue(ended.output.startsWith("No GPU to check: there is no cuda:0: "), ended.output);
        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    void aStepThatFailsIsNamedAndTheOthersGoOn() throws IOException, InterruptedException {
        var ended = check(machine().with("LOSE_AT", "4"), "--out", "lost", "--steps",
            "about streams first-cold endless");
        assertEquals(1, ended.status, ended.output);
        assertTrue(ended.output.contains("failed\tworkOnAStream") && ended.output.contains("\nFailed: workOnAStream"),
            ended.output);
        assertTrue(ended.output.contains("| endless | 1 | 0 |"), ended.output);
    }

    @Test
    void theArchiveRunsWithoutWhatItWasMadeOf() throws IOException, InterruptedException {
        var machine = machine();
        var packed = check(machine, "--pack", folder.resolve("check.tar.gz").toString());
        assertEquals(0, packed.status, packed.output);
        assertEquals(0, new ProcessBuilder("tar", "-xzf", "check.tar.gz").directory(folder.toFile()).inheritIO().start()
            .waitFor());
        var script = folder.resolve("jolab-device-check/device-check");
        assertTrue(Files.isExecutable(script) && Files.exists(script.resolveSibling("device_check.py")));
        var ended = run(script, machine.environment(), "--steps", "about kernels", "--out", "elsewhere");
        assertEquals(INCOMPLETE, ended.status, ended.output);
        assertTrue(ended.output.contains("| kernels | 6 | 0 |"), ended.output);
    }

    @Test
    void whatTheScriptDoesNotKnowIsRefused() throws IOException, InterruptedException {
        var ended = check(machine(), "--steps", "about nonsense");
        assertEquals(1, ended.status);
        assertTrue(ended.output.contains("there is no step nonsense; the steps are: about operations"), ended.output);
        assertTrue(check(machine(), "--nonsense").output.contains("what is --nonsense?"));
    }
}
