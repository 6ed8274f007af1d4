package org.jolab.gpu.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report makes of given rows. */
class ReportTest {

    private static final List<String> ALL = List.of("about", "operations", "benchmarks", "endless");

    @TempDir
    private Path folder;
    private final List<String> ours = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    /** A machine on which all is as it should be. */
    @BeforeEach
    void aWholeRun() throws IOException {
        write("steps", "about\t0\t2026-11-23 10:00:00", "operations\t0\t2026-11-23 10:00:10",
            "benchmarks\t0\t2026-11-23 10:02:00", "python\t0", "endless\t0\t2026-11-23 10:04:00");
        write("about.txt", "device\tNVIDIA H100", "about\tNVIDIA H100, driver 550", "sizes\t--floats 100", "total\t0");
        write("clocks.txt", "clocks\tat most: 1980 MHz, its memory 2619 MHz, 700 W; PCIe 5 x16");
        write("operations.txt", "passed\ta", "passed\tb", "total\t2");
        write("endless.txt", "row\tinterrupt while a kernel runs\tJolab\t1.2\tms", "passed\tendless", "total\t1");
        for (var type : List.of("bf16", "tf32", "fp32")) {
            ours("matmul 4096 " + type, 98, "TFLOP/s");
            ours("matmul 8192 " + type, 99, "TFLOP/s");
            pytorch("matmul 4096 " + type, 100, "TFLOP/s");
            pytorch("matmul 8192 " + type, 100, "TFLOP/s");
        }
        ours("device copy", 3000, "GB/s");
        ours("chain of five", 2700, "GB/s");
        pytorch("chain of five", 600, "GB/s");
        ours("launch of a small operation", 3.1, "µs");
        pytorch("launch of a small operation", 6.2, "µs");
        ours("upload, pinned", 54, "GB/s");
        ours("download, pinned", 52, "GB/s");
        write("python.txt", "python\tPyTorch 2.9");
    }

    private void ours(String name, double value, String unit) {
        ours.add("row\t" + name + "\tJolab\t" + value + "\t" + unit);
    }

    private void pytorch(String name, double value, String unit) {
        others.add("row\t" + name + "\tPyTorch\t" + value + "\t" + unit);
    }

    private void write(String file, String... lines) throws IOException {
        Files.write(folder.resolve(file), List.of(lines));
    }

    private record Made(int status, String text) {

        String line(String start) {
            return text.lines().filter(each -> each.startsWith("| " + start + " |")).findFirst().orElse(text);
        }
    }

    private Made report() throws IOException {
        write("benchmarks.txt", ours.toArray(String[]::new));
        others.addAll(Files.readAllLines(folder.resolve("python.txt")));
        Files.write(folder.resolve("python.txt"), others);
        var report = Report.of(folder, ALL);
        return new Made(report.status(), report.write(folder));
    }

    @Test
    void whatMeetsEveryTargetPasses() throws IOException {
        var made = report();
        assertEquals(0, made.status, made.text);
        assertTrue(made.line("matmul bf16").endsWith("| PASS | 98.0 % at 4096, 99.0 % at 8192 |"), made.text);
        assertTrue(made.line("fused chain of five").endsWith("| PASS | 90.0 %: 2700 of 3000 GB/s |"), made.text);
        assertTrue(made.line("launch to launch").endsWith("| at most 3.50 µs | PASS | 3.10 µs |"), made.text);
        assertTrue(made.line("page-locked copies from the device").endsWith("| PASS | 52.0 GB/s |"), made.text);
        assertTrue(made.line("interrupt while a kernel runs").endsWith("| at most 100 ms | PASS | 1.20 ms |"),
            made.text);
        assertTrue(made.line("operations").contains("| 2 | 0 | 2 | 2026-11-23 10:00:10 |"), made.text);
        // Rates and times: above 1 is better in the report, below 1 in a README.
        assertTrue(made.text.contains("| chain of five | GB/s | 2700 | 600 | 4.50 |"), made.text);
        assertTrue(made.text.contains("| launch of a small operation | µs | 3.10 | 6.20 | 2.00 |"), made.text);
        var readme = Files.readString(folder.resolve("readme.md"));
        assertTrue(readme.startsWith("`gpu/device-check` printed this on NVIDIA H100 (NVIDIA H100, driver 550) on 20"),
            readme);
        assertTrue(readme.contains("\n| chain of five | 2700 GB/s | 0.22 | – |\n"), readme);
        assertTrue(readme.contains("\n| launch of a small operation | 3.10 µs | 0.50 | – |\n"), readme);
        assertTrue(readme.contains("\n- at most: 1980 MHz, its memory 2619 MHz"), readme);
        assertTrue(Files.readString(folder.resolve("report.json")).contains("\"verdict\": \"PASS\""));
    }

