package org.jolab.magics.drive.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jolab.magics.drive.fuse.FolderTree;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.OpenFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the two sides at the worst time or in the worst way. */
class SyncAdversaryTest {

    @TempDir
    private Path folder;
    private SyncSandbox box;
    private Path here;
    private Path there;

    @BeforeEach
    void make() throws IOException {
        box = new SyncSandbox(folder);
        here = box.here;
        there = box.there;
    }

    private void writeHere(String... names) throws IOException {
        for (var name : names) {
            SyncSandbox.write(here.resolve(name), name);
        }
    }

    @Test
    void aFolderThatWasMadeAnewIsFilledAgain() throws IOException {
        writeHere("a", "b", "f/c");
        var all = box.settled();
        empty(here);
        box.restart();
        assertEquals(0, box.round().up().size());
        assertEquals(all, box.settled());
        empty(there);
        box.restart();
        box.round();
        assertEquals(all, box.settled());
    }

    private static void empty(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.createDirectory(folder);
    }

    @Test
    void whatLooksLikeAnAccidentIsNotRepeatedOnTheOtherSide() throws IOException {
        writeHere("a", "b", "f/c");
        var all = box.settled();
        for (var side : new Path[] {here, there}) {
            empty(side);
            var refused = box.round().refused();
            assertEquals(1, refused.size());
            assertTrue(refused.getFirst().contains("3 files are missing"), refused.toString());
            assertTrue(refused.getFirst().contains("--remove"), refused.toString());
            assertEquals(all, SyncSandbox.contents(side.equals(here) ? there : here));
            new TwoWayFolder(new FolderTree(there), "/", here, box.state).forget();
            box.restart();
            assertEquals(all, box.settled());
        }
        for (var i = 0; i < 20; i++) {
            writeHere("many/" + i);
        }
        box.settled();
        for (var i = 0; i < 17; i++) {
            Files.delete(here.resolve("many/" + i));
        }
        assertTrue(box.round().refused().getFirst().contains("17 files are missing in the folder"));
        assertEquals(0, box.roundRemoving().refused().size());
        assertEquals("{a=a, b=b, f=folder, f/c=f/c, many=folder, many/17=many/17, many/18=many/18, many/19=many/19}",
            box.settled().toString());
    }

    @Test
    void editsWithinASecondAreSeen() throws IOException {
        SyncSandbox.write(here.resolve("a"), "one", 100);
        SyncSandbox.write(here.resolve("b"), "one", 100);
        SyncSandbox.write(here.resolve("c"), "one", 100);
        box.settled();
        SyncSandbox.write(here.resolve("a"), "two", 900);
        SyncSandbox.write(there.resolve("b"), "two", 900);
        // Even the time was set back.
        SyncSandbox.write(here.resolve("c"), "two", 100);
        assertEquals("{a=two, b=two, c=two}", box.settled().toString());
        SyncSandbox.write(here.resolve("a"), "mine", 950);
        SyncSandbox.write(there.resolve("a"), "your", 950);
        assertEquals(1, box.round().conflicts().size());
        assertTrue(box.settled().values().containsAll(Set.of("mine", "your")));
    }

    @Test
    void aNewTimeAloneIsNoChange() throws IOException {
        writeHere("a");
        box.settled();
        Files.setLastModifiedTime(here.resolve("a"), FileTime.from(Instant.ofEpochSecond(1_600_000_000)));
        SyncSandbox.write(there.resolve("a"), "theirs");
        assertEquals(0, box.round().conflicts().size());
        assertEquals("{a=theirs}", box.settled().toString());
        Files.setLastModifiedTime(there.resolve("a"), FileTime.from(Instant.ofEpochSecond(1_600_000_000)));
        SyncSandbox.write(here.resolve("a"), "mine");
        assertEquals(0, box.round().conflicts().size());
        assertEquals("{a=mine}", box.settled().toString());
    }

    /** Does something just before a file gets its name in the drive. */
    private final class Late extends FolderTree {

        private final Path file;
        private boolean done;

        Late(Path file) {
            super(there);
            this.file = file;
        }

        @Override
        public OpenFile open(String path, Set<? extends OpenOption> options, int mode) throws IOException {
            if (!done) {
                done = true;
                SyncSandbox.write(file, "late");
            }
            return super.open(path, options, mode);
        }
    }

