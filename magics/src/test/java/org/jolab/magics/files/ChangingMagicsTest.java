package org.jolab.magics.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jolab.api.Magic;
import org.jolab.api.UsageError;
import org.jolab.magics.Printed;
import org.jolab.magics.TypedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ChangingMagicsTest {

    private final Path start = Path.of("").toAbsolutePath();
    private final CurrentFolder current = new CurrentFolder();
    private final List<Magic> magics = new ChangingMagics(new Places(current)).all();
    private Path folder;

    @BeforeEach
    void makeFiles(@TempDir Path temporary) throws IOException {
        folder = current.enter(temporary);
        Files.createDirectories(Path.of("tree/sub"));
        Files.writeString(Path.of("tree/one.txt"), "one");
        Files.writeString(Path.of("tree/sub/two.txt"), "two");
        Files.writeString(Path.of("a.txt"), "a");
        Files.writeString(Path.of("b.txt"), "b");
    }

    @AfterEach
    void goBack() {
        current.enter(start);
    }

    private String run(String name, String line) throws Exception {
        return Printed.by(() -> TypedCall.run(magics, name, line)).out();
    }

    private String mistake(String name, String line) {
        return assertThrows(UsageError.class, () -> run(name, line)).getMessage();
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(path -> folder.relativize(path).toString()).filter(name -> !name.isEmpty()).sorted()
                .toList();
        }
    }

    @Test
    void foldersAreMade() throws Exception {
        run("mkdir", "new 'with blank'");
        run("mkdir", "-p deep/er tree");
        assertTrue(Files.isDirectory(Path.of("with blank")));
        assertTrue(Files.isDirectory(Path.of("deep/er")));
        assertEquals("new exists already; with -p that is no error.", mistake("mkdir", "new"));
        assertEquals("a.txt exists already, as a file.", mistake("mkdir", "-p a.txt"));
        assertTrue(mistake("mkdir", "no/where").contains("-p makes it, too"));
        assertTrue(mistake("mkdir", "a.txt/x").startsWith("Can't make the folder a.txt/x: "),
            mistake("mkdir", "a.txt/x"));
    }

    @Test
    void emptyFoldersAreDeleted() throws Exception {
        run("mkdir", "-p e/m/p");
        assertEquals("Can't delete tree: the folder is not empty.", mistake("rmdir", "tree"));
        assertTrue(mistake("rmdir", "a.txt").contains("%rm deletes files"));
        run("rmdir", "-p e/m/p");
        assertFalse(Files.exists(Path.of("e")));
    }

    @Test
    void nothingIsDeletedIfOneNameIsWrong() throws Exception {
        var before = tree();
        assertTrue(mistake("rm", "a.txt missing").contains("missing"));
        assertTrue(mistake("rm", "a.txt tree").contains("%rm -r"));
        assertTrue(mistake("rm", "*.png").startsWith("Nothing matches *.png"));
        assertEquals(before, tree());
        run("rm", "-f missing *.png");
        run("rm", "*.txt");
        assertEquals(List.of("tree", "tree/one.txt", "tree/sub", "tree/sub/two.txt"), tree());
        run("rm", "-rf tree missing");
        assertEquals(List.of(), tree());
    }

    @Test
    void linksAreDeletedAndNotWhatTheyLeadTo() throws Exception {
        Files.createSymbolicLink(Path.of("link"), Path.of("tree"));
        Files.createDirectory(Path.of("d"));
        Files.createSymbolicLink(Path.of("d/up"), folder.resolve("tree"));
        run("rm", "-r d link");
        assertTrue(Files.exists(Path.of("tree/one.txt")));
        assertFalse(Files.exists(Path.of("link"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void whatNobodyWantsToLoseIsKept() throws Exception {
        // These two never through %rm itself: a broken guard should not cost whoever runs the tests his files.
        for (var vital : List.of(Path.of("/"), Path.of(System.getProperty("user.home")))) {
            assertThrows(UsageError.class, () -> Removal.refuseVital(vital, folder));
        }
        run("mkdir", "inner");
        current.enter(Path.of("inner"));
        assertTrue(mistake("rm", "-rf .").contains("the current folder"));
        assertTrue(mistake("rm", "-rf ..").contains("the current folder"));
        assertTrue(mistake("rm", "-rf " + folder).contains("the current folder"));
        current.enter(folder);
        assertTrue(mistake("rmdir", folder.toString()).contains("the current folder"));
        assertTrue(Files.exists(Path.of("tree/sub/two.txt")));
    }

    @Test
    void filesAreCopied() throws Exception {
        run("cp", "a.txt c.txt");
        assertEquals("a", Files.readString(Path.of("c.txt")));
        run("cp", "*.txt tree");
        assertEquals("b", Files.readString(Path.of("tree/b.txt")));
        assertEquals("a.txt -> tree/one.txt\n", run("cp", "-v a.txt tree/one.txt"));
        assertEquals("a", Files.readString(Path.of("tree/one.txt")));
        run("cp", "-n b.txt tree/one.txt");
        assertEquals("a", Files.readString(Path.of("tree/one.txt")));
        assertTrue(tree().stream().noneMatch(name -> name.endsWith(".part")), tree().toString());
    }

    @Test
    void foldersAreCopied() throws Exception {
        Files.setLastModifiedTime(Path.of("tree/one.txt"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        Files.createSymbolicLink(Path.of("tree/link"), Path.of("one.txt"));
        assertTrue(mistake("cp", "tree copy").contains("%cp -r"));
        run("cp", "-r tree copy");
        assertEquals("two", Files.readString(Path.of("copy/sub/two.txt")));
        assertEquals(Path.of("one.txt"), Files.readSymbolicLink(Path.of("copy/link")));
        run("cp", "-r tree copy");
        assertEquals("two", Files.readString(Path.of("copy/tree/sub/two.txt")));
        run("cp", "-a tree kept");
        assertEquals(Instant.parse("2020-01-01T00:00:00Z"),
            Files.getLastModifiedTime(Path.of("kept/one.txt")).toInstant());
        assertTrue(Files.getLastModifiedTime(Path.of("copy/one.txt")).toInstant()
            .isAfter(Instant.parse("2021-01-01T00:00:00Z")));
    }

    @Test
    void badCopiesLoseNothing() throws Exception {
        var before = tree();
        assertTrue(mistake("cp", "a.txt").startsWith("Say what is to be copied"));
        assertTrue(mistake("cp", "a.txt b.txt c.txt").contains("c.txt is no folder, so 2 files"));
        assertEquals("a.txt can't be copied to a.txt: both are the same.", mistake("cp", "a.txt a.txt"));
        assertTrue(mistake("cp", "-r tree tree/sub/copy").contains("lies within the folder"));
        assertTrue(mistake("cp", "-r tree tree").contains("lies within the folder"));
        assertTrue(mistake("mv", "tree tree/sub").contains("lies within the folder"));
        assertTrue(mistake("cp", "a.txt no/where.txt").contains("There is no folder no"));
        assertTrue(mistake("cp", "a.txt no/").contains("There is no folder no"));
        assertTrue(mistake("cp", "-r tree a.txt").contains("it exists already"));
        assertEquals(before, tree());
        assertEquals("a", Files.readString(Path.of("a.txt")));
    }

    @Test
    void aCopyGoesThroughALinkAndKeepsWhoMayReadIt() throws Exception {
        Files.createSymbolicLink(Path.of("link"), Path.of("b.txt"));
        Files.setPosixFilePermissions(Path.of("b.txt"), PosixFilePermissions.fromString("rw-------"));
        run("cp", "a.txt link");
        assertEquals("a", Files.readString(Path.of("b.txt")));
        assertTrue(Files.isSymbolicLink(Path.of("link")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of("b.txt"))));
    }

    @Test
    void filesAndFoldersAreMoved() throws Exception {
        run("mv", "a.txt c.txt");
        assertEquals("a", Files.readString(Path.of("c.txt")));
        run("mv", "*.txt tree");
        assertEquals(List.of("tree", "tree/b.txt", "tree/c.txt", "tree/one.txt", "tree/sub", "tree/sub/two.txt"),
            tree());
        run("mv", "tree wood");
        assertEquals("two", Files.readString(Path.of("wood/sub/two.txt")));
        run("mkdir", "other");
        run("mv", "wood other");
        assertEquals("two", Files.readString(Path.of("other/wood/sub/two.txt")));
        run("mkdir", "-p wood/x");
        assertEquals("wood can't be moved to other/wood: the folder is not empty.", mistake("mv", "wood other"));
    }

    @Test
    void aFolderMovesToAnotherFileSystem() throws Exception {
        var memory = Path.of("/dev/shm");
        if (!Files.isWritable(memory) || Files.getFileStore(memory).equals(Files.getFileStore(folder))) {
            return;
        }
        var there = Files.createTempDirectory(memory, "jolab");
        try {
            run("mv", "tree " + there);
            assertEquals("two", Files.readString(there.resolve("tree/sub/two.txt")));
            assertFalse(Files.exists(Path.of("tree")));
        } finally {
            Removal.of(there);
        }
    }

    @Test
    void anInterruptedCopyLeavesNothingHalfDone() throws Exception {
        // A sparse file: it takes no room, but some time.
        try (var large = new RandomAccessFile("large", "rw")) {
            large.setLength(8L << 30);
        }
        Files.writeString(Path.of("goal"), "before");
        var thrown = new Throwable[1];
        var thread = Thread.ofPlatform().start(() -> {
            try {
                TypedCall.run(magics, "cp", "large goal");
            } catch (Throwable t) {
                thrown[0] = t;
            }
        });
        Thread.sleep(50);
        thread.interrupt();
        thread.join();
        assertInstanceOf(InterruptedException.class, thrown[0]);
        assertEquals("before", Files.readString(Path.of("goal")));
        assertTrue(tree().stream().noneMatch(name -> name.endsWith(".part")), tree().toString());
    }

    @Test
    void touchedFilesAreThereAndNew() throws Exception {
        Files.setLastModifiedTime(Path.of("a.txt"), FileTime.from(Instant.EPOCH));
        run("touch", "a.txt new.txt");
        assertArrayEquals(new byte[0], Files.readAllBytes(Path.of("new.txt")));
        assertTrue(Files.getLastModifiedTime(Path.of("a.txt")).toInstant().isAfter(Instant.EPOCH));
        run("touch", "-c none.txt");
        assertFalse(Files.exists(Path.of("none.txt")));
    }
}
