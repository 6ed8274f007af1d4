package org.jolab.gpu.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cpu.HostMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFilesTest {

    @TempDir
    Path folder;

    private interface Reader {
        void read(Path file) throws IOException;
    }

    private static void npz(Path file) throws IOException {
        try (var archive = Tensors.loadNpz(file)) {
            archive.toMap().values().forEach(Tensor::close);
        }
    }

    private static void safetensors(Path file) throws IOException {
        try (var opened = Tensors.loadSafetensors(file)) {
            for (var name : opened.names()) {
                if (!name.equals("F8") && !name.equals("C64")) {
                    opened.get(name).sum().item();
                }
            }
        }
    }

    private String refused(byte[] bytes, Reader reader) throws IOException {
        var file = Files.write(folder.resolve("x"), bytes);
        var message = assertThrows(FormatException.class, () -> reader.read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        return message.substring(file.toString().length());
    }

    @Test
    void everyTruncationIsToldAsSuch() throws IOException {
        for (var name : new String[] {"little-f4.npy", "version2.npy", "fortran-u4.npy"}) {
            var whole = Files.readAllBytes(FilesOfOthersTest.file(name));
            for (var length = 0; length < whole.length; length++) {
                refused(Arrays.copyOf(whole, length), Npy::read);
                refused(Arrays.copyOf(whole, length), Npy::map);
            }
        }
        for (var name : new String[] {"numpy.safetensors", "torch.safetensors"}) {
            var whole = Files.readAllBytes(FilesOfOthersTest.file(name));
            for (var length = 0; length < whole.length; length++) {
                refused(Arrays.copyOf(whole, length), DamagedFilesTest::safetensors);
            }
        }
        for (var name : new String[] {"plain.npz", "compressed.npz", "deflated64.npz"}) {
            var whole = Files.readAllBytes(FilesOfOthersTest.file(name));
            for (var length = 0; length < whole.length; length++) {
                refused(Arrays.copyOf(whole, length), DamagedFilesTest::npz);
            }
        }
        assertEquals(": ends in the elements: [2,3] of F32 take 24 bytes from byte 128 on; there are 22",
            refused(Arrays.copyOf(Files.readAllBytes(FilesOfOthersTest.file("little-f4.npy")), 150), Npy::read));
    }

    /** Ten thousand files, each with some bytes changed: read as something, or refused; no other exception. */
    @Test
    void damageIsRefusedOrHarmless() throws IOException {
        var random = new Random(20261122);
        var names = new String[] {"little-f4.npy", "fortran-u2.npy", "refused-records.npy", "numpy.safetensors",
            "torch.safetensors", "plain.npz", "compressed.npz", "deflated64.npz"};
        var used = HostMemory.INSTANCE.used();
        for (var name : names) {
            var whole = Files.readAllBytes(FilesOfOthersTest.file(name));
            Reader reader = name.endsWith("npy") ? Npy::read : name.endsWith("npz") ? DamagedFilesTest::npz
                : DamagedFilesTest::safetensors;
            for (var i = 0; i < 1250; i++) {
                var damaged = whole.clone();
                for (var n = 1 + random.nextInt(3); n > 0; n--) {
                    var at = random.nextInt(Math.min(damaged.length, random.nextBoolean() ? 64 : damaged.length));
                    damaged[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (damaged[at] + 1);
                }
                var file = Files.write(folder.resolve("x"), damaged);
                try {
                    reader.read(file);
                } catch (FormatException e) {
                    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
                } catch (IOException | RuntimeException e) {
                    Files.write(Path.of(System.getProperty("java.io.tmpdir"), "damaged-" + name), damaged);
                    throw new AssertionError(name + ", case " + i, e);
                }
            }
        }
        assertTrue(HostMemory.INSTANCE.used() <= used, "damaged files have left memory behind");
    }

    private static byte[] npy(String header, int elements) {
        var buffer = ByteBuffer.allocate(10 + header.length() + elements).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length());
        return buffer.put(header.getBytes(StandardCharsets.ISO_8859_1)).array();
    }

    @Test
    void impossibleHeadersOfArraysAreNamedBeforeAnythingIsAllocated() throws IOException {
        var used = HostMemory.INSTANCE.used();
        for (var hostile : new String[][] {
            {"{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 200), }", "ends in the elements"},
            {"{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000), }", "impossible"},
            {"{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999,), }", "size 9999999999 in dimension 0"},
            {"{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", "size -1 in dimension 0"},
            {"{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }", "no size"},
            {"{'descr': '<f8', 'fortran_order': 0, 'shape': (1,), }", "no string, tuple, list or boolean at byte 44"},
            {"{'descr': '<f8', 'descr': '<f8', 'shape': (1,), }", "the key descr for the second time"},
            {"{'descr': '<f8', 'fortran_order': False, 'shape': 'x', }", "without descr, fortran_order and shape"},
            {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), } __import__('os')", "something after the dict"},
            {"{'descr': " + "[".repeat(300), "the header's end"},
            {"__import__('os').system('x')", "no {"},
        }) {
            var said = refused(npy(hostile[0], 16), Npy::read);
            assertTrue(said.contains(hostile[1]), said);
        }
        assertEquals(used, HostMemory.INSTANCE.used());
        assertTrue(refused("hello".getBytes(StandardCharsets.UTF_8), Npy::read).contains("is no .npy file"));
        assertTrue(refused(new byte[0], Tensors::load).contains("is empty"));
    }

    private static byte[] safetensors(long length, String header, int elements) {
        var text = header.getBytes(StandardCharsets.UTF_8);
        var buffer = ByteBuffer.allocate(8 + text.length + elements).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.putLong(length < 0 ? text.length : length).put(text).array();
    }

    @Test
    void theFormatsOwnRulesForSafetensorsAreKept() throws IOException {
        var x = "\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
        for (var hostile : new String[][] {
            {"{" + x + "}", "16", "has 78 bytes; its tensors end at byte 70"},
            {"{" + x + ",\"y\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", "12", "\"y\" overlaps"},
            {"{" + x + ",\"y\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "8", "overlaps"},
            {"{" + x + ",\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}}", "16", "leaves a hole"},
            {"{" + x + "," + x + "}", "8", "the key \"x\" for the second time"},
            {"{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,16]}}", "8", "lies at [0, 16] of the 8"},
            {"{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", "8", "lies at [8, 0]"},
            {"{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", "8", "takes 8 bytes; F32 of"},
            {"{\"x\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", "8", "has -2 where a size"},
            {"{\"x\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}", "8", "has 2.0 where a size"},
            {"{\"x\":{\"dtype\":\"Q7\",\"shape\":[2],\"data_offsets\":[0,8]}}", "8", "the unknown dtype Q7"},
            {"{\"x\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,2],\"data_offsets\":[0,8]}}", "8",
                "more elements than can be counted"},
            {"{\"x\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,1]}}", "1", "does not end at a whole byte"},
            {"{\"__metadata__\":{\"a\":1}}", "0", "__metadata__ has something that is no text"},
            {"{\"x\":" + "[".repeat(5000) + "}", "0", "more than 32 levels"},
            {"[]", "0", "does not begin with {"},
            {"{\"a\":\"\u0001\"}", "0", "a control character"},
            {"{\"a\":\"\\x\"}", "0", "an unknown escape"},
            {"{\"a\":01}", "0", "a number that begins with 0"},
            {"{} x", "0", "something after the end"},
            {"{ ", "0", "no \" at character 2"},
        }) {
            var bytes = safetensors(-1, hostile[0], Integer.parseInt(hostile[1]));
            var said = refused(bytes, DamagedFilesTest::safetensors);
            assertTrue(said.contains(hostile[2]), said);
        }
        assertTrue(refused(safetensors(-1, "{\"a\":1}", 0), DamagedFilesTest::safetensors).contains("no dtype"));
        assertTrue(refused(safetensors(1L << 62, "{}", 0), DamagedFilesTest::safetensors).contains("at byte 0"));
        assertTrue(refused(safetensors(100_000_001, "{}", 0), DamagedFilesTest::safetensors).contains("100000001"));
        assertTrue(refused(safetensors(50, "{}", 0), DamagedFilesTest::safetensors).contains("there are 2"));
        var latin = safetensors(-1, "{\"a\":1}", 0);
        latin[11] = (byte) 0xe4;
        assertTrue(refused(latin, DamagedFilesTest::safetensors).contains("no UTF-8"));
    }

    @Test
    void aChecksumThatIsWrongIsTold() throws IOException {
        var bytes = Files.readAllBytes(FilesOfOthersTest.file("plain.npz"));
        // Behind the header of 128 bytes are the elements.
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("NUMPY") + 130] ^= 1;
        var said = refused(bytes, DamagedFilesTest::npz);
        assertTrue(said.contains("is damaged: its checksum is"), said);
    }
}