    @Test
    void whatArrivesWhileACopyIsMadeIsNotReplaced() throws IOException {
        for (var side : new Path[] {there, here}) {
            var other = side.equals(there) ? here : there;
            SyncSandbox.write(other.resolve("new"), "one");
            SyncSandbox.write(other.resolve("old"), "one");
            box.settled();
            SyncSandbox.write(other.resolve("old"), "mine");
            box.restart(new Late(side.resolve("old")));
            box.round();
            assertEquals("late", Files.readString(side.resolve("old")));
            box.restart(new Late(side.resolve("fresh")));
            SyncSandbox.write(other.resolve("fresh"), "mine");
            box.round();
            assertEquals("late", Files.readString(side.resolve("fresh")));
            box.restart();
            var all = box.settled();
            assertEquals(2, all.values().stream().filter("late"::equals).count(), all::toString);
            assertEquals(2, all.values().stream().filter("mine"::equals).count(), all::toString);
            empty(here);
            box.settled();
        }
    }

    @Test
    void aFileThatChangesWhileItIsReadIsCopiedWhenItRests() throws IOException {
        writeHere("a");
        box.restart(new Late(here.resolve("a")));
        box.round();
        assertFalse(Files.exists(there.resolve("a")));
        assertEquals("{a=late}", box.settled().toString());
    }

    @Test
    void aFolderThatIsRemovedOnOneSideStaysForWhatIsEditedInIt() throws IOException {
        for (var side : new Path[] {here, there}) {
            var other = side.equals(here) ? there : here;
            writeHere("f/g/x", "f/y", "z");
            box.settled();
            empty(side.resolve("f"));
            Files.delete(side.resolve("f"));
            SyncSandbox.write(other.resolve("f/g/x"), "edited");
            SyncSandbox.write(other.resolve("f/h/new"), "new");
            assertEquals("{f=folder, f/g=folder, f/g/x=edited, f/h=folder, f/h/new=new, z=z}",
                box.settled().toString());
            empty(here);
            box.settled();
        }
    }

    @Test
    void aFolderBecomesAFileAndBack() throws IOException {
        for (var side : new Path[] {here, there}) {
            var other = side.equals(here) ? there : here;
            writeHere("f/x", "z");
            box.settled();
            empty(side.resolve("f"));
            Files.delete(side.resolve("f"));
            SyncSandbox.write(side.resolve("f"), "file");
            assertEquals("{f=file, z=z}", box.settled().toString());
            Files.delete(side.resolve("f"));
            SyncSandbox.write(side.resolve("f/x"), "again");
            assertEquals("{f=folder, f/x=again, z=z}", box.settled().toString());
            empty(side.resolve("f"));
            Files.delete(side.resolve("f"));
            SyncSandbox.write(side.resolve("f"), "file");
            SyncSandbox.write(other.resolve("f/x"), "edited");
            var all = box.settled();
            assertTrue(all.values().containsAll(Set.of("file", "edited")), all::toString);
            empty(here);
            box.settled();
        }
    }

    @Test
    void aFolderThatBecomesAFileWhileItIsRemovedIsLeft() throws IOException {
        writeHere("f/x", "z");
        box.settled();
        empty(there.resolve("f"));
        Files.delete(there.resolve("f"));
        box.restart(new FolderTree(there) {
            @Override
            public void list(String path, BiPredicate<String, Attributes> sink) throws IOException {
                empty(here.resolve("f"));
                Files.delete(here.resolve("f"));
                SyncSandbox.write(here.resolve("f"), "file");
                super.list(path, sink);
            }
        });
        box.round();
        box.restart();
        assertEquals("{f=file, z=z}", box.settled().toString());
    }

    @Test
    void aRenameThatOnlyChangesCaseIsARename() throws IOException {
        writeHere("Readme", "z");
        box.settled();
        Files.move(here.resolve("Readme"), here.resolve("README"));
        assertEquals("{README=Readme, z=z}", box.settled().toString());
        Files.move(there.resolve("README"), there.resolve("readme"));
        assertEquals("{readme=Readme, z=z}", box.settled().toString());
    }

