package org.jolab.magics.drive.sync;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jolab.magics.drive.fuse.FolderTree;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.OpenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users do at random what users do, on both sides, between rounds and within them, and rounds are killed anywhere:
 * whatever no user has removed or written over is in the end on both sides.
 */
class SyncModelTest {

    private static final List<String> NAMES = List.of("a", "A", "b.txt", "d", "d/x", "d/y", "d/e", "d/e/z", "e", "e/x");

    @TempDir
    private Path folder;
    private SyncSandbox box;
    private Random random;
    private int written;
    private final Set<String> all = new TreeSet<>();
    private final Set<String> released = new HashSet<>();

    @Test
    void nothingIsLostThatNobodyHasRemoved() throws IOException {
        var end = System.nanoTime() + 8_000_000_000L;
        for (var seed = 0; seed < 4 || seed < 60 && System.nanoTime() < end; seed++) {
            box = new SyncSandbox(folder.resolve("seed " + seed));
            random = new Random(seed);
            all.clear();
            released.clear();
            for (var i = 0; i < 12; i++) {
                users(random.nextInt(5));
                round();
            }
            box.restart();
            var left = box.settled().values();
            var expected = new TreeSet<>(all);
            expected.removeAll(released);
            assertTrue(left.containsAll(expected), "seed " + seed + ": " + expected + " in " + left);
        }
    }

    private void round() throws IOException {
        if (random.nextInt(3) > 0) {
            box.restart(new Disturbed(random.nextInt(60) == 0 || random.nextBoolean() ? random.nextInt(40) : 1000));
        }
        try {
            if (random.nextBoolean()) {
                box.round();
            } else {
                box.roundRemoving();
            }
        } catch (Killed killed) {
            box.restart();
        } catch (IOException unseen) {
            // A folder went while it was listed: nothing is done in such a round.
            return;
        }
    }

    private void users(int times) throws IOException {
        for (var i = 0; i < times; i++) {
            try {
                user(random.nextBoolean() ? box.here : box.there);
            } catch (FileSystemException cannot) {
                // Such as a file where a folder would have to be.
                continue;
            }
        }
    }

    private void user(Path side) throws IOException {
        var file = side.resolve(NAMES.get(random.nextInt(NAMES.size())));
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> {
                var text = "%05d".formatted(written++);
                Files.createDirectories(file.getParent());
                if (Files.isDirectory(file)) {
                    return;
                }
                release(file);
                Files.writeString(file, text);
                // A drive's clock is exact; of a folder's two files may have the same tick, and a removed one's number.
                Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + written));
                all.add(text);
            }
            case 3, 4 -> removeAll(file);
            default -> {
                var to = side.resolve(NAMES.get(random.nextInt(NAMES.size())));
                if (Files.exists(file) && !to.startsWith(file) && !file.startsWith(to)) {
                    removeAll(to);
                    Files.createDirectories(to.getParent());
                    Files.move(file, to);
                }
            }
        }
    }

    private void release(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            released.add(Files.readString(file));
        }
    }

    private void removeAll(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (var below = Files.walk(file)) {
            for (var each : below.sorted(java.util.Comparator.reverseOrder()).toList()) {
                release(each);
                Files.delete(each);
            }
        }
    }

    /** A tree in which users go on, and whose process is killed at one of its requests. */
    private final class Disturbed extends FolderTree {

        private int left;

        Disturbed(int left) {
            super(box.there);
            this.left = left;
        }

        private void step() throws IOException {
            if (left-- <= 0) {
                throw new Killed();
            }
            if (random.nextInt(12) == 0) {
                users(1);
            }
        }

        @Override
        public void list(String path, BiPredicate<String, Attributes> sink) throws IOException {
            step();
            super.list(path, sink);
        }

        @Override
        public OpenFile open(String path, Set<? extends OpenOption> options, int mode) throws IOException {
            step();
            return super.open(path, options, mode);
        }

        @Override
        public void makeFolder(String path, int mode) throws IOException {
            step();
            super.makeFolder(path, mode);
            step();
        }

        @Override
        public void setModified(String path, Instant modified) throws IOException {
            step();
            super.setModified(path, modified);
        }

        // Others come between the last look and these only through the drive itself, which knows revisions.
        @Override
        public void remove(String path) throws IOException {
            killed();
            super.remove(path);
            killed();
        }

        @Override
        public void removeFolder(String path) throws IOException {
            killed();
            super.removeFolder(path);
            killed();
        }

        @Override
        public void rename(String from, String to, boolean replace) throws IOException {
            killed();
            super.rename(from, to, replace);
            killed();
        }

        private void killed() {
            if (left-- <= 0) {
                throw new Killed();
            }
        }
    }
}
