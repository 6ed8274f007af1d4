package org.jolab.gpu.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.gpu.DType;
import org.jolab.gpu.ShapeException;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {

    @TempDir
    Path folder;

    private static Map<String, Tensor> oneOfEach() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (var dtype : DType.values()) {
            all.put(dtype.name(), dtype == DType.BOOL ? Tensors.arange(30).remainder(3).equal(1).reshape(2, 3, 5)
                : Tensors.arange(30).reshape(2, 3, 5).to(dtype));
        }
        all.put("a view", Tensors.arange(30).to(DType.F32).reshape(5, 6).transpose().get("1::2, ::-1"));
        all.put("scalar", Tensors.of(2.5));
        all.put("empty", Tensors.zeros(3, 0));
        all.put("large \"\\\u0001 ö", Tensors.linspace(0, 1, 100_000));
        return all;
    }

    private static void same(String what, Tensor expected, Tensor actual) {
        assertEquals(expected.dtype(), actual.dtype(), what);
        assertArrayEquals(expected.shape(), actual.shape(), what);
        assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), what);
    }

    @Test
    void everythingComesBackAsItWas() throws IOException {
        var all = oneOfEach();
        Tensors.save(folder.resolve("x.safetensors"), all);
        try (var file = Tensors.loadSafetensors(folder.resolve("x.safetensors"))) {
            assertEquals(all.keySet(), new java.util.HashSet<>(file.names()));
            for (var name : all.keySet()) {
                same(name, all.get(name), file.get(name));
            }
        }
        all.remove("BF16");
        for (var compressed : new boolean[] {false, true}) {
            Npz.write(folder.resolve("x.npz"), all, compressed);
            try (var file = Tensors.loadNpz(folder.resolve("x.npz"))) {
                assertEquals(List.copyOf(all.keySet()), List.copyOf(file.names()));
                for (var name : all.keySet()) {
                    same(name, all.get(name), file.get(name));
                }
            }
        }
        for (var each : all.entrySet()) {
            each.getValue().save(folder.resolve("x.npy"));
            same(each.getKey(), each.getValue(), Tensors.load(folder.resolve("x.npy")));
            same(each.getKey(), each.getValue(), Tensors.memmap(folder.resolve("x.npy")));
        }
        try (var left = Files.list(folder)) {
            assertEquals(3, left.count(), "nothing but the three files");
        }
    }

    @Test
    void whatIsWrittenPythonReads() throws IOException, InterruptedException {
        var script = "import numpy, sys;"
            + "x = numpy.load(sys.argv[1]); y = numpy.load(sys.argv[2]);"
            + "print(x.dtype, x.shape, float(x.sum()), *[(k, str(v.dtype), float(v.sum())) for k, v in y.items()])";
        Tensors.arange(12).to(DType.F16).reshape(3, 4).transpose().save(folder.resolve("x.npy"));
        Npz.write(folder.resolve("y.npz"), Map.of("b", Tensors.ones(DType.BOOL, 7)), true);
        var said = Python.withNumpy().run(script, folder.resolve("x.npy"), folder.resolve("y.npz"));
        assertEquals("float16 (4, 3) 66.0 ('b', 'bool', 7.0)", said);
    }

    @Test
    void theBytesWrittenAreTheFormats() throws IOException {
        Tensors.of(new float[] {1, 2}).save(folder.resolve("x.npy"));
        var npy = Files.readAllBytes(folder.resolve("x.npy"));
        assertEquals(136, npy.length);
        var header = new String(npy, 0, 128, StandardCharsets.ISO_8859_1);
        assertTrue(header.startsWith("\u0093NUMPY\u0001\0v\0"
            + "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }"));
        assertTrue(header.endsWith(" \n"));
        Safetensors.write(folder.resolve("x.safetensors"), Map.of("x", Tensors.of(new float[] {1, 2})),
            Map.of("k", "v"));
        var file = Files.readAllBytes(folder.resolve("x.safetensors"));
        var length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(0, (8 + length) % 64);
        assertEquals("{\"__metadata__\":{\"k\":\"v\"},"
            + "\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
            new String(file, 8, (int) length, StandardCharsets.UTF_8).stripTrailing());
        assertEquals(8 + length + 8, file.length);
    }

    @Test
    void threeGigabytesAreMappedWithoutMemoryOfTheirOwn() throws IOException {
        var file = folder.resolve("large.npy");
        var count = 805_306_368;
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(NpyHeader.bytes(DType.F32, new int[] {count})));
            // A file with a hole, which takes no space on most disks.
            channel.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, 7),
                128 + 4L * (count - 1));
        }
        var used = org.jolab.gpu.cpu.HostMemory.INSTANCE.used();
        try (var x = Tensors.memmap(file)) {
            assertArrayEquals(new int[] {count}, x.shape());
            assertEquals(7, x.get(-1).item());
            assertEquals(0, x.get(1 << 29).item());
            assertEquals(7, x.get(Tensors.range(count - 1000, null)).sum().item());
            x.get(0).set(3);
            assertEquals(3, x.get(0).item());
            assertTrue(org.jolab.gpu.cpu.HostMemory.INSTANCE.used() - used < 1 << 20);
        }
        try (var again = Tensors.memmap(file)) {
            assertEquals(0, again.get(0).item(), "what is written to a mapped tensor stays out of the file");
        }
    }

    @Test
    void aFileThatCannotBeWrittenLeavesTheOldOneAndNothingElse() throws IOException {
        var file = folder.resolve("x.npz");
        Tensors.save(file, Map.of("x", Tensors.ones(3)));
        var before = Files.readAllBytes(file);
        Map<String, Tensor> bad = new LinkedHashMap<>();
        bad.put("good", Tensors.ones(3));
        bad.put("bad", Tensors.ones(DType.BF16, 3));
        var refused = assertThrows(IllegalArgumentException.class, () -> Tensors.save(file, bad));
        assertEquals(".npy files have no BF16; save to(DType.F32), or a .safetensors file", refused.getMessage());
        assertArrayEquals(before, Files.readAllBytes(file));
        try (var left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
        assertThrows(IllegalArgumentException.class, () -> Tensors.ones(2).save(folder.resolve("x.doc")));
        assertThrows(IllegalArgumentException.class, () -> Tensors.ones(2).save(folder.resolve("x.npz")));
        assertThrows(IOException.class, () -> Tensors.ones(2).save(folder.resolve("no folder/x.npy")));
        assertThrows(ShapeException.class, () -> Tensors.ones(2, 2, 2).save(folder.resolve("x.csv")));
    }
}