    @Test
    void linksAreNeitherFollowedNorReplacedNorTakenForRemovals() throws Exception {
        writeHere("a", "b", "f/x", "z");
        box.settled();
        Files.createDirectory(folder.resolve("outside"));
        Files.writeString(folder.resolve("outside/secret"), "secret");
        Files.createSymbolicLink(here.resolve("loop"), here);
        Files.delete(here.resolve("a"));
        Files.createSymbolicLink(here.resolve("a"), folder.resolve("outside/secret"));
        empty(here.resolve("f"));
        Files.delete(here.resolve("f"));
        Files.createSymbolicLink(here.resolve("f"), folder.resolve("outside"));
        Files.delete(there.resolve("b"));
        Files.createSymbolicLink(there.resolve("b"), there.resolve("z"));
        SyncSandbox.write(there.resolve("a"), "edited");
        SyncSandbox.write(there.resolve("f/x"), "edited");
        SyncSandbox.write(there.resolve("f/y"), "edited");
        Files.createSymbolicLink(here.resolve("dangling"), here.resolve("nothing"));
        SyncSandbox.write(there.resolve("dangling"), "edited");
        assertEquals(0, new ProcessBuilder("mkfifo", here.resolve("pipe").toString()).start().waitFor());
        var report = box.round();
        assertEquals(4, report.failed().size(), report.toString());
        assertEquals("{a=edited, b=link, dangling=edited, f=folder, f/x=edited, f/y=edited, z=z}",
            SyncSandbox.contents(there).toString());
        assertTrue(Files.isSymbolicLink(here.resolve("a")) && Files.isSymbolicLink(here.resolve("dangling")));
        assertEquals("b", Files.readString(here.resolve("b")));
        assertEquals("{secret=secret}", SyncSandbox.contents(folder.resolve("outside")).toString());
    }

    @Test
    void namesThatAreAsLongAsCanBeHaveConflictsToo() throws IOException {
        var name = "ä".repeat(125) + ".txt";
        SyncSandbox.write(here.resolve(name), "mine");
        SyncSandbox.write(there.resolve(name), "yours");
        var all = box.settled();
        assertEquals(2, all.size());
        assertTrue(all.keySet().stream().allMatch(each -> each.endsWith(".txt")), all::toString);
    }

    @Test
    void aConflictDoesNotTakeANameThatTheDriveHas() throws IOException {
        writeHere("a");
        box.settled();
        SyncSandbox.write(here.resolve("a"), "mine");
        SyncSandbox.write(there.resolve("a"), "yours");
        SyncSandbox.write(there.resolve("a (conflict " + java.time.LocalDate.now() + ")"), "another's");
        box.round();
        assertEquals("[another's, mine, yours]", box.settled().values().stream().sorted().toList().toString());
    }

    @Test
    void aStateOfOtherFoldersOrOfAnEarlierVersionIsNotBelieved() throws IOException {
        writeHere("a", "b");
        box.settled();
        var state = Files.readAllBytes(box.state);
        for (var length = 0; length < state.length; length += 7) {
            Files.write(box.state, java.util.Arrays.copyOf(state, length));
            Files.deleteIfExists(here.resolve("b"));
            box.restart();
            box.round();
            assertEquals("{a=a, b=b}", box.settled().toString());
        }
        var other = Files.createDirectory(folder.resolve("other"));
        var elsewhere = new TwoWayFolder(new FolderTree(other), "/", here, box.state);
        elsewhere.round(false);
        assertEquals("{a=a, b=b}", SyncSandbox.contents(other).toString());
        Files.writeString(box.state, "{\"/a\":[[false,1,0],[false,1,0]],\"/c\":[[false,1,0],[false,1,0]]}");
        box.restart();
        assertEquals(0, box.round().conflicts().size());
    }

    @Test
    void halfAFileIsNeverSeenAndIsNotLeftBehind() throws IOException {
        SyncSandbox.write(here.resolve("a"), "old");
        box.settled();
        SyncSandbox.write(here.resolve("a"), "x".repeat(3 << 20));
        var fails = new FolderTree(there) {
            @Override
            public void setModified(String path, Instant modified) {
                throw new Killed();
            }

            @Override
            public void remove(String path) {
                throw new Killed();
            }
        };
        box.restart(fails);
        assertThrows(Killed.class, box::round);
        assertEquals("old", Files.readString(there.resolve("a")));
        assertEquals(2, SyncSandbox.contents(there).size());
        box.restart();
        assertEquals(1, box.settled().size());
        try (var out = Files.newOutputStream(there.resolve(".jolab-part-of-another-machine"),
                StandardOpenOption.CREATE)) {
            out.write(1);
        }
        box.round();
        assertEquals(1, SyncSandbox.contents(here).size());
        assertEquals(2, SyncSandbox.contents(there).size());
    }
}
