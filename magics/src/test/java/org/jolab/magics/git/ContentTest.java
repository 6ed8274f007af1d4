package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jolab.git.CellDiff;
import org.jolab.git.FileDiff;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of all kinds: line ends, names, links, sizes, notebooks. */
final class ContentTest {

    @TempDir
    private Path root;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = new Sandbox(root);
        sandbox.repository("r");
    }

    @AfterEach
    void end() throws Exception {
        sandbox.close();
    }

    @Test
    void lineEndsAreAsAttributesAndSettingsSay() throws Exception {
        sandbox.write(".gitattributes", "*.bat text eol=crlf\n*.sh text eol=lf\n*.bin -text\n")
            .write("x.bat", "one\r\ntwo\r\n").write("x.sh", "one\ntwo\n").write("x.bin", "a\r\nb\n").run("add -A");
        sandbox.run("commit -m ends");
        assertEquals("one\ntwo", sandbox.git("cat-file", "blob", "HEAD:x.bat"));
        sandbox.agrees();
        sandbox.git("clone", "-q", sandbox.folder().toString(), "../copy");
        Files.delete(sandbox.folder().resolve("x.bat"));
        sandbox.run("restore x.bat");
        assertEquals("one\r\ntwo\r\n", sandbox.read("x.bat"));
        sandbox.git("config", "core.autocrlf", "true");
        sandbox.write("auto.txt", "a\r\nb\r\n").run("add auto.txt");
        sandbox.run("commit -m auto");
        assertEquals("a\nb", sandbox.git("cat-file", "blob", "HEAD:auto.txt"));
        Files.delete(sandbox.folder().resolve("auto.txt"));
        sandbox.run("checkout -- auto.txt");
        assertEquals("a\r\nb\r\n", sandbox.read("auto.txt"));
        sandbox.agrees();
    }

    @Test
    void namesMayBeInAnyScript() throws Exception {
        sandbox.write("Übung/日本語 ☃.txt", "x\n").write("with 'quotes'.txt", "y\n").run("add -A");
        sandbox.run("commit -m 'Größe geändert ☃'");
        sandbox.agrees();
        assertEquals("Größe geändert ☃", sandbox.git("log", "-1", "--format=%s"));
        sandbox.write("Übung/日本語 ☃.txt", "z\n").run("add 'Übung/日本語 ☃.txt'");
        assertEquals("M  \"Übung/日本語 ☃.txt\"", sandbox.run("status -s"));
        sandbox.run("mv 'Übung' ubung");
        sandbox.agrees();
    }

    @Test
    void linksAndExecutableFilesStayWhatTheyAre() throws Exception {
        Files.createSymbolicLink(sandbox.folder().resolve("link"), Path.of("a.txt"));
        Files.createSymbolicLink(sandbox.folder().resolve("dangling"), Path.of("nowhere"));
        sandbox.write("run.sh", "#!/bin/sh\n");
        assertTrue(sandbox.folder().resolve("run.sh").toFile().setExecutable(true));
        sandbox.run("add -A");
        sandbox.run("commit -m kinds");
        assertEquals("120000 120000 100755", sandbox.git("ls-files", "-s", "dangling", "link", "run.sh").lines()
            .map(line -> line.substring(0, 6)).reduce((a, b) -> a + " " + b).orElse(""));
        sandbox.agrees();
        sandbox.run("rm link");
        assertTrue(sandbox.exists("a.txt"));
        sandbox.run("restore -SW link run.sh");
        assertTrue(Files.isSymbolicLink(sandbox.folder().resolve("link"))
            && Files.isExecutable(sandbox.folder().resolve("run.sh")));
        assertTrue(sandbox.folder().resolve("run.sh").toFile().setExecutable(false));
        assertTrue(sandbox.run("diff").contains("old mode 100755\nnew mode 100644"));
        sandbox.agrees();
    }

    @Test
    void largeAndBinaryFilesAreKeptByteByByte() throws Exception {
        var bytes = new byte[60 << 20];
        new Random(1).nextBytes(bytes);
        Files.write(sandbox.folder().resolve("large.bin"), bytes);
        sandbox.run("add large.bin");
        sandbox.run("commit -m large");
        sandbox.agrees();
        bytes[5] ^= 1;
        Files.write(sandbox.folder().resolve("large.bin"), bytes);
        assertTrue(sandbox.run("diff").contains("Binary files differ"));
        sandbox.run("stash");
        sandbox.run("stash pop");
        assertArrayEquals(bytes, Files.readAllBytes(sandbox.folder().resolve("large.bin")));
        sandbox.agrees();
    }

    @Test
    void commandsWorkFromAFolderWithin() throws Exception {
        sandbox.write("sub/x.txt", "x\n").run("add -A");
        sandbox.run("commit -m sub");
        sandbox.write("sub/x.txt", "y\n").write("a.txt", "changed\n");
        sandbox.in("r/sub");
        assertEquals("sub/x.txt", sandbox.run("diff --name-only ."));
        assertEquals("x.txt", sandbox.run("ls-files"));
        sandbox.run("restore x.txt ../a.txt");
        assertEquals("", sandbox.run("status -s"));
        assertTrue(sandbox.failure("add /etc/passwd").contains("outside of the repository"));
    }

    @Test
    void htmlInAFileIsTextInTheNotebook() throws Exception {
        sandbox.write("a.txt", "<script>alert('x')</script>\u001b[31m\n");
        var bundle = ((org.jolab.api.Displayable) sandbox.value("diff")).toMimeBundle();
        var html = String.valueOf(bundle.data().get("text/html"));
        assertTrue(html.contains("&lt;script&gt;alert") && !html.contains("<script"), html);
        assertTrue(!String.valueOf(bundle.data().get("text/plain")).contains("\u001b"));
        sandbox.run("commit -am '<b>bold</b>'");
        bundle = ((org.jolab.api.Displayable) sandbox.value("log")).toMimeBundle();
        assertTrue(String.valueOf(bundle.data().get("text/html")).contains("&lt;b&gt;bold"));
    }

    private static String notebook(String... cells) {
        return "{\"cells\": [" + String.join(",\n", cells) + "], \"metadata\": {}, \"nbformat\": 4, "
            + "\"nbformat_minor\": 5}\n";
    }

    private static String cell(String id, String source, String output) {
        return "{\"cell_type\": \"code\", \"id\": \"" + id + "\", \"execution_count\": 1, \"metadata\": {}, "
            + "\"source\": [" + source + "], \"outputs\": [" + output + "]}";
    }

    private static String stream(String text) {
        return "{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\": [\"" + text + "\"]}";
    }

    @Test
    void aNotebookIsComparedCellByCell() throws Exception {
        sandbox.write("n.ipynb", notebook(cell("a", "\"var x = 1;\\n\", \"x\"", stream("1")),
            cell("b", "\"gone()\"", ""), cell("c", "\"same()\"", stream("s")))).run("add -A");
        sandbox.run("commit -m notebook");
        sandbox.write("n.ipynb", notebook(cell("a", "\"var x = 2;\\n\", \"x\"", stream("2")),
            cell("c", "\"same()\"", stream("s")), cell("d", "\"fresh()\"", "")));
        @SuppressWarnings("unchecked")
        var cells = ((List<FileDiff>) sandbox.value("diff")).getFirst().cells();
        assertEquals(List.of(CellDiff.Kind.CHANGED, CellDiff.Kind.REMOVED, CellDiff.Kind.ADDED),
            cells.stream().map(CellDiff::kind).toList());
        var text = sandbox.run("diff");
        assertTrue(text.contains("@@ cell 1 @@ code\n-var x = 1;\n+var x = 2;\n x\n  output -stdout: 1\n"
            + "  output +stdout: 2\n"), text);
        assertTrue(text.contains("code cell removed\n-gone()") && text.contains("new code cell\n+fresh()"), text);
        assertTrue(!text.contains("\"source\"") && !text.contains("same()"), text);
        assertTrue(sandbox.run("diff --raw-notebooks").contains("\"source\""));
        assertTrue(sandbox.run("show HEAD").contains("@@ cell 1 @@ new code cell"));
        sandbox.write("n.ipynb", "no notebook at all\n");
        assertTrue(sandbox.run("diff").contains("+no notebook at all"));
    }
}
