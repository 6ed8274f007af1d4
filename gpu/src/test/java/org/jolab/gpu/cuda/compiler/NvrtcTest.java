package org.jolab.gpu.cuda.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVIDIA's own compiler; see {@link RealNvrtc}. */
class NvrtcTest {

    private static final String SCALE = """
        template <typename T> __global__ void scale(T* x, T by, int n) {
            int i = blockIdx.x * blockDim.x + threadIdx.x;
            if (i < n) x[i] *= by;
        }
        """;

    private static Source source(String text, String... expressions) {
        return new Source("cell", text, List.of(), List.of(expressions));
    }

    @Test
    void machineCodeIsMadeForEveryKindOfDeviceWithoutOne() {
        for (var target : List.of("sm_75", "sm_80", "sm_90")) {
            var made = RealNvrtc.get().compile(source(SCALE, "scale<float>", "scale<double>"), target);
            assertEquals("\177ELF", new String(made.image(), 0, 4, StandardCharsets.ISO_8859_1));
            assertEquals(Map.of("scale<float>", "_Z5scaleIfEvPT_S0_i", "scale<double>", "_Z5scaleIdEvPT_S0_i"),
                made.symbols());
        }
        var text = new String(RealNvrtc.get().compile(source(SCALE, "scale<int>"), "compute_80").image(),
            StandardCharsets.UTF_8);
        assertTrue(text.contains(".entry _Z5scaleIiEvPT_S0_i("), text);
    }

    @Test
    void theTargetIsTheDevicesOwnOrTheNearestBeforeIt() {
        assertEquals("sm_90", RealNvrtc.get().target(90));
        assertEquals("sm_80", RealNvrtc.get().target(81));
        var newest = RealNvrtc.get().architectures().getLast();
        assertEquals("compute_" + newest, RealNvrtc.get().target(newest / 10 * 10 + 100));
        assertEquals(null, RealNvrtc.get().target(20));
    }

    @Test
    void errorsAreToldWithLineTextAndPlace() {
        var wrong = assertThrows(CompileException.class, () -> RealNvrtc.get().compile(source("""
            __global__ void f(float* x) {
                x[0] = y;
                float unused = 1;
                x[1] = 1.0f +;
            }
            """), "sm_80"));
        assertEquals("cell, line 2: identifier \"y\" is undefined\n      x[0] = y;\n             ^\n"
            + "cell, line 4: expected an expression\n      x[1] = 1.0f +;\n                   ^", wrong.getMessage());
        assertEquals(List.of(2, 4), wrong.problems().stream().filter(CompileException.Problem::isError)
            .map(CompileException.Problem::line).toList());
    }

    @Test
    void linesCanBeOfAnotherText() {
        var wrong = assertThrows(CompileException.class, () -> RealNvrtc.get().compile(
            source("#line 7 \"cell 12\"\n__global__ void f() { g(); }\n"), "sm_80"));
        assertTrue(wrong.getMessage().startsWith("cell 12, line 7: identifier \"g\" is undefined"), wrong.getMessage());
    }

    @Test
    void warningsAreKept() {
        var made = RealNvrtc.get().compile(source("__global__ void f() { int unused; }"), "sm_80");
        var warning = CompileException.problems(made.log()).getFirst();
        assertFalse(warning.isError());
        assertEquals("variable \"unused\" was declared but never referenced", warning.message());
    }

    @Test
    void anOptionThatThereIsNotIsRefused() {
        var wrong = assertThrows(CompileException.class, () -> RealNvrtc.get().compile(
            new Source("cell", SCALE, List.of("--no-such-option"), List.of()), "sm_80"));
        assertTrue(wrong.getMessage().contains("--no-such-option"), wrong.getMessage());
    }

    @Test
    void headersOfHalfPrecisionAreThereIfTheCompilerBringsThemOrTheMachineHasThem() {
        var made = RealNvrtc.get().compile(source("""
            #include <cuda_fp16.h>
            __global__ void f(__half* x) { x[0] = __hadd(x[0], x[1]); }
            """), "sm_80");
        assertTrue(made.image().length > 0);
    }

    @TempDir
    private Path folder;

    @Test
    void whatHasBeenCompiledIsTakenFromTheCache() throws IOException {
        var cache = new CubinCache(folder.resolve("cubin"));
        var compiler = new Compiler(RealNvrtc.get(), "sm_80", cache);
        var first = compiler.compile(source(SCALE, "scale<float>"));
        var key = CubinCache.key(source(SCALE, "scale<float>"), "sm_80", RealNvrtc.get().version());
        var file = folder.resolve("cubin").resolve(key + ".cubin");
        assertEquals("rwx------", PosixFilePermissions.toString(
            Files.getPosixFilePermissions(file.getParent())));
        var kept = cache.get(key).orElseThrow();
        assertArrayEquals(first.image(), kept.image());
        assertEquals(first.symbols(), kept.symbols());
        assertEquals(first.log(), kept.log());
    }

    @Test
    void tornAndChangedFilesAreMadeAnew() throws IOException {
        var cache = new CubinCache(folder.resolve("cubin"));
        var compiler = new Compiler(RealNvrtc.get(), "sm_80", cache);
        var first = compiler.compile(source(SCALE, "scale<float>")).image();
        var file = Files.list(folder.resolve("cubin")).findFirst().orElseThrow();
        var whole = Files.readAllBytes(file);
        for (var size : new int[] {0, 10, 40, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, size));
            assertArrayEquals(first, compiler.compile(source(SCALE, "scale<float>")).image());
            assertArrayEquals(whole, Files.readAllBytes(file));
        }
        var changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        Files.write(file, changed);
        assertArrayEquals(first, compiler.compile(source(SCALE, "scale<float>")).image());
        assertArrayEquals(whole, Files.readAllBytes(file));
        assertEquals(1, Files.list(folder.resolve("cubin")).count());
    }

    @Test
    void aCacheThatCannotBeUsedIsNone() throws IOException {
        var cache = new CubinCache(Files.writeString(folder.resolve("file"), "in the way").resolve("cubin"));
        var compiler = new Compiler(RealNvrtc.get(), "sm_80", cache);
        assertTrue(compiler.compile(source(SCALE, "scale<float>")).image().length > 0);
        assertTrue(compiler.compile(source(SCALE, "scale<float>")).image().length > 0);
    }

    @Test
    void allThatMattersIsPartOfTheName() {
        var name = CubinCache.key(source(SCALE), "sm_80", "12.9");
        assertNotEquals(name, CubinCache.key(source(SCALE), "sm_90", "12.9"));
        assertNotEquals(name, CubinCache.key(source(SCALE), "sm_80", "13.0"));
        assertNotEquals(name, CubinCache.key(source(SCALE, "scale<int>"), "sm_80", "12.9"));
        assertNotEquals(name, CubinCache.key(source(SCALE + " "), "sm_80", "12.9"));
        assertEquals(name, CubinCache.key(source(SCALE), "sm_80", "12.9"));
    }
}