    @Test
    void oneTargetThatIsMissedFailsTheWhole() throws IOException {
        ours("matmul 4096 tf32", 96.9, "TFLOP/s");
        var made = report();
        assertEquals(1, made.status, made.text);
        assertTrue(made.line("matmul tf32").endsWith("| FAIL | 96.9 % at 4096, 99.0 % at 8192 |"), made.text);
        assertTrue(made.line("matmul bf16").contains("| PASS |"), made.text);
    }

    @Test
    void theBestCopyOfTheRunIsWhatChainsAreMeasuredBy() throws IOException {
        pytorch("device copy", 3200, "GB/s");
        var made = report();
        assertTrue(made.line("fused chain of five").endsWith("| FAIL | 84.4 %: 2700 of 3200 GB/s |"), made.text);
    }

    @Test
    void aSlowBusIsMeasuredByPyTorchs() throws IOException {
        ours("upload, pinned", 24, "GB/s");
        ours("download, pinned", 23, "GB/s");
        pytorch("upload, pinned", 25, "GB/s");
        pytorch("download, pinned", 25, "GB/s");
        var made = report();
        assertTrue(made.line("page-locked copies to the device").endsWith("| PASS | 24.0 GB/s, 96.0 % of PyTorch's |"),
            made.text);
        assertTrue(made.line("page-locked copies from the device").contains("| FAIL | 23.0 GB/s, 92.0 %"), made.text);
        assertEquals(1, made.status);
    }

    @Test
    void whatIsNotMeasuredSaysWhyAndIsNoFailure() throws IOException {
        others.clear();
        write("python.txt", "python\tPyTorch is not installed for /usr/bin/python3");
        ours("upload, pinned", 24, "GB/s");
        Files.delete(folder.resolve("endless.txt"));
        write("steps", "about\t0\t", "benchmarks\t0\t", "python\t0");
        var made = report();
        assertEquals(3, made.status, made.text);
        assertTrue(made.line("matmul fp32").endsWith(
            "| not measured | PyTorch is not installed for /usr/bin/python3 |"), made.text);
        assertTrue(made.line("page-locked copies to the device").endsWith("| not measured | 24.0 GB/s, and what this "
            + "machine can do is not known: PyTorch is not installed for /usr/bin/python3 |"), made.text);
        assertTrue(made.line("interrupt while a kernel runs").endsWith(
            "| not measured | the step endless was not run |"), made.text);
        assertTrue(made.line("operations").endsWith("| not run |"), made.text);
    }

    @Test
    void aMeasurementThatFailedElsewhereIsNamed() throws IOException {
        others.removeIf(line -> line.contains("matmul 8192 bf16"));
        others.add("left out\tmatmul 8192 bf16 by PyTorch\tOutOfMemoryError: no room");
        var made = report();
        assertTrue(made.line("matmul bf16").endsWith("| not measured | PyTorch failed: OutOfMemoryError: no room |"),
            made.text);
    }

    @Test
    void partsOfAStepAddUpAndTheLastVerdictCounts() throws IOException {
        write("operations.txt", "passed\ta", "failed\tb", "failed\tc", "total\t3", "passed\tc", "total\t3");
        write("steps", "about\t0\t", "operations\t1\tearlier", "operations\t0\tlater", "benchmarks\t0\t", "python\t0",
            "endless\t0\t");
        var made = report();
        assertEquals(1, made.status);
        assertTrue(made.line("operations").contains("| 2 | 1 | 3 | later |"), made.text);
        Files.writeString(folder.resolve("operations.txt"), "passed\tb\n", java.nio.file.StandardOpenOption.APPEND);
        assertEquals(0, report().status);
        // A part that was left out so far leaves the whole incomplete, one that was ended makes it fail.
        write("operations.txt", "passed\ta", "total\t2");
        assertEquals(3, report().status);
        write("steps", "about\t0\t", "operations\t124\t", "benchmarks\t0\t", "python\t0", "endless\t0\t");
        made = report();
        assertEquals(1, made.status);
        assertTrue(made.line("operations").endsWith("| took too long and was ended |"), made.text);
    }

    @Test
    void whatIsOnlyTriedOutIsNotJudged() throws IOException {
        write("about.txt", "device\tStand-in 0", "sizes\t--floats 100 --tiny");
        var made = report();
        assertEquals(3, made.status);
        assertTrue(made.line("launch to launch").endsWith("| not measured | it was only tried out whether all works |"),
            made.text);
    }
}
