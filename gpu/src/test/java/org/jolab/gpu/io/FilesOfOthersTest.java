package org.jolab.gpu.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jolab.gpu.DType;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.junit.jupiter.api.Test;

/** Reads what {@code src/test/python/files.py} has let NumPy, safetensors and PyTorch write. */
class FilesOfOthersTest {

    private static final Map<String, DType> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("f8", DType.F64);
        TYPES.put("f4", DType.F32);
        TYPES.put("f2", DType.F16);
        TYPES.put("i8", DType.I64);
        TYPES.put("i4", DType.I32);
        TYPES.put("i2", DType.I16);
        TYPES.put("i1", DType.I8);
        TYPES.put("u1", DType.U8);
        TYPES.put("u2", DType.I32);
        TYPES.put("u4", DType.I64);
        TYPES.put("b1", DType.BOOL);
    }

    static Path file(String name) {
        try {
            return Path.of(FilesOfOthersTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Checks elements by the script's rule; {@code unsigned} is of the file. */
    private static void check(String what, Tensor x, boolean unsigned, int... shape) {
        assertArrayEquals(shape, x.shape(), what);
        var values = x.toDoubleArray();
        for (var i = 0; i < values.length; i++) {
            var expected = x.dtype() == DType.BOOL ? i % 2 : x.dtype().isFloat() ? (i - 3) / 4.0 : unsigned ? i : i - 3;
            assertEquals(expected, values[i], what + " at " + i);
        }
    }

    @Test
    void arraysOfEveryTypeOrderAndVersionAreRead() throws IOException {
        for (var each : TYPES.entrySet()) {
            var unsigned = each.getKey().startsWith("u");
            for (var order : new String[] {"little", "big", "fortran"}) {
                var name = order + "-" + each.getKey() + ".npy";
                var shape = order.equals("fortran") ? new int[] {3, 2, 4} : new int[] {2, 3};
                for (var x : List.of(Tensors.load(file(name)), Tensors.memmap(file(name)))) {
                    assertEquals(each.getValue(), x.dtype(), name);
                    check(name, x, unsigned, shape);
                }
            }
        }
        check("scalar", Tensors.load(file("scalar.npy")), false);
        check("vector", Tensors.load(file("vector.npy")), false, 5);
        check("empty", Tensors.load(file("empty.npy")), false, 3, 0, 2);
        check("empty", Tensors.memmap(file("empty.npy")), false, 3, 0, 2);
        check("version 2", Tensors.load(file("version2.npy")), false, 2, 3);
        check("version 3", Tensors.memmap(file("version3.npy")), false, 2, 3);
    }

    @Test
    void whatTensorsLackIsRefusedByName() {
        var expected = Map.of("records", "holds records (dtype [('number', '<i4'), ('größe', '<f8')])",
            "objects", "NumPy's dtype |O, Python objects", "strings", "NumPy's dtype <U2, strings",
            "complex", "NumPy's dtype <c16, complex numbers", "times", "NumPy's dtype <M8[D], times",
            "void", "NumPy's dtype |V2, bytes without a type: bfloat16, perhaps",
            "u8", "NumPy's dtype <u8, which tensors", "f16", "NumPy's dtype <f16, which tensors");
        expected.forEach((name, said) -> {
            var refused = assertThrows(FormatException.class, () -> Tensors.load(file("refused-" + name + ".npy")));
            assertTrue(refused.getMessage().contains(said), refused.getMessage());
        });
    }

    @Test
    void archivesAreReadByName() throws IOException {
        try (var archive = Tensors.loadNpz(file("plain.npz"))) {
            assertEquals(java.util.Set.of("arr_0", "weights", "a/b"), archive.names());
            check("arr_0", archive.get("arr_0"), false, 2, 3);
            check("weights", archive.get("weights"), false, 4);
            check("a/b", archive.get("a/b"), false, 2, 2);
            assertEquals("[4] I16", archive.entry("weights").toString());
            var missing = assertThrows(NoSuchElementException.class, () -> archive.get("bias"));
            assertTrue(missing.getMessage().contains("has no array \"bias\"; it has ["), missing.getMessage());
        }
        try (var archive = Tensors.loadNpz(file("compressed.npz"))) {
            check("weights", archive.get("weights"), false, 4);
            assertEquals(0, archive.get("large").abs().max().item());
            assertEquals(3, archive.toMap().size());
        }
        try (var archive = Tensors.loadNpz(file("deflated64.npz"))) {
            check("x", archive.get("x"), false, 2, 3);
        }
        var mistaken = assertThrows(FormatException.class, () -> Tensors.load(file("plain.npz")));
        assertTrue(mistaken.getMessage().contains("Tensors.loadNpz(file)"), mistaken.getMessage());
    }

    @Test
    void safetensorsOfNumpyAndPytorchAreRead() throws IOException {
        try (var file = Tensors.loadSafetensors(file("numpy.safetensors"))) {
            assertEquals(Map.of("format", "np", "who", "„Jolab“ \"x\"\n"), file.metadata());
            assertEquals(13, file.names().size());
            for (var name : List.of("F64", "F32", "F16", "I64", "I32", "I16", "I8", "U8", "BOOL")) {
                assertEquals(DType.valueOf(name), file.get(name).dtype());
                check(name, file.get(name), name.startsWith("U"), 2, 3);
            }
            assertEquals(DType.I32, file.get("U16").dtype());
            check("U16", file.get("U16"), true, 2, 3);
            check("U32", file.get("U32"), true, 2, 3);
            check("scalar", file.get("scalar"), false);
            check("empty", file.get("empty"), false, 0, 5);
        }
        try (var file = Tensors.loadSafetensors(file("torch.safetensors"))) {
            assertEquals(DType.BF16, file.get("BF16").dtype());
            check("BF16", file.get("BF16"), false, 2, 3);
            check("F16", file.get("F16"), false, 2, 3);
            check("größe", file.get("größe"), false, 2, 3);
            var refused = assertThrows(FormatException.class, () -> file.get("F8"));
            assertTrue(refused.getMessage().endsWith("tensor \"F8\" of type F8_E4M3, which tensors lack"),
                refused.getMessage());
            assertThrows(FormatException.class, () -> file.get("C64"));
        }
    }
}
