package org.jolab.gpu.check;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jolab.gpu.Device;
import org.jolab.gpu.OperationsOnDevice;
import org.jolab.gpu.cuda.CudaDevice;
import org.jolab.gpu.cuda.code.Kernel;
import org.jolab.gpu.cuda.code.Prelude;
import org.jolab.gpu.cuda.compiler.CompileException;
import org.jolab.gpu.cuda.compiler.Source;

/**
 * Fills the cache of compiled kernels by all processors, before tests that would have them compiled one by one: some
 * thousands at an eighth of a second each. Each processor gets a program of its own, as threads wait for each other
 * within NVRTC.
 */
final class CompiledAhead {

    private static final int MOST = 32;

    private CompiledAhead() {
    }

    /** Compiles what the tests of operations want whose names match {@code only}. */
    static void compile(Pattern only) throws IOException {
        if (System.getProperty("org.jolab.gpu.cuda.cache", "").equals("none")) {
            return;
        }
        var start = System.nanoTime();
        var kernels = OperationsOnDevice.kernels(OperationsOnDevice.matching(only));
        var programs = Math.max(1, Math.min(MOST, Math.min(Runtime.getRuntime().availableProcessors(),
            (kernels.size() + 9) / 10)));
        System.err.println("Compiling " + kernels.size() + " kernels by " + programs + " programs ...");
        var file = Files.createTempFile("kernels", ".bin");
        List<Process> running = new ArrayList<>();
        var end = new Thread(() -> running.forEach(Process::destroy));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            write(kernels, file);
            for (var i = 0; i < programs; i++) {
                running.add(program(file, i, programs));
            }
            var ended = 0;
            for (var each : running) {
                ended += each.waitFor() == 0 ? 1 : 0;
            }
            System.out.println("compiled\t%d kernels in %d s by %d programs%s".formatted(kernels.size(),
                (System.nanoTime() - start) / 1_000_000_000L, programs, ended == programs ? ""
                    : ", of which " + (programs - ended) + " failed"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.forEach(Process::destroy);
            Runtime.getRuntime().removeShutdownHook(end);
            Files.deleteIfExists(file);
        }
    }

    private static void write(Collection<Kernel> kernels, Path file) throws IOException {
        try (var out = new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(kernels.size());
            for (var each : kernels) {
                out.writeUTF(each.name());
                var body = each.body().getBytes(StandardCharsets.UTF_8);
                out.writeInt(body.length);
                out.write(body);
            }
        }
    }

    private static Process program(Path file, int index, int count) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-cp", System.getProperty("java.class.path"),
            Check.class.getName(), "compile", file.toString(), Integer.toString(index), Integer.toString(count)));
        return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** What such a program does: every {@code count}th of the file's kernels, from {@code index} on. */
    static void share(Path file, int index, int count) throws IOException {
        var compiler = CudaDevice.of(Device.cuda(0)).compiler();
        try (var in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            var all = in.readInt();
            for (var i = 0; i < all; i++) {
                var name = in.readUTF();
                var body = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                if (i % count == index) {
                    try {
                        compiler.compile(new Source(name, Prelude.text() + body, Kernel.OPTIONS, List.of()));
                    } catch (CompileException e) {
                        // The test that wants it tells.
                        System.err.println(name + ": " + e.getMessage());
                    }
                }
            }
        }
    }
}
