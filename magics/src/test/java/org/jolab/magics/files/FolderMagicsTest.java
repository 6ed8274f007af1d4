package org.jolab.magics.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
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
class FolderMagicsTest {

    private final Path start = Path.of("").toAbsolutePath();
    private final CurrentFolder current = new CurrentFolder();
    private final List<Magic> magics = new FolderMagics(new Places(current)).all();
    private Path folder;

    @BeforeEach
    void makeFolders(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        Files.createDirectories(folder.resolve("My Drive/sub"));
        Files.writeString(folder.resolve("My Drive/f.txt"), "text");
    }

    @AfterEach
    void goBack() {
        current.enter(start);
        assertEquals(start, Path.of("").toAbsolutePath());
    }

    private Printed cd(String line) throws Exception {
        return Printed.by(() -> TypedCall.run(magics, "cd", line));
    }

    @Test
    void itPrintsTheNewFolder() throws Exception {
        assertEquals(folder + "/My Drive\n", cd(folder + "/My Drive").out());
        assertEquals("", cd("-q ..").out());
        assertEquals(folder, current.path());
        assertEquals("", cd("'My Drive' -q").out());
        assertEquals(folder.resolve("My Drive"), current.path());
        assertEquals(folder + "/My Drive/sub\n", cd("\"sub\"").out());
    }

