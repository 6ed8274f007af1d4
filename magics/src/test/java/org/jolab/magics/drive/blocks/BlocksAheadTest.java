package org.jolab.magics.drive.blocks;

import static org.jolab.magics.drive.blocks.PatternStore.file;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.jolab.magics.drive.store.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that are read before they are asked for. */
class BlocksAheadTest {

    private final PatternStore store = new PatternStore();

    @TempDir
    private Path folder;

    private static void assertRead(Blocks blocks, Entry file) throws IOException {
        var buffer = ByteBuffer.allocate((int) file.size());
        blocks.read(file, 0, buffer);
        assertArrayEquals(PatternStore.bytes(file, 0, (int) file.size()), buffer.array());
    }

    @Test
    void theNextFilesOfAFolderAreReadAheadWhenSomeWereOpenedInOrder() throws Exception {
        store.latency = 20;
        try (var blocks = new Blocks(folder, 100 << 20, store)) {
            var all = new ArrayList<Entry>();
            for (var i = 0; i < 100; i++) {
                all.add(file(String.format("f%03d", i), 10_000));
            }
            for (var file : all) {
                blocks.opened(file, () -> all);
                assertRead(blocks, file);
            }
            assertEquals(100, store.requests.get());
            assertTrue(store.most.get() >= 5, () -> "at once: " + store.most);
        }
    }

    @Test
    void theOrderMayAlsoBeThatOfTheNames() throws Exception {
        store.latency = 20;
        try (var blocks = new Blocks(folder, 100 << 20, store)) {
            var all = new ArrayList<Entry>();
            for (var i = 0; i < 100; i++) {
                all.add(file(String.format("f%03d", i), 10_000));
            }
            var listed = new ArrayList<>(all);
            Collections.shuffle(listed, new Random(1));
            for (var file : all) {
                blocks.opened(file, () -> listed);
                assertRead(blocks, file);
            }
            assertEquals(100, store.requests.get());
            assertTrue(store.most.get() >= 5, () -> "at once: " + store.most);
        }
    }

    @Test
    void filesOfAFolderInNoOrderBringNoOthers() throws Exception {
        try (var blocks = new Blocks(folder, 100 << 20, store)) {
            var all = new ArrayList<Entry>();
            for (var i = 0; i < 1000; i++) {
                all.add(file(String.format("f%03d", i), 10_000));
            }
            for (var i = 0; i < 20; i++) {
                var file = all.get(i * 377 % 1000);
                blocks.opened(file, () -> all);
                assertRead(blocks, file);
            }
            Thread.sleep(100);
            assertEquals(20, store.requests.get());
        }
    }
}
