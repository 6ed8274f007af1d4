package org.jolab.magics.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jolab.api.Magic;
import org.jolab.api.UsageError;
import org.jolab.magics.Printed;
import org.jolab.magics.Shown;
import org.jolab.magics.TypedCall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingMagicsTest {

    private final List<Magic> magics = new ReadingMagics(new Places(new CurrentFolder())).all();
    private Path folder;

    @BeforeEach
    void makeFiles(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.writeString(folder.resolve("lines.txt"), IntStream.rangeClosed(1, 30).mapToObj(i -> "line " + i)
            .collect(Collectors.joining("\n", "", "\n")));
        Files.writeString(folder.resolve("open.txt"), "no end ü");
    }

    private String run(String name, String line) throws Exception {
        return Printed.by(() -> TypedCall.run(magics, name, line)).out();
    }

    @Test
    void filesArePrintedAsTheyAre() throws Exception {
        assertEquals("no end ü", run("cat", folder + "/open.txt"));
        assertEquals(Files.readString(folder.resolve("lines.txt")) + "no end ü", run("cat", folder + "/*.txt"));
        assertEquals("     1  no end ü\n", run("cat", "-n " + folder + "/open.txt"));
        assertTrue(assertThrows(UsageError.class, () -> run("cat", folder.toString())).getMessage().contains("%ls"));
        assertTrue(assertThrows(UsageError.class, () -> run("cat", folder + "/missing")).getMessage()
            .startsWith("There is no file or folder " + folder + "/missing"));
        assertThrows(UsageError.class, () -> run("cat", ""));
    }

    @Test
    void bytesThatAreNoTextDoNotStopIt() throws Exception {
        Files.write(folder.resolve("latin"), "gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("gr\ufffdn\n", run("cat", folder + "/latin"));
        assertEquals("gr\ufffdn\n", run("tail", folder + "/latin"));
    }

    @Test
    void theFirstAndTheLastLinesArePrinted() throws Exception {
        var file = folder + "/lines.txt";
        assertEquals(10, run("head", file).lines().count());
        assertEquals("line 1\nline 2\n", run("head", "-n 2 " + file));
        assertEquals("line 1\nline 2\nline 3\n", run("head", "-3 " + file));
        assertEquals("line 29\nline 30\n", run("tail", "-n2 " + file));
        assertEquals("line 30\n", run("tail", "-1 " + file));
        assertEquals("", run("tail", "-n 0 " + file));
        assertEquals(30, run("tail", "-n 1000 " + file).lines().count());
        assertEquals("no end ü\n", run("tail", folder + "/open.txt"));
        assertEquals("==> " + folder + "/lines.txt <==\nline 30\n\n==> " + folder + "/open.txt <==\nno end ü\n",
            run("tail", "-n 1 " + folder + "/*.txt"));
        assertThrows(UsageError.class, () -> run("head", "-n -2 " + file));
    }

    @Test
    void theEndOfALargeFileIsFoundFromItsEnd() throws Exception {
        var large = folder.resolve("large");
        var line = "x".repeat(99) + "\n";
        Files.writeString(large, line.repeat(5000) + "a\n" + "y".repeat(200_000) + "\nend\n");
        assertEquals("a\n" + "y".repeat(200_000) + "\nend\n", run("tail", "-n 3 " + large));
        assertEquals(line + "a\n", run("tail", "-n 4 " + large).substring(0, 102));
        assertEquals("", run("tail", Files.createFile(folder.resolve("empty")).toString()));
        Files.writeString(folder.resolve("blank"), "\n\n\n");
        assertEquals("\n\n", run("tail", "-n 2 " + folder + "/blank"));
    }

    @Test
    void thePagerShowsAWholeFile() throws Exception {
        try (var shown = new Shown()) {
            run("less", folder + "/open.txt");
            assertTrue(shown.payloads().getFirst().toString().contains("no end ü"));
        }
    }
}
