package org.jolab.install.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A machine with two cards as the gpu module's tests know them: driver, compiler and cuBLASLt made by gcc. */
record StandIns(Path folder) {

    private static final Path GPU = Path.of("../gpu/src/test").toAbsolutePath().normalize();
    private static final Map<String, String> LIBRARIES = Map.of("cuda.c", "libcuda.so.1", "nvrtc.c", "libnvrtc.so.12",
        "cublaslt.c", "libcublasLt.so.12");

    /** Makes them; the test ends here where there is no gcc. */
    static StandIns make(Path folder) throws IOException, InterruptedException {
        assumeTrue(runs("gcc") && runs("g++"), "there is no gcc and g++ to make stand-ins for CUDA's libraries with");
        for (var library : LIBRARIES.entrySet()) {
            assertEquals(0, new ProcessBuilder("gcc", "-shared", "-fPIC", "-O1", "-Wl,-soname," + library.getValue(),
                "-o", folder.resolve(library.getValue()).toString(), GPU.resolve("c/" + library.getKey()).toString(),
                "-ldl", "-lpthread").inheritIO().start().waitFor());
        }
        return new StandIns(folder);
    }

    private static boolean runs(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** What the kernel's JVM has to be told. */
    List<String> options() {
        return List.of("-Dorg.jolab.gpu.cuda.libs=" + folder, "-Dorg.jolab.gpu.cuda.cache=none");
    }

    /** What its environment needs. */
    Map<String, String> environment() {
        return Map.of("JOLAB_HISTORY", "off", "STANDIN_HOST",
            GPU.resolve("resources/org/jolab/gpu/cuda/host").toString());
    }

    /** Java for a cell: from now on kernels take {@code nanoseconds}, as the driver says. */
    String slow(long nanoseconds) {
        return """
            import java.lang.foreign.*;
            Linker.nativeLinker().downcallHandle(SymbolLookup.libraryLookup(Path.of("%s"), Arena.global())
                .find("standin_set").get(), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG))
                .invoke(Arena.global().allocateFrom("SLOW"), %dL);
            """.formatted(folder.resolve("libcuda.so.1"), nanoseconds);
    }
}
