package org.jolab.magics.drive.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jolab.magics.drive.fuse.FolderTree;
import org.jolab.magics.drive.tree.Attributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoWayFolderTest {

    @TempDir
    private Path folder;
    private Path here;
    private Path there;
    private int seconds;

    @BeforeEach
    void make() throws IOException {
        here = Files.createDirectory(folder.resolve("here"));
        there = Files.createDirectory(folder.resolve("there"));
    }

    private SyncReport round() throws IOException {
        return new TwoWayFolder(new FolderTree(there), "/", here, folder.resolve("state")).round(false);
    }

    /** Writes with a time of its own, as two writes within a second may look the same. */
    private void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000 + 10 * seconds++)));
    }

    private static TreeMap<String, String> contents(Path folder) throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                all.put(folder.relativize(file).toString(), Files.isDirectory(file) ? "folder"
                    : Files.readString(file));
            }
        }
        return all;
    }

    private void assertEqual() throws IOException {
        assertEquals(contents(there), contents(here));
        assertEquals(new SyncReport(List.of(), List.of(), List.of(), List.of(), List.of()), round());
    }

    @Test
    void whatIsNewOnEitherSideIsOnBoth() throws IOException {
        write(here.resolve("a/b.txt"), "from here");
        write(there.resolve("c/d.txt"), "from there");
        round();
        assertEquals("from here", Files.readString(there.resolve("a/b.txt")));
        assertEquals("from there", Files.readString(here.resolve("c/d.txt")));
        assertEqual();
    }

    @Test
    void changesAndRemovalsGoBothWays() throws IOException {
        for (var name : List.of("a", "b", "c", "d", "f/x", "g/x")) {
            write(here.resolve(name), name);
        }
        round();
        write(here.resolve("a"), "changed here");
        write(there.resolve("b"), "changed there");
        Files.delete(here.resolve("c"));
        Files.delete(there.resolve("d"));
        Files.delete(here.resolve("f/x"));
        Files.delete(here.resolve("f"));
        Files.delete(there.resolve("g/x"));
        Files.delete(there.resolve("g"));
        assertEquals(List.of(), round().failed());
        assertEquals("{=folder, a=changed here, b=changed there}", contents(there).toString());
        assertEqual();
    }

    @Test
    void whatBothHaveChangedIsKeptTwice() throws IOException {
        write(here.resolve("a.txt"), "one");
        round();
        write(here.resolve("a.txt"), "mine");
        write(there.resolve("a.txt"), "theirs");
        var conflicts = round().conflicts();
        assertEquals(1, conflicts.size());
        assertEquals("theirs", Files.readString(here.resolve("a.txt")));
        assertEquals("mine", Files.readString(there.resolve(conflicts.getFirst().substring(1))));
        assertEqual();
    }

    @Test
    void whatIsRemovedOnOneSideAndChangedOnTheOtherStays() throws IOException {
        write(here.resolve("a"), "one");
        write(here.resolve("b"), "one");
        round();
        Files.delete(here.resolve("a"));
        write(there.resolve("a"), "changed");
        Files.delete(there.resolve("b"));
        write(here.resolve("b"), "changed");
        round();
        assertEquals("{=folder, a=changed, b=changed}", contents(here).toString());
        assertEqual();
    }

    @Test
    void nothingIsRemovedWhenTheDriveCannotBeSeenWhole() throws IOException {
        write(here.resolve("a"), "one");
        write(here.resolve("f/b"), "two");
        round();
        var half = new FolderTree(there) {
            @Override
            public void list(String path, BiPredicate<String, Attributes> sink) throws IOException {
                if (path.equals("/f")) {
                    throw new IOException("the network broke");
                }
                super.list(path, sink);
            }
        };
        var sync = new TwoWayFolder(half, "/", here, folder.resolve("state"));
        assertThrows(IOException.class, () -> sync.round(false));
        assertTrue(Files.exists(here.resolve("f/b")));
        assertEqual();
    }

    @Test
    void aLostStateRemovesNothing() throws IOException {
        write(here.resolve("a"), "one");
        write(here.resolve("b"), "two");
        round();
        Files.writeString(folder.resolve("state"), "{torn");
        Files.delete(here.resolve("b"));
        round();
        assertEquals("{=folder, a=one, b=two}", contents(here).toString());
        assertEqual();
    }

    @Test
    void tooMuchIsRefused() throws IOException {
        try (var large = new java.io.RandomAccessFile(there.resolve("large").toFile(), "rw")) {
            large.setLength(TwoWayFolder.LARGEST + 1);
        }
        assertTrue(assertThrows(org.jolab.api.UsageError.class, this::round).getMessage().contains("2.0 GB"));
        assertFalse(Files.exists(here.resolve("large")));
    }
}
