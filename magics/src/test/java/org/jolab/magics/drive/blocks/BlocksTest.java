package org.jolab.magics.drive.blocks;

import static org.jolab.magics.drive.blocks.PatternStore.file;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BlocksTest {

    private static final int MB = 1 << 20;

    private final PatternStore store = new PatternStore();
    private final List<Blocks> open = new ArrayList<>();
    private volatile long usable = Long.MAX_VALUE / 2;

    @TempDir
    private Path folder;

    private Blocks blocks(long limit) throws IOException {
        return blocks(limit, Duration.ofSeconds(30));
    }

    private Blocks blocks(long limit, Duration deadline) throws IOException {
        var blocks = new Blocks(folder, new BlockSettings(limit, deadline, 1000, () -> usable), store);
        open.add(blocks);
        return blocks;
    }

    @AfterEach
    void close() {
        store.gate.countDown();
        open.forEach(Blocks::close);
    }

    private static byte[] read(Blocks blocks, Entry file, long offset, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count);
        var got = blocks.read(file, offset, buffer);
        assertEquals(got, buffer.position());
        return Arrays.copyOf(buffer.array(), got);
    }

    private static void assertRead(Blocks blocks, Entry file, long offset, int count) throws IOException {
        assertArrayEquals(PatternStore.bytes(file, offset, count), read(blocks, file, offset, count),
            () -> file.id() + "@" + offset + "+" + count);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        for (var i = 0; !condition.getAsBoolean(); i++) {
            assertTrue(i < 3000, "it did not come to that");
            Thread.sleep(10);
        }
    }

    private static <T> List<Future<T>> inThreads(int count, Callable<T> work) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(count)) {
            var all = new ArrayList<Callable<T>>();
            for (var i = 0; i < count; i++) {
                all.add(work);
            }
            return threads.invokeAll(all);
        }
    }

    private List<Path> files(String where) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                .filter(path -> folder.relativize(path).startsWith("aside") == where.equals("aside")).toList();
        }
    }

    @Test
    void theEndOfAFileIsNoBytesAndAShortReadBeforeIt() throws IOException {
        var blocks = blocks(100 * MB);
        var file = file("a", 1000);
        assertRead(blocks, file, 0, 100);
        assertEquals(10, read(blocks, file, 990, 100).length);
        assertEquals(0, read(blocks, file, 1000, 100).length);
        assertEquals(0, read(blocks, file, 5000, 100).length);
        assertEquals(0, read(blocks, file("empty", 0), 0, 100).length);
        assertEquals(1, store.requests.get());
    }

    @Test
    void aSmallFileIsOneRequestAndThenNoneAlsoInTheNextProcess() throws Exception {
        var file = file("small", 900_001);
        var blocks = blocks(100 * MB);
        for (var offset = 0; offset < file.size(); offset += 100_000) {
            assertRead(blocks, file, offset, 100_000);
        }
        assertEquals(900_001, blocks.cached());
        blocks.close();
        var next = blocks(100 * MB);
        next.settle();
        assertEquals(900_001, next.cached());
        assertRead(next, file, 0, 900_001);
        assertEquals(900_001, next.cached());
        assertEquals(1, store.requests.get());
    }

    @Test
    void anAnswerDoesNotWaitForTheRestOfItsBlock() throws IOException {
        store.gate = new CountDownLatch(1);
        store.frozenAt = 300_000;
        var blocks = blocks(100 * MB);
        assertRead(blocks, file("a", 50L * MB), 0, 128 << 10);
        assertRead(blocks, file("a", 50L * MB), 128 << 10, 128 << 10);
    }

    @Test
    void aStreamIsReadAheadInLargeRequestsOfWhichSomeRunAtOnce() throws IOException {
        store.latency = 20;
        var blocks = blocks(200 * MB);
        var file = file("stream", 50L * MB + 17);
        for (var offset = 0L; offset < file.size(); offset += 128 << 10) {
            assertRead(blocks, file, offset, 128 << 10);
        }
        assertTrue(store.requests.get() <= 20, () -> store.requests + " requests: " + store.asked);
        assertTrue(store.most.get() >= 3, () -> "at once: " + store.most);
        assertEquals(file.size(), store.sent.get());
    }

    @Test
    void readsHereAndThereBringLittleMoreThanWhatIsAskedFor() throws IOException {
        var blocks = blocks(200 * MB);
        var file = file("random", 1L << 40);
        var random = new Random(5);
        for (var i = 0; i < 50; i++) {
            assertRead(blocks, file, random.nextLong(file.size()), 4096);
        }
        assertTrue(store.sent.get() <= 100 * SegmentMap.PIECE, () -> store.sent + " bytes");
    }

    @Test
    void eightThreadsReadWhatIsThere() throws Exception {
        var blocks = blocks(30 * MB);
        var files = List.of(file("a", 70L * MB), file("b", 3L * MB + 1), file("c", 500_000), file("d", 9L * MB),
            file("e", 1));
        for (var future : inThreads(8, () -> {
            var random = new Random(Thread.currentThread().threadId());
            for (var i = 0; i < 60; i++) {
                var file = files.get(random.nextInt(files.size()));
                assertRead(blocks, file, random.nextLong(file.size()), 1 + random.nextInt(300_000));
                if (i % 20 == 10) {
                    blocks.drop(file.content());
                }
            }
            return null;
        })) {
            future.get();
        }
        until(() -> store.running.get() == 0);
        assertTrue(blocks.cached() <= 30 * MB, () -> blocks.cached() + " bytes");
    }

    @Test
    void theSameBytesAreAskedForOnce() throws Exception {
        store.gate = new CountDownLatch(1);
        var blocks = blocks(100 * MB);
        var file = file("shared", 3L * MB);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var all = new ArrayList<Future<byte[]>>();
            for (var i = 0; i < 8; i++) {
                all.add(threads.submit(() -> read(blocks, file, 2 * MB, 1000)));
            }
            until(() -> store.requests.get() > 0);
            Thread.sleep(200);
            store.gate.countDown();
            for (var each : all) {
                assertArrayEquals(PatternStore.bytes(file, 2 * MB, 1000), each.get());
            }
        }
        assertEquals(1, store.requests.get(), () -> store.asked.toString());
    }

    @Test
    void aFailureReachesAllWhoWaitAndNobodyAfterwards() throws Exception {
        store.gate = new CountDownLatch(1);
        store.failures.add(new StoreException(Kind.DENIED, "no permission"));
        var blocks = blocks(100 * MB);
        var file = file("a", 500_000);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var all = new ArrayList<Future<StoreException>>();
            for (var i = 0; i < 8; i++) {
                all.add(threads.submit(() -> assertThrows(StoreException.class, () -> read(blocks, file, 0, 1000))));
            }
            until(() -> store.requests.get() > 0);
            Thread.sleep(200);
            store.gate.countDown();
            for (var each : all) {
                assertSame(Kind.DENIED, each.get().kind());
                assertEquals("no permission", each.get().getMessage());
            }
        }
        assertEquals(1, store.requests.get());
        assertRead(blocks, file, 0, 1000);
    }

    @Test
    void aConflictIsToldAtOnce() throws IOException {
        store.failures.add(new StoreException(Kind.CONFLICT, "changed"));
        var blocks = blocks(100 * MB);
        assertSame(Kind.CONFLICT, assertThrows(StoreException.class,
            () -> read(blocks, file("a", 500_000), 0, 1000)).kind());
        assertEquals(1, store.requests.get());
    }

    @Test
    void aBrokenConnectionIsTakenUpWhereItBroke() throws IOException {
        store.cuts.addAll(List.of(100_000, 1_000_000, 300_000, 2_000_000));
        var blocks = blocks(100 * MB);
        var file = file("a", 20L * MB);
        for (var offset = 0L; offset < file.size(); offset += MB) {
            assertRead(blocks, file, offset, MB);
        }
        assertTrue(store.sent.get() < 22L * MB, () -> store.sent + " bytes");
    }

    @Test
    @Timeout(60)
    void aServerThatStandsStillFailsTheReadAtItsDeadlineAndTheNextReadAsksAnew() throws Exception {
        store.gate = new CountDownLatch(1);
        store.frozenAt = 300_000;
        var blocks = blocks(100 * MB, Duration.ofSeconds(1));
        var file = file("a", 500_000);
        assertRead(blocks, file, 0, SegmentMap.PIECE);
        assertSame(Kind.OFFLINE, assertThrows(StoreException.class, () -> read(blocks, file, 0, 500_000)).kind());
        store.frozenAt = Long.MAX_VALUE;
        store.gate.countDown();
        assertRead(blocks, file, 0, 500_000);
    }

    @Test
    void anInterruptEndsOneReadAndNoOther() throws Exception {
        var blocks = blocks(100 * MB);
        var file = file("a", 500_000);
        assertRead(blocks, file, 0, 500_000);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> read(blocks, file, 0, 1000));
        assertTrue(Thread.interrupted());
        assertRead(blocks, file, 0, 500_000);
        assertEquals(1, store.requests.get());
    }

    @Test
    void whatWasUsedLongestAgoMakesRoom() throws Exception {
        var blocks = blocks(10 * MB);
        for (var i = 0; i < 30; i++) {
            assertRead(blocks, file("f" + i, MB), 0, MB);
            assertRead(blocks, file("f0", MB), 0, 1000);
            assertTrue(blocks.cached() <= 10 * MB);
        }
        assertEquals(1, store.perFile.get("f0"));
        assertRead(blocks, file("f29", MB), 0, MB);
        assertEquals(1, store.perFile.get("f29"));
        assertRead(blocks, file("f1", MB), 0, MB);
        assertEquals(2, store.perFile.get("f1"));
        assertTrue(files("").stream().mapToLong(path -> path.toFile().length()).sum() < 11 * MB);
    }

    @Test
    void theNextProcessKnowsWhatWasUsedLast() throws Exception {
        var blocks = blocks(10 * MB);
        for (var i = 0; i < 8; i++) {
            assertRead(blocks, file("f" + i, MB), 0, MB);
            Thread.sleep(20);
        }
        blocks.close();
        var next = blocks(10 * MB);
        next.settle();
        for (var i = 0; i < 5; i++) {
            assertRead(next, file("g" + i, MB), 0, MB);
        }
        assertRead(next, file("f7", MB), 0, MB);
        assertEquals(1, store.perFile.get("f7"));
        assertRead(next, file("f0", MB), 0, MB);
        assertEquals(2, store.perFile.get("f0"));
    }

    @Test
    void aFileThatIsLargerThanTheCacheIsReadAllTheSame() throws IOException {
        var blocks = blocks(3 * MB);
        var file = file("large", 20L * MB);
        for (var offset = 0L; offset < file.size(); offset += 500_000) {
            assertRead(blocks, file, offset, 500_000);
        }
        assertTrue(store.sent.get() < 60L * MB, () -> store.sent + " bytes");
    }

    @Test
    void aDiskThatIsNearlyFullServesWithoutKeeping() throws IOException {
        var blocks = blocks(100 * MB);
        assertRead(blocks, file("kept", MB), 0, MB);
        usable = 500;
        var file = file("a", 5L * MB);
        for (var offset = 0L; offset < file.size(); offset += 100_000) {
            assertRead(blocks, file, offset, 100_000);
        }
        assertEquals(0, blocks.cached());
        assertEquals(List.of(), files(""));
        assertEquals(5L * MB, store.sent.get() - MB);
        usable = Long.MAX_VALUE / 2;
        assertRead(blocks, file, 0, MB);
        assertTrue(blocks.cached() > 0);
    }

    @Test
    void anotherRevisionIsReadAnewAndTheOldOneIsRemoved() throws IOException {
        var blocks = blocks(100 * MB);
        assertRead(blocks, file("a", "1", MB), 0, MB);
        assertRead(blocks, file("a", "2", MB + 5), 0, MB + 5);
        assertRead(blocks, file("a", "2", MB + 5), 0, MB + 5);
        assertEquals(2, files("").size(), "a file and its map");
        assertEquals(MB + 5, blocks.cached());
    }

    @Test
    void whatIsDroppedIsReadAgain() throws IOException {
        var blocks = blocks(100 * MB);
        assertRead(blocks, file("a", MB), 0, MB);
        blocks.drop("a");
        assertEquals(0, blocks.cached());
        assertEquals(List.of(), files(""));
        assertRead(blocks, file("a", MB), 0, MB);
        assertEquals(2, store.requests.get());
        blocks.drop("unknown");
    }

    @Test
    void anUploadedFileNeedNotBeRead() throws Exception {
        var blocks = blocks(400 * MB);
        for (var size : new int[] {0, 1, 500_000, 70 * MB}) {
            var file = file("a", "r" + size, size);
            var staged = Files.write(folder.resolve("staged"), PatternStore.bytes(file, 0, size));
            assertTrue(blocks.adopt(file, staged));
            assertFalse(Files.exists(staged));
            assertEquals(size, blocks.cached());
            assertRead(blocks, file, Math.max(0, size - 3000), 5000);
            assertRead(blocks, file, 0, size);
        }
        blocks.close();
        var next = blocks(400 * MB);
        next.settle();
        assertEquals(70 * MB, next.cached());
        assertRead(next, file("a", "r" + 70 * MB, 70 * MB), 65 * MB, MB);
        assertEquals(0, store.requests.get());
        var more = Files.write(folder.resolve("staged"), new byte[401]);
        assertThrows(StoreException.class, () -> next.adopt(file("b", 400), more));
    }
}
