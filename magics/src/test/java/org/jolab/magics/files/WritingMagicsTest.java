package org.jolab.magics.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.UsageError;
import org.jolab.magics.Cells;
import org.jolab.magics.Printed;
import org.jolab.magics.Shown;
import org.jolab.magics.TypedCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingMagicsTest {

    private final List<Magic> magics = new WritingMagics(new Places(new CurrentFolder())).all();
    private final Cells notebook = new Cells().with(1, "int a = 1;").with(2, "a + 1").with(3, "\"drei\"")
        .with(4, "%save x");

    @TempDir
    private Path folder;

    private String write(String line, String body) throws Exception {
        return Printed.by(() -> TypedCall.run(magics, "writefile", line, body)).out();
    }

    private String save(String line) throws Exception {
        return Printed.by(() -> TypedCall.run(magics, "save", line, notebook)).out();
    }

    private String load(String line) throws Exception {
        try (var shown = new Shown()) {
            TypedCall.run(magics, "load", line);
            var payload = shown.payloads().getFirst();
            assertEquals("set_next_input", payload.get("source"));
            assertEquals(true, payload.get("replace"));
            return (String) payload.get("text");
        }
    }

    @Test
    void aCellBecomesAFile() throws Exception {
        var file = folder.resolve("new folder/hello.py");
        assertEquals("Writing " + file + "\n", write("'" + file + "'", "print('grün')\n\tx = {y}  # $HOME\n"));
        assertEquals("print('grün')\n\tx = {y}  # $HOME\n", Files.readString(file));
        assertEquals("Overwriting " + file + "\n", write("\"" + file + "\"", "short"));
        assertEquals("short\n", Files.readString(file));
        assertEquals("Appending to " + file + "\n", write("-a '" + file + "'", "more"));
        assertEquals("Appending to " + file + "\n", write("--append '" + file + "'", "\nlast\n"));
        assertEquals("short\nmore\n\nlast\n", Files.readString(file));
        assertEquals("Writing " + folder + "/n\n", write("-a " + folder + "/n", "x"));
        write(folder + "/empty", "");
        assertEquals(0, Files.size(folder.resolve("empty")));
    }

    @Test
    void aFileThatCannotBeWrittenSaysWhy() throws Exception {
        assertTrue(assertThrows(UsageError.class, () -> write(folder.toString(), "x")).getMessage()
            .endsWith(" is a folder; the name of a file is needed."));
        Files.writeString(folder.resolve("file"), "x");
        assertTrue(assertThrows(UsageError.class, () -> write(folder + "/file/below", "x")).getMessage()
            .contains("can't be written"));
        assertTrue(assertThrows(UsageError.class, () -> write("", "x")).getMessage().contains("FILE"));
    }

    @Test
    void cellsAreSavedByNumber() throws Exception {
        assertEquals("Saved 3 cells in " + folder + "/all.jsh\n", save(folder + "/all"));
        assertEquals("int a = 1;\n\na + 1\n\n\"drei\"\n", Files.readString(folder.resolve("all.jsh")));
        assertEquals("Saved 2 cells in " + folder + "/some.java\n", save(folder + "/some.java 3 1"));
        assertEquals("\"drei\"\n\nint a = 1;\n", Files.readString(folder.resolve("some.java")));
        save("-a " + folder + "/some.java 2-");
        assertEquals("\"drei\"\n\nint a = 1;\n\na + 1\n\n\"drei\"\n", Files.readString(folder.resolve("some.java")));
        assertTrue(assertThrows(UsageError.class, () -> save(folder + "/x 9")).getMessage()
            .contains("There is no cell 9 in this session; its cells are 1 to 3."));
        assertTrue(assertThrows(UsageError.class, () -> save(folder + "/x one")).getMessage()
            .contains("names no cells"));
        assertFalse(Files.exists(folder.resolve("x.jsh")));
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyIfTheUserAgrees() throws Exception {
        var file = Files.writeString(folder.resolve("kept.jsh"), "precious");
        try (var shown = new Shown()) {
            assertTrue(assertThrows(UsageError.class, () -> save(folder + "/kept")).getMessage()
                .contains("-f replaces it"));
            shown.answer("n");
            assertEquals("Nothing was saved.\n", save(folder + "/kept"));
            assertEquals("precious", Files.readString(file));
            shown.answer("y");
            save(folder + "/kept 1");
            assertEquals("int a = 1;\n", Files.readString(file));
        }
        save("-f " + folder + "/kept 2");
        assertEquals("a + 1\n", Files.readString(file));
    }

    @Test
    void savedNotebooksAreNotebooks() throws Exception {
        save(folder + "/n.ipynb 1-2");
        var text = NotebookText.of(Source.of(folder + "/n.ipynb", new Places(new CurrentFolder())));
        assertEquals(List.of("int a = 1;", "a + 1"), text.cells());
        assertEquals("java", text.language());
        assertThrows(UsageError.class, () -> save("-a " + folder + "/n.ipynb 1"));
    }

    @Test
    void aFileComesIntoTheCell() throws Exception {
        Files.writeString(folder.resolve("Some.java"), "one\ntwo\nthree\n");
        assertEquals("// %load " + folder + "/Some.java\none\ntwo\nthree", load(folder + "/Some.java"));
        assertTrue(load("-r 2 " + folder + "/Some.java").endsWith("Some.java\ntwo"));
        assertTrue(load("-r 2- " + folder + "/Some.java").endsWith("Some.java\ntwo\nthree"));
        assertTrue(load("-r 1-2 " + folder + "/Some.java").endsWith("Some.java\none\ntwo"));
        assertThrows(UsageError.class, () -> load("-r x " + folder + "/Some.java"));
        assertThrows(UsageError.class, () -> load(folder + "/missing"));
        assertThrows(UsageError.class, () -> load(folder.toString()));
        Files.write(folder.resolve("binary"), new byte[] {1, 0, 2});
        assertTrue(assertThrows(UsageError.class, () -> load(folder + "/binary")).getMessage().contains("no text"));
        assertTrue(load(folder.resolve("Some.java").toUri().toString()).endsWith("three"));
    }

    @Test
    void anAddressComesIntoTheCell() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var found = exchange.getRequestURI().getPath().equals("/a/Web.java");
            var body = (found ? "// grün" : "gone").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(found ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        var address = "http://localhost:" + server.getAddress().getPort();
        try {
            assertEquals("// %load " + address + "/a/Web.java\n// grün", load(address + "/a/Web.java"));
            assertTrue(assertThrows(UsageError.class, () -> load(address + "/none")).getMessage().contains("404"));
        } finally {
            server.stop(0);
        }
        assertTrue(assertThrows(UsageError.class, () -> load(address + "/a")).getMessage().contains("can't be read"));
        assertThrows(UsageError.class, () -> load("http://"));
    }

    @Test
    void theCodeOfANotebookComesIntoTheCell() throws Exception {
        Files.writeString(folder.resolve("n.ipynb"), """
            {"cells": [{"cell_type": "markdown", "source": "# no"}, {"cell_type": "code", "source": ["int x;\\n", "x"]},
            {"cell_type": "code", "source": "x + 1"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
        assertTrue(load(folder + "/n.ipynb").endsWith("n.ipynb\nint x;\nx\n\nx + 1"));
        Files.writeString(folder.resolve("bad.ipynb"), "{");
        assertTrue(assertThrows(UsageError.class, () -> load(folder + "/bad.ipynb")).getMessage()
            .startsWith("bad.ipynb is no notebook"));
    }

    @Test
    void rangesThatHoldNothingAreTold() throws IOException {
        assertThrows(UsageError.class, () -> Counts.choose(List.of(), List.of("1-")));
        assertEquals(List.of(2, 3, 1), Counts.choose(notebook.inputs().subList(0, 3), List.of("2-9", "-1")).stream()
            .map(input -> input.count()).toList());
        assertThrows(UsageError.class, () -> Counts.choose(notebook.inputs(), List.of("-")));
        assertThrows(UsageError.class, () -> Counts.choose(notebook.inputs(), List.of("99999999999")));
    }
}
