package org.jolab.magics.drive.blocks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jolab.magics.drive.store.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cache makes of files that are not as it left them. */
class BlocksDamageTest {

    private static final Entry FILE = PatternStore.file("damaged", 700_000);

    private final PatternStore store = new PatternStore();

    @TempDir
    private Path folder;

    private Blocks blocks() throws IOException {
        return new Blocks(folder, new BlockSettings(100 << 20, Duration.ofSeconds(30), 0, () -> Long.MAX_VALUE / 2),
            store);
    }

    private void assertReads() throws Exception {
        try (var blocks = blocks()) {
            var buffer = ByteBuffer.allocate(700_000);
            assertEquals(700_000, blocks.read(FILE, 0, buffer));
            assertArrayEquals(PatternStore.bytes(FILE, 0, 700_000), buffer.array());
            blocks.settle();
            assertEquals(700_000, blocks.cached());
        }
    }

    private Path find(String end) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(path -> Files.isRegularFile(path) && path.toString().endsWith(end)
                && !path.startsWith(folder.resolve("aside"))).findFirst().orElseThrow();
        }
    }

    @Test
    void aMapThatIsCutAnywhereIsReadAgain() throws Exception {
        assertReads();
        var map = find(".map");
        var whole = Files.readAllBytes(map);
        for (var length = 0; length < whole.length; length++) {
            Files.write(map, Arrays.copyOf(whole, length));
            assertReads();
        }
        assertEquals(1 + whole.length, store.requests.get());
        assertTrue(Files.list(folder.resolve("aside")).count() >= 2);
    }

    @Test
    void aMapWithAWrongByteAnywhereIsReadAgain() throws Exception {
        assertReads();
        var map = find(".map");
        var whole = Files.readAllBytes(map);
        for (var i = 0; i < whole.length; i++) {
            var wrong = whole.clone();
            wrong[i] ^= 0x10;
            Files.write(map, wrong);
            assertReads();
        }
        assertEquals(1 + whole.length, store.requests.get());
    }

    @Test
    void aWrongByteInTheDataIsNeverGivenOut() throws Exception {
        assertReads();
        var random = new Random(3);
        for (var i = 0; i < 20; i++) {
            var data = find("-0");
            try (var channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
                var at = random.nextInt(700_000);
                channel.write(ByteBuffer.wrap(new byte[] {(byte) ~PatternStore.at(FILE, at)}), at);
            }
            assertReads();
        }
        assertEquals(21, store.requests.get());
        assertTrue(Files.list(folder.resolve("aside")).count() <= 16);
    }

    @Test
    void aFileThatIsCutIsReadAgain() throws Exception {
        assertReads();
        for (var size : new int[] {0, 1, 262_144, 699_999}) {
            try (var channel = FileChannel.open(find("-0"), StandardOpenOption.WRITE)) {
                channel.truncate(size);
            }
            assertReads();
        }
        assertEquals(5, store.requests.get());
    }

    @Test
    void dataWithoutAMapAndOtherLeftoversAreRemoved() throws Exception {
        assertReads();
        var data = find("-0");
        Files.write(data.resolveSibling("orphan-0"), new byte[100]);
        Files.write(data.resolveSibling(data.getFileName() + ".map.new"), new byte[10]);
        Files.write(data.resolveSibling("other-0.map.new"), new byte[10]);
        try (var blocks = blocks()) {
            blocks.settle();
            assertEquals(700_000, blocks.cached());
        }
        try (var files = Files.list(data.getParent())) {
            assertEquals(2, files.count());
        }
        assertReads();
        assertEquals(1, store.requests.get());
    }

    /** Reads in a process that is killed, and gives what it has said of each read. */
    @Test
    void aProcessThatIsKilledLeavesACacheThatIsRight() throws Exception {
        var file = PatternStore.file("killed", 60L << 20);
        var random = new Random(7);
        var kept = 0L;
        for (var turn = 0; turn < 6; turn++) {
            var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Reading.class.getName(), folder.toString())
                .redirectErrorStream(true).start();
            try {
                // Its first answer says that it has begun.
                assertEquals('.', process.getInputStream().read());
                Thread.sleep(random.nextInt(300));
            } finally {
                process.destroyForcibly();
                assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            }
            try (var blocks = blocks()) {
                blocks.settle();
                kept = Math.max(kept, blocks.cached());
                for (var i = 0; i < 10; i++) {
                    var at = random.nextLong(file.size() - 500_000);
                    var buffer = ByteBuffer.allocate(500_000);
                    blocks.read(file, at, buffer);
                    assertArrayEquals(PatternStore.bytes(file, at, 500_000), buffer.array());
                }
            }
        }
        assertTrue(kept > 0, "nothing was kept");
    }

    /** The program that is killed. */
    static final class Reading {

        private Reading() {
        }

        public static void main(String[] arguments) throws Exception {
            var file = PatternStore.file("killed", 60L << 20);
            try (var blocks = new Blocks(Path.of(arguments[0]), new BlockSettings(20 << 20, Duration.ofSeconds(30), 0,
                () -> Long.MAX_VALUE / 2), new PatternStore())) {
                var random = new Random();
                while (true) {
                    blocks.read(file, random.nextLong(file.size()), ByteBuffer.allocate(1 << 20));
                    System.out.print('.');
                    System.out.flush();
                }
            }
        }
    }
}
