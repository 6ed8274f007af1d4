package org.jolab.gpu.cuda.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jolab.gpu.cuda.code.Kernel;
import org.jolab.gpu.cuda.code.Prelude;

/**
 * Compiles kernels with g++ for the processor and keeps what it has made, by the hash of its source, in a folder. Most
 * of the time goes into starting g++, so it is given many at once. Guarded by itself.
 */
public final class HostCompiler {

    private static final int AT_ONCE = 150;
    private static final FunctionDescriptor LAUNCH = FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT,
        ValueLayout.JAVA_INT, ValueLayout.ADDRESS);

    private final Path folder;
    private final Map<String, Path> libraries = new HashMap<>();
    private final Map<String, MethodHandle> loaded = new HashMap<>();
    private final Map<Path, SymbolLookup> open = new HashMap<>();

    private HostCompiler(Path folder) {
        this.folder = folder;
    }

    /** One that keeps its results below {@code folder}, where earlier ones are found again. */
    public static HostCompiler in(Path folder) {
        var header = read("host.h");
        var compiler = new HostCompiler(folder.resolve(hash(header + Prelude.text())));
        try {
            Files.createDirectories(compiler.folder);
            if (!Files.exists(compiler.folder.resolve("jolab.h.gch"))) {
                Files.writeString(compiler.folder.resolve("jolab.h"), header + Prelude.text());
                compiler.finish(compiler.run("-x", "c++-header", "jolab.h", "-o", "jolab.h.gch"));
            }
            try (var lists = Files.newDirectoryStream(compiler.folder, "*.txt")) {
                for (var list : lists) {
                    compiler.know(list);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compiler;
    }

    /** Where it keeps its results. */
    public Path folder() {
        return folder;
    }

    /** Whether there is a g++. */
    public static boolean isThere() {
        try {
            return new ProcessBuilder("g++", "--version").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String name) {
        try (var in = HostCompiler.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void know(Path list) throws IOException {
        var library = list.resolveSibling(list.getFileName().toString().replace(".txt", ".so"));
        for (var line : Files.readAllLines(list)) {
            libraries.put(line, library);
        }
    }

    /** Compiles those of {@code kernels} that are new, two processes at a time. */
    public synchronized void compile(Collection<Kernel> kernels) {
        var missing = kernels.stream().filter(kernel -> !libraries.containsKey(hash(kernel.body())))
            .sorted((a, b) -> a.name().compareTo(b.name())).distinct().toList();
        var parts = Math.max(1, Math.ceilDiv(missing.size(), AT_ONCE));
        try {
            var running = new ArrayList<Batch>();
            for (var part = 0; part < parts && !missing.isEmpty(); part++) {
                if (running.size() == 2) {
                    finish(running.removeFirst());
                }
                running.add(start(missing.subList(missing.size() * part / parts, missing.size() * (part + 1) / parts)));
            }
            for (var batch : running) {
                finish(batch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Batch(Process process, List<String> command, Path list, List<String> hashes) {
    }

    private Batch start(List<Kernel> kernels) throws IOException {
        var text = new StringBuilder("#include \"jolab.h\"\n");
        var hashes = new ArrayList<String>();
        for (var kernel : kernels) {
            var meets = !kernel.name().matches("(map|scatter|clear)_.*");
            text.append(kernel.body()).append("HOST_KERNEL(").append(kernel.name()).append(", ").append(meets)
                .append(")\n");
            hashes.add(hash(kernel.body()));
        }
        var name = hash(text.toString());
        Files.writeString(folder.resolve(name + ".cpp"), text);
        var batch = run("-shared", name + ".cpp", "-o", name + ".so");
        return new Batch(batch.process, batch.command, folder.resolve(name + ".txt"), hashes);
    }

    private Batch run(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("g++", "-std=c++17", "-O1", "-fPIC", "-w", "-ffp-contract=off"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        return new Batch(process, command, null, List.of());
    }

    private void finish(Batch batch) throws IOException {
        var output = new String(batch.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (batch.process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", batch.command) + " in " + folder + "\n"
                    + output.lines().limit(40).reduce("", (a, b) -> a + b + "\n"));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (batch.list != null) {
            Files.write(batch.list, batch.hashes);
            know(batch.list);
        }
    }

    /** What launches {@code kernel}: (int blocks, int threads, address of pointers to the parameters). */
    synchronized MethodHandle launcher(Kernel kernel) {
        var hash = hash(kernel.body());
        var handle = loaded.get(hash);
        if (handle == null) {
            if (!libraries.containsKey(hash)) {
                compile(List.of(kernel));
            }
            var lookup = open.computeIfAbsent(libraries.get(hash),
                path -> SymbolLookup.libraryLookup(path.toAbsolutePath(), Arena.global()));
            handle = Linker.nativeLinker().downcallHandle(lookup.find("launch_" + kernel.name()).orElseThrow(), LAUNCH);
            loaded.put(hash, handle);
        }
        return handle;
    }

    /** The shared object that holds {@code kernel}, and what launches it there: {@code launch_} and its name. */
    public synchronized Path library(Kernel kernel) {
        launcher(kernel);
        return libraries.get(hash(kernel.body()));
    }
}