    @Test
    void allOfJavaFollows() throws Exception {
        var file = Path.of("f.txt");
        var oldFile = new File("f.txt");
        assertFalse(Files.exists(file), "the test needs a folder without this file");
        assertFalse(oldFile.exists());
        cd(folder + "/My Drive");
        var here = folder.resolve("My Drive");

        assertEquals("text", Files.readString(file));
        assertEquals(here.resolve("f.txt"), file.toAbsolutePath());
        assertEquals(here.resolve("f.txt"), file.toRealPath());
        assertEquals(here.toUri().resolve("f.txt"), file.toUri());
        assertTrue(Files.isSameFile(file, here.resolve("f.txt")));
        assertTrue(oldFile.exists());
        assertEquals(here + "/f.txt", oldFile.getAbsolutePath());
        assertEquals(here + "/f.txt", oldFile.getCanonicalPath());
        assertEquals(List.of("f.txt", "sub"), List.of(new File(".").list()).stream().sorted().toList());
        try (var in = new FileInputStream("f.txt"); var reader = new FileReader("f.txt")) {
            assertEquals("text", new String(in.readAllBytes()));
            assertEquals('t', reader.read());
        }
        try (var random = new RandomAccessFile("f.txt", "r")) {
            assertEquals("text", random.readLine());
        }
        try (var channel = FileChannel.open(Path.of("made.bin"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        }
        assertEquals(3, Files.size(here.resolve("made.bin")));
        assertTrue(Files.createTempFile(Path.of(""), "a", "b").toAbsolutePath().startsWith(here));
        Files.createDirectory(Path.of("new"));
        assertTrue(Files.isDirectory(here.resolve("new")));
        Files.move(file, Path.of("new/g.txt"));
        assertTrue(Files.exists(here.resolve("new/g.txt")));
        try (var walk = Files.walk(Path.of(""))) {
            assertTrue(walk.anyMatch(Path.of("new/g.txt")::equals));
        }
        try (var list = Files.list(Path.of("."))) {
            assertTrue(list.anyMatch(Path.of("./sub")::equals));
        }
        assertEquals(here.toString(), System.getProperty("user.dir"));
    }

    @Test
    void programsFollow() throws Exception {
        cd(folder + "/My Drive");
        var process = new ProcessBuilder("sh", "-c", "pwd -P; cat f.txt").start();
        assertEquals(folder + "/My Drive\ntext", new String(process.getInputStream().readAllBytes()));
        var elsewhere = new ProcessBuilder("pwd").directory(new File("sub")).start();
        assertEquals(folder + "/My Drive/sub\n", new String(elsewhere.getInputStream().readAllBytes()));
    }

    @Test
    void otherThreadsFollow() throws Exception {
        cd(folder + "/My Drive");
        var seen = new Path[1];
        Thread.ofPlatform().start(() -> seen[0] = Path.of("x").toAbsolutePath()).join();
        assertEquals(folder.resolve("My Drive/x"), seen[0]);
    }

    @Test
    void namesThatAreNoAsciiAreEntered() throws Exception {
        if (!System.getProperty("sun.jnu.encoding").equals("UTF-8")) {
            return;
        }
        Files.createDirectory(folder.resolve("Übung ☕"));
        cd(folder + "/Übung ☕");
        Files.writeString(Path.of("ö.txt"), "x");
        assertTrue(new File("ö.txt").exists());
        assertTrue(Files.exists(folder.resolve("Übung ☕/ö.txt")));
    }

    @Test
    void aBadFolderLeavesEverythingAsItWas() throws Exception {
        cd(folder.toString());
        var missing = assertThrows(UsageError.class, () -> cd("nowhere"));
        assertEquals("There is no folder nowhere; the current folder is still " + folder + ".", missing.getMessage());
        var file = assertThrows(UsageError.class, () -> cd("My Drive/f.txt"));
        assertTrue(file.getMessage().startsWith("My Drive/f.txt is a file, no folder"), file.getMessage());
        assertThrows(UsageError.class, () -> cd("\0"));
        assertEquals(folder, Path.of("").toAbsolutePath());
        assertEquals(folder.toString(), System.getProperty("user.dir"));
    }

    @Test
    void aFolderThatIsGoneCanBeLeft() throws Exception {
        var doomed = Files.createDirectory(folder.resolve("doomed"));
        cd(doomed.toString());
        Files.delete(doomed);
        assertThrows(UsageError.class, () -> cd("sub"));
        assertEquals(folder + "\n", cd(folder.toString()).out());
    }

    @Test
    void symbolicLinksLeadToTheirGoalSoThatTwoDotsMeanOneThing() throws Exception {
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("My Drive/sub"));
        assertEquals(folder + "/My Drive/sub\n", cd(folder + "/link").out());
        assertEquals(folder + "/My Drive\n", cd("..").out());
    }

    @Test
    void homeAndVariablesAreKnown() throws Exception {
        assertEquals(Path.of(System.getProperty("user.home")).toRealPath() + "\n", cd("").out());
        assertEquals(Path.of(System.getProperty("user.home")).toRealPath() + "\n", cd("~").out());
        var name = System.getenv().entrySet().stream().filter(entry -> Files.isDirectory(Path.of(entry.getValue()))
            && entry.getKey().matches("\\w+") && entry.getValue().startsWith("/")).findFirst().orElseThrow();
        assertEquals(Path.of(name.getValue()).toRealPath() + "\n", cd("$" + name.getKey()).out());
    }

    @Test
    void minusGoesBackAndNumbersGoAnywhere() throws Exception {
        var before = assertThrows(UsageError.class, () -> cd("-"));
        assertTrue(before.getMessage().startsWith("There was no other folder"), before.getMessage());
        cd(folder.toString());
        cd("My Drive");
        assertEquals(folder + "\n", cd("-").out());
        assertEquals(folder + "/My Drive\n", cd("-").out());
        assertEquals(start + "\n", cd("-0").out());
        assertEquals(folder + "\n", cd("-1").out());
        assertThrows(UsageError.class, () -> cd("-99"));
        var history = Printed.by(() -> TypedCall.run(magics, "dhist", "")).out();
        assertEquals("0: " + start + "\n1: " + folder + "\n2: " + folder + "/My Drive\n", history.lines().limit(3)
            .map(line -> line + "\n").reduce("", String::concat));
        assertEquals(1, Printed.by(() -> TypedCall.run(magics, "dhist", "1")).out().lines().count());
    }

    @Test
    void pushedFoldersAreComeBackTo() throws Exception {
        cd(folder.toString());
        var pushed = Printed.by(() -> TypedCall.run(magics, "pushd", "'My Drive'")).out();
        assertEquals(folder + "/My Drive  " + folder + "\n", pushed);
        Printed.by(() -> TypedCall.run(magics, "pushd", "sub"));
        assertEquals(3, Printed.by(() -> TypedCall.run(magics, "dirs", "")).out().split("  ").length);
        assertThrows(UsageError.class, () -> TypedCall.run(magics, "pushd", "nowhere"));
        assertEquals(folder + "/My Drive\n", Printed.by(() -> TypedCall.run(magics, "popd", "")).out());
        assertEquals(folder + "\n", Printed.by(() -> TypedCall.run(magics, "popd", "")).out());
        assertThrows(UsageError.class, () -> TypedCall.run(magics, "popd", ""));
        assertEquals(folder, TypedCall.run(magics, "pwd", ""));
    }

    @Test
    void whereTheJvmCannotFollowItSaysSoOnceAndTheMagicsDo() throws Exception {
        var alone = new CurrentFolder(Optional.empty());
        var places = new Places(alone);
        try {
            var first = Printed.by(() -> alone.enter(folder));
            assertTrue(first.err().contains("keep starting in " + start), first.err());
            assertEquals("", Printed.by(() -> alone.enter(Path.of("My Drive"))).err());
            assertEquals(folder.resolve("My Drive"), alone.path());
            assertEquals(start, Path.of("").toAbsolutePath());
            assertEquals(folder.resolve("My Drive/f.txt"), places.existing("f.txt"));
            assertEquals(List.of(folder.resolve("My Drive/f.txt")), places.matching("*.txt"));
            assertEquals(folder + "/My Drive", System.getProperty("user.dir"));
        } finally {
            System.setProperty("user.dir", start.toString());
        }
    }

    @Test
    void aRefusalOfTheSystemChangesNothing() {
        var refusing = new CurrentFolder(Optional.of(goal -> {
            throw new IOException("the system refuses to enter it");
        }));
        var refused = assertThrows(UsageError.class, () -> refusing.enter(folder));
        assertEquals("Can't enter " + folder + ": the system refuses to enter it. The current folder is still " + start
            + ".", refused.getMessage());
        assertEquals(List.of(start), refusing.visited());
    }
}
