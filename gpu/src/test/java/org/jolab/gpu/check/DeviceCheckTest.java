package org.jolab.gpu.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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

    @Test
    void everyStepPassesAndTheTableComparesWithOthers() throws IOException, InterruptedException {
        var python = Files.writeString(folder.resolve("python"), """
            #!/bin/sh
            echo "arguments $*" >&2
            printf 'python\\tPyTorch 0.0\\nrow\\tsum\\tPyTorch\\t1e-9\\tGB/s\\nrow\\tMLP step\\tPyTorch\\t1e9\\tµs\\n'
            """);
        assertTrue(python.toFile().setExecutable(true));
        var machine = machine();
        var variables = machine.environment();
        variables.put("DEVICE_CHECK_CLASSPATH", System.getProperty("surefire.test.class.path",
            System.getProperty("java.class.path")));
        variables.put("PYTHON", python.toString());
        var out = folder.resolve("all");
        var ended = run(SCRIPT, variables, "--out", out.toString(), "--steps",
            "about kernels memory streams accuracy exhaustion benchmarks first-cold first-warm endless");
        assertEquals(0, ended.status, ended.output);
        var report = Files.readString(out.resolve("report.md"));
        assertTrue(ended.output.contains(report), ended.output);
        for (var part : List.of("# Jolab on Stand-in 0\n", "| streams | 7 | 0 |  |\n", "| endless | 1 | 0 |  |\n",
            "\n- library: NVRTC 12 ", "\n- also: cuda:1: ", "\n- python: PyTorch 0.0\n",
            "\n| matmul 32 bf16 | TFLOP/s | ",
            "\n| exp of F32 | ulp | 0.50 |  |  |  |  |\n", "\n| first sum, filled cache | ms | ",
            "\n| chain of five, of device copy | % | ")) {
            assertTrue(report.contains(part), part + " is not in " + report);
        }
        // Both are faster here, one by a rate and one by a time.
        for (var row : List.of("| sum | GB/s |", "| MLP step | µs |")) {
            var cells = report.lines().filter(line -> line.startsWith(row)).findFirst().orElseThrow().split("\\|");
            assertTrue(Double.parseDouble(cells[5]) > 10, report);
        }
        var arguments = Files.readString(out.resolve("python.err"));
        assertTrue(arguments.contains("--floats 16384 --columns 128 --matrices 16,32"), arguments);
        var json = Files.readString(out.resolve("report.json"));
        assertTrue(json.contains("\"device\": [\"Stand-in 0\"]"), json);
        assertTrue(json.contains("\"name\": \"MLP step by graph\""), json);
    }

    @Test
    void operationsAreCheckedByName() throws IOException, InterruptedException {
        var ended = check(machine(), "--out", "some", "--only", "ViewsTest.*slices|ViewsTest.*Written", "--steps",
            "operations");
        assertEquals(0, ended.status, ended.output);
        assertTrue(ended.output.contains("passed\tViewsTest."), ended.output);
        assertFalse(ended.output.contains("ArithmeticTest"), ended.output);
    }

    @Test
    void withoutAGpuOneSentenceSaysWhy() throws IOException, InterruptedException {
        var ended = check(machine().with("COUNT", "0"), "--out", "none");
        assertEquals(2, ended.status, ended.output);
        assertEquals(1, ended.output.lines().count(), ended.output);
        assertTrue(ended.output.startsWith("No GPU to check: there is no cuda:0: "), ended.output);
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
        assertEquals(0, ended.status, ended.output);
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
