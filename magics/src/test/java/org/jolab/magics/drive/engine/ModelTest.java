package org.jolab.magics.drive.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.tree.OpenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of random operations on an engine and on a {@link Model}, over a store that fails, with restarts. */
class ModelTest {

    private static final int STEPS = Integer.getInteger("jolab.drive.steps", 1500);
    private static final int SEEDS = Integer.getInteger("jolab.drive.seeds", 2);
    private static final EngineSettings SETTINGS = Mounted.QUICK.withRetry(Duration.ofMillis(2))
        .withDelays(Duration.ofMillis(5), Duration.ofMillis(50)).withPoll(Duration.ofMillis(20));
    private static final Set<StandardOpenOption> WRITE = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE,
        StandardOpenOption.CREATE);

    @TempDir
    private Path folder;

    @Test
    void aStoreWithTwinsHasInTheEndWhatPlainFilesWouldHave() throws Exception {
        for (var seed = 1L; seed <= SEEDS; seed++) {
            new Run(seed, true).run();
        }
    }

    @Test
    void aStoreWithoutTwinsHasInTheEndWhatPlainFilesWouldHave() throws Exception {
        for (var seed = 101L; seed <= 100 + SEEDS; seed++) {
            new Run(seed, false).run();
        }
    }

    /** One sequence of operations. */
    private final class Run {

        private final long seed;
        private final Random random;
        private final Random faults;
        private final MemoryStore store;
        private final Model model = new Model();
        private final Map<String, OpenFile> open = new TreeMap<>();
        private volatile boolean faulty = true;
        private Engine engine;

        private Run(long seed, boolean twins) {
            this.seed = seed;
            random = new Random(seed);
            faults = new Random(seed);
            store = new MemoryStore(twins, 7);
        }

        private void run() throws Exception {
            start();
            engine.list("/", (name, attributes) -> true);
            store.fault(this::fault);
            for (var i = 0; i < STEPS; i++) {
                step();
                if (random.nextInt(200) == 0) {
                    check("after step " + i);
                }
                if (random.nextInt(150) == 0) {
                    restart();
                }
                if (random.nextInt(5) == 0) {
                    Thread.sleep(random.nextInt(12));
                }
            }
            closeAll();
            faulty = false;
            assertTrue(engine.flush(Duration.ofSeconds(60)), () -> seed + ": " + engine.report());
            check("in the end");
            assertEquals(model.tree(), store.tree(), "seed " + seed);
            assertTrue(engine.report().aside().isEmpty(), () -> seed + ": " + engine.report());
            restart();
            check("after the end");
            engine.close();
        }

        private void fault(String request, boolean done) throws IOException {
            int dice;
            synchronized (faults) {
                dice = faults.nextInt(100);
            }
            if (!faulty || request.equals("read") || request.equals("list")) {
                return;
            }
            if (dice < 8) {
                throw new StoreException(done ? StoreException.Kind.OFFLINE : StoreException.Kind.RATE, "not now");
            }
            if (dice < 10 && request.equals("send") && !done) {
                store.forgetUploads();
            }
        }

        private void start() throws IOException {
            engine = Engine.open(folder.resolve("cache" + seed), store, SETTINGS);
        }

        private void restart() throws IOException {
            closeAll();
            engine.close();
            start();
        }

        private void closeAll() throws IOException {
            for (var file : open.values()) {
                file.close();
            }
            open.clear();
        }

        private String path() {
            var path = new StringBuilder();
            for (var depth = 1 + random.nextInt(3); depth > 0; depth--) {
                path.append('/').append((char) ('a' + random.nextInt(4)));
            }
            return path.toString();
        }

        private interface Action {
            void run() throws IOException;
        }

        private void same(String what, boolean succeeds, Action action) throws IOException {
            try {
                action.run();
                assertTrue(succeeds, seed + ": should have failed: " + what);
            } catch (FileSystemException e) {
                assertTrue(!succeeds, () -> seed + ": " + what + ": " + e);
            }
        }

        private void step() throws IOException {
            var path = path();
            var other = path();
            switch (random.nextInt(16)) {
                case 0, 1 -> same("mkdir " + path, model.makeFolder(path), () -> engine.makeFolder(path, 0755));
                case 2, 3 -> same("rm " + path, model.remove(path), () -> engine.remove(path));
                case 4 -> same("rmdir " + path, model.removeFolder(path), () -> engine.removeFolder(path));
                case 5, 6, 7 -> {
                    var replace = random.nextBoolean();
                    same("mv " + path + " " + other, model.rename(path, other, replace),
                        () -> engine.rename(path, other, replace));
                }
                case 8 -> {
                    var size = random.nextInt(30);
                    same("truncate " + path, model.truncate(path, size), () -> engine.truncate(path, size));
                }
                case 9 -> write(path, bytes(5 << 20), 0);
                case 10 -> keepOpen(path);
                default -> write(path, bytes(20), random.nextInt(30));
            }
        }

        private byte[] bytes(int most) {
            var bytes = new byte[1 + random.nextInt(most)];
            if (bytes.length > 100) {
                // Large ones are seldom, as they are compared in full.
                return random.nextInt(10) == 0 ? filled(new byte[(4 << 20) + 10]) : filled(new byte[50]);
            }
            return filled(bytes);
        }

        private byte[] filled(byte[] bytes) {
            for (var i = 0; i < bytes.length; i += 1 + bytes.length / 50) {
                bytes[i] = (byte) random.nextInt();
            }
            return bytes;
        }

        private void write(String path, byte[] bytes, int offset) throws IOException {
            same("write " + path, model.create(path), () -> {
                try (var file = engine.open(path, WRITE, 0644)) {
                    model.write(path, bytes, offset);
                    file.write(ByteBuffer.wrap(bytes), offset);
                    file.flush();
                }
            });
        }

        /** A handle that outlives renames and removals, and through which nothing more is written by path. */
        private void keepOpen(String path) throws IOException {
            if (!model.isFile(path)) {
                return;
            }
            var old = open.put(path + random.nextInt(3), engine.open(path, WRITE, 0644));
            if (old != null) {
                old.close();
            }
        }

        private void check(String when) throws IOException {
            assertEquals(model.tree(), tree(), seed + " " + when);
        }

        private Map<String, String> tree() throws IOException {
            var tree = new TreeMap<String, String>();
            add("", tree);
            return tree;
        }

        private void add(String path, Map<String, String> tree) throws IOException {
            var folders = new TreeMap<String, Boolean>();
            engine.list(path.isEmpty() ? "/" : path, (name, attributes) -> {
                folders.put(path + "/" + name, attributes.isFolder());
                return true;
            });
            for (var child : folders.entrySet()) {
                if (child.getValue()) {
                    tree.put(child.getKey(), "folder");
                    add(child.getKey(), tree);
                } else {
                    tree.put(child.getKey(), content(child.getKey()));
                }
            }
        }

        private String content(String path) throws IOException {
            try (var file = engine.open(path, Set.of(StandardOpenOption.READ), 0)) {
                var bytes = ByteBuffer.allocate((int) file.attributes().size());
                var more = true;
                while (bytes.hasRemaining() && more) {
                    more = file.read(bytes, bytes.position()) > 0;
                }
                return HexFormat.of().formatHex(bytes.array());
            }
        }
    }
}
