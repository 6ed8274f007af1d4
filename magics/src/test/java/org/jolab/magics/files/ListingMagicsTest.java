package org.jolab.magics.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jolab.api.Magic;
import org.jolab.api.UsageError;
import org.jolab.magics.Printed;
import org.jolab.magics.TypedCall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ListingMagicsTest {

    private final List<Magic> magics = new ListingMagics(new Places(new CurrentFolder())).all();
    private Path folder;

    @BeforeEach
    void makeFiles(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/inner.csv"), "1,2\n");
        Files.writeString(folder.resolve("B.txt"), "x".repeat(2000));
        Files.writeString(folder.resolve("a.txt"), "x");
        Files.writeString(folder.resolve(".hidden"), "");
        Files.writeString(folder.resolve("run"), "");
        Files.setPosixFilePermissions(folder.resolve("run"), PosixFilePermissions.fromString("rwxr-x--x"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a.txt"));
        Files.setLastModifiedTime(folder.resolve("a.txt"), FileTime.from(Instant.now().minus(Duration.ofDays(400))));
    }

    private String ls(String line) throws Exception {
        return Printed.by(() -> TypedCall.run(magics, "ls", line)).out();
    }

    private String plain(String options) throws Exception {
        return ls("--color never " + options + " " + folder);
    }

    @Test
    void namesStandInColumnsWithTheirKinds() throws Exception {
        assertEquals("a.txt  B.txt  data/  link@  run*\n", plain(""));
        assertEquals("a.txt\nB.txt\ndata/\nlink@\nrun*\n", plain("-1"));
        assertEquals("./  ../  a.txt  B.txt  data/  .hidden  link@  run*\n", plain("-a"));
        assertEquals("a.txt  B.txt  data/  .hidden  link@  run*\n", plain("-A"));
        assertTrue(ls(folder.toString()).contains("\033[1;34mdata\033[0m/"));
    }

    @Test
    void theOrderCanBeChosen() throws Exception {
        assertEquals("run*  link@  data/  B.txt  a.txt\n", plain("-r"));
        assertEquals("B.txt", plain("-S -1").lines().filter(line -> line.endsWith(".txt")).findFirst().orElseThrow());
        assertEquals("a.txt", plain("-t -1").lines().toList().getLast());
        assertEquals("a.txt", plain("-t -r -1").lines().toList().getFirst());
    }

    @Test
    void aLineForEachIsWhatLsItselfPrints() throws Exception {
        var command = new ProcessBuilder("ls", "-lF", "--time-style=+", folder.toString());
        command.environment().put("LC_ALL", "C.UTF-8");
        var process = command.start();
        var theirs = new String(process.getInputStream().readAllBytes()).lines().skip(1)
            .map(line -> line.replaceAll(" +", " ")).sorted().toList();
        if (process.waitFor() != 0) {
            // Not GNU's.
            return;
        }
        // The time aside, whose form depends on its age, and the sign of a link's goal.
        var ours = plain("-l").lines().map(line -> line
            .replaceAll(" [A-Z][a-z]{2} [ \\d]\\d (\\d\\d:\\d\\d| \\d{4}) ", " ").replaceAll(" +", " ")
            .replace("link@", "link")).sorted().toList();
        assertEquals(theirs, ours);
    }

    @Test
    void oldFilesShowTheirYear() throws Exception {
        var year = String.valueOf(Instant.now().minus(Duration.ofDays(400)).atZone(java.time.ZoneId.systemDefault())
            .getYear());
        var old = plain("-l").lines().filter(line -> line.endsWith("a.txt") && !line.contains("link")).findFirst();
        assertTrue(old.orElseThrow().contains(" " + year + " "), old.toString());
        assertTrue(plain("-lh").contains(" 2.0K "), plain("-lh"));
        assertEquals(plain("-l"), Printed.by(() -> TypedCall.run(magics, "ll", "--color never " + folder)).out());
    }

    @Test
    void foldersBelowAreListedUnderTheirNames() throws Exception {
        assertEquals(folder + ":\na.txt  B.txt  data/  link@  run*\n\n" + folder + "/data:\ninner.csv\n", plain("-R"));
        assertEquals(folder + "/a.txt\n\n" + folder + "/data:\ninner.csv\n",
            ls("--color never " + folder + "/data " + folder + "/a.txt"));
        assertEquals(folder + "/data/\n", ls("--color never -d " + folder + "/data"));
    }

    @Test
    void wildCardsAreKnown() throws Exception {
        assertEquals(folder + "/a.txt  " + folder + "/B.txt\n", ls("--color never " + folder + "/*.txt"));
        assertEquals(folder + "/data/inner.csv\n", ls("--color never " + folder + "/**/*.csv"));
        assertEquals(folder + "/a.txt\n", ls("--color never " + folder + "/[a-c].t?t"));
        assertEquals(folder + "/.hidden\n", ls("--color never " + folder + "/.h*"));
        var nothing = assertThrows(UsageError.class, () -> ls(folder + "/*.png"));
        assertTrue(nothing.getMessage().startsWith("Nothing matches " + folder + "/*.png (the current folder is "),
            nothing.getMessage());
        assertThrows(UsageError.class, () -> ls(folder + "/missing"));
    }

    @Test
    void strangeNamesCanBeTypedAgain() throws Exception {
        var strange = Files.createDirectory(folder.resolve("strange"));
        for (var name : List.of("My Drive", "it's", "new\nline", "[x].txt", "文件")) {
            Files.writeString(strange.resolve(name), "");
        }
        var listed = ls("--color never -1 " + strange).lines().toList();
        assertEquals(List.of("'My Drive'", "'[x].txt'", "\"it's\"", "'new?line'", "文件").stream().sorted().toList(),
            listed.stream().sorted().toList());
        assertEquals(strange + "/[x].txt", ls("--color never '" + strange + "/[x].txt'").strip().replace("'", ""));
    }

    @Test
    void columnsFitTheLineAndLoseNoName() {
        var cells = IntStream.range(0, 1000).mapToObj(i -> "name" + "x".repeat(i % 17) + i)
            .map(name -> new Columns.Cell(name, Columns.width(name))).toList();
        for (var width : new int[] {1, 20, 80, 110, 5000}) {
            var lines = new Columns(width).lines(cells);
            var names = lines.stream().flatMap(line -> Arrays.stream(line.split(" +"))).toList();
            assertEquals(1000, names.size());
            assertTrue(width == 1 || lines.stream().allMatch(line -> line.length() <= Math.max(width, 25)), "" + width);
            assertFalse(width >= 80 && lines.size() > 700, width + " letters, " + lines.size() + " lines");
        }
        assertEquals(List.of(), new Columns(80).lines(Collections.emptyList()));
    }

    @Test
    void aLargeFolderIsListedQuickly() throws Exception {
        var cells = IntStream.range(0, 200_000).mapToObj(i -> new Columns.Cell("file" + i, 10)).toList();
        var start = System.nanoTime();
        new Columns(110).lines(cells);
        assertTrue(System.nanoTime() - start < 5_000_000_000L);
    }

    @Test
    void sizesAreRoundedUpAsLsDoes() {
        assertEquals("1023", Listing.readable(1023));
        assertEquals("1.0K", Listing.readable(1024));
        assertEquals("1.1K", Listing.readable(1025));
        assertEquals("10K", Listing.readable(10 * 1024));
        assertEquals("1.0M", Listing.readable(1024 * 1024 - 1));
        assertEquals("8.0E", Listing.readable(Long.MAX_VALUE));
    }
}
