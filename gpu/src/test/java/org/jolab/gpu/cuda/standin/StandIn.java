package org.jolab.gpu.cuda.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs with the stand-ins for CUDA's libraries, which gcc makes of {@code src/test/c}. Libraries are looked
 * for once in a process, so each constellation needs a process of its own.
 */
public final class StandIn {

    private static final Path SOURCES = Path.of("src/test/c");
    private static final Path FOLDER = Path.of("target/standin").toAbsolutePath();

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> options = new ArrayList<>();
    private String libraries = FOLDER.toString();

    private StandIn() {
    }

    /** All stand-ins, none of which is told to fail. The test ends here where there is no gcc. */
    public static StandIn machine() {
        assumeTrue(runs("gcc") && runs("g++"), "there is no gcc and g++ to make stand-ins for CUDA's libraries with");
        build("cuda.c", "libcuda.so.1");
        build("nvrtc.c", "libnvrtc.so.12");
        if (Files.exists(SOURCES.resolve("cublaslt.c"))) {
            build("cublaslt.c", "libcublasLt.so.12");
        }
        var machine = new StandIn();
        machine.environment.put("STANDIN_HOST",
            Path.of("src/test/resources/org/jolab/gpu/cuda/host").toAbsolutePath().toString());
        machine.options.add("-Dorg.jolab.gpu.cuda.cache=none");
        return machine;
    }

    private static boolean runs(String program) {
        try {
            return new ProcessBuilder(program, "--version").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized void build(String source, String library) {
        var file = SOURCES.resolve(source);
        var made = FOLDER.resolve(library);
        try {
            if (Files.exists(made) && Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(file)) > 0) {
                return;
            }
            Files.createDirectories(FOLDER);
            var fresh = FOLDER.resolve(library + ".new");
            assertEquals(0, new ProcessBuilder("gcc", "-shared", "-fPIC", "-O1", "-Wl,-soname," + library, "-o",
                fresh.toString(), file.toString(), "-ldl", "-lpthread").inheritIO().start().waitFor());
            Files.move(fresh, made, StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With a setting of a stand-in, without its prefix. */
    public StandIn with(String variable, String value) {
        environment.put("STANDIN_" + variable, value);
        return this;
    }

    /** With an option of the JVM. */
    public StandIn option(String option) {
        options.add(option);
        return this;
    }

    /** With only some of the libraries. */
    public StandIn only(String... names) {
        try {
            var folder = Files.createTempDirectory(FOLDER.getParent(), "standin");
            for (var name : names) {
                Files.createSymbolicLink(folder.resolve(name), FOLDER.resolve(name));
            }
            libraries = folder.toString();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a file in NVRTC's place that is none. */
    public StandIn brokenNvrtc() {
        only("libcuda.so.1");
        try {
            Files.writeString(Path.of(libraries, "libnvrtc.so.12"), "no library");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Variables that give the stand-ins to every JVM that a script starts. */
    public Map<String, String> environment() {
        var all = new HashMap<>(environment);
        all.put("JDK_JAVA_OPTIONS", String.join(" ", options) + " -XX:TieredStopAtLevel=1 \"-Dorg.jolab.gpu.cuda.libs="
            + libraries + "\"");
        return all;
    }

    /** What the program {@code main} prints, which has to end well within a minute or so. */
    public List<String> run(Class<?> main, String... arguments) {
        try {
            var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1",
                "-Dorg.jolab.gpu.cuda.libs=" + libraries, "-cp", System.getProperty("surefire.test.class.path",
                    System.getProperty("java.class.path"))));
            command.addAll(options);
            command.add(main.getName());
            command.addAll(List.of(arguments));
            var output = Files.createTempFile("standin", ".txt");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            var ended = process.waitFor(200, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            var lines = Files.readAllLines(output);
            Files.delete(output);
            assertEquals(0, ended ? process.exitValue() : -1, String.join("\n", lines));
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In such a program: what the driver has counted, or a setting of it. */
    public static long get(String name) {
        try (var arena = Arena.ofConfined()) {
            return (long) Linker.nativeLinker().downcallHandle(driver().find("standin_get").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS))
                .invokeExact(arena.allocateFrom(name));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** In such a program: changes a setting of the driver. */
    public static void set(String name, long value) {
        try (var arena = Arena.ofConfined()) {
            Linker.nativeLinker().downcallHandle(driver().find("standin_set").orElseThrow(),
                FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG))
                .invokeExact(arena.allocateFrom(name), value);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** In such a program: what another stand-in has counted, by its function. */
    public static long ask(String library, String function) {
        try {
            return (long) Linker.nativeLinker().downcallHandle(library(library).find(function).orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG)).invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static SymbolLookup driver() {
        return library("libcuda.so.1");
    }

    private static SymbolLookup library(String name) {
        return SymbolLookup.libraryLookup(Path.of(System.getProperty("org.jolab.gpu.cuda.libs"), name), Arena.global());
    }
}
