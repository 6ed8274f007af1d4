package org.jolab.install.frontend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** {@code files.upload()} and {@code %upload} in JupyterLab: what is chosen lies where it should, byte for byte. */
class UploadInLabIT extends LabTest {

    private static final int NINE_MEGABYTES = 9_000_000;
    private static final int MUCH = 300_000_000;

    @TempDir
    Path there;

    private static Path saved(String name) {
        return home.resolve("notebooks").resolve(name);
    }

    @Test
    void filesOfAnySizeArriveAndTheResultKnowsThem(TestInfo test) throws IOException {
        var notebook = open(test, "var got = files.upload(\"sizes\")", "got.keySet()",
            "got.get(\"sizes/one.bin\").bytes().length + got.get(\"sizes/none.bin\").text() + \"!\"", "got");
        var transfers = new Transfers(notebook);
        var one = Transfers.file(there.resolve("one.bin"), 1);
        var none = Transfers.file(there.resolve("none.bin"), 0);
        var nine = Transfers.file(there.resolve("nine.bin"), NINE_MEGABYTES);
        notebook.run(0);
        transfers.box(0);
        notebook.screenshot("upload-choose");
        transfers.choose(0, "Choose files", one, none, nine);
        notebook.awaitOutput(0, "Uploaded 3 files (9.0 MB)");
        notebook.awaitOutput(0, "Saving nine.bin to sizes/nine.bin");
        notebook.run(1);
        notebook.awaitOutput(1, "[\"sizes/one.bin\", \"sizes/none.bin\", \"sizes/nine.bin\"]");
        notebook.run(2);
        notebook.awaitOutput(2, "1!");
        notebook.run(3);
        assertThat(notebook.cell(3).locator("table")).containsText("9.0 MB");
        for (var file : new Path[] {one, none, nine}) {
            assertTrue(Transfers.same(file, saved("sizes").resolve(file.getFileName())), file.toString());
        }
        notebook.awaitIdle();
        notebook.screenshot("upload-done");
        notebook.press("Control+s");
        notebook.pause(Duration.ofSeconds(2));
        var text = Files.readString(saved(test.getTestMethod().orElseThrow().getName() + ".ipynb"));
        assertTrue(text.contains("Uploaded 3 files"), text);
        assertFalse(text.contains("<script") || text.contains("jolab.files.") || text.contains("token"), text);
    }

    @Test
    void aTakenNameGetsANumberOrIsReplaced(TestInfo test) throws IOException {
        var notebook = open(test, "files.upload().keySet()", "var again = %upload --overwrite", "%upload -o other.bin");
        var transfers = new Transfers(notebook);
        Files.writeString(saved("same.tar.gz"), "old");
        var same = Transfers.file(there.resolve("same.tar.gz"), 1000);
        notebook.run(0);
        transfers.choose(0, "Choose files", same);
        notebook.awaitOutput(0, "Saving same.tar.gz to same.tar (1).gz");
        notebook.awaitOutput(0, "[\"same.tar (1).gz\"]");
        assertEquals("old", Files.readString(saved("same.tar.gz")));
        assertTrue(Transfers.same(same, saved("same.tar (1).gz")));
        notebook.run(1);
        transfers.choose(1, "Choose files", same);
        notebook.awaitOutput(1, "Uploaded same.tar.gz");
        assertTrue(Transfers.same(same, saved("same.tar.gz")));
        notebook.run(2);
        transfers.choose(2, "Choose a file", same);
        notebook.awaitOutput(2, "Saving same.tar.gz to other.bin");
        assertTrue(Transfers.same(same, saved("other.bin")));
    }

    @Test
    void aFolderKeepsItsShape(TestInfo test) throws IOException {
        var notebook = open(test, "files.upload().size()", "files.upload();");
        var transfers = new Transfers(notebook);
        var tree = Files.createDirectories(there.resolve("tree/deep/er")).getParent().getParent();
        Transfers.file(tree.resolve("top.bin"), 10);
        var deep = Transfers.file(tree.resolve("deep/er/\u00fcml\u00e4ut \u65e5.bin"), 3_000_000);
        for (var i = 0; i < 100; i++) {
            Transfers.file(tree.resolve("deep/" + i + ".bin"), i);
        }
        notebook.run(0);
        transfers.choose(0, "Choose a folder", tree);
        notebook.awaitOutput(0, "Uploaded 102 files");
        assertTrue(Transfers.same(deep, saved("tree/deep/er").resolve(deep.getFileName())));
        assertEquals(99, Files.size(saved("tree/deep/99.bin")));
        notebook.run(1);
        transfers.choose(1, "Choose a folder", tree);
        notebook.awaitOutput(1, "Uploaded 102 files");
        assertTrue(Transfers.same(deep, saved("tree (1)/deep/er").resolve(deep.getFileName())));
    }

    @Test
    void filesCanBeDropped(TestInfo test) throws IOException {
        var notebook = open(test, "%upload --accept .csv");
        var transfers = new Transfers(notebook);
        notebook.run(0);
        var box = transfers.box(0);
        drop(notebook, box, "dropped.txt");
        assertThat(box).containsText("Only .csv can be taken.");
        drop(notebook, box, "dropped.csv");
        notebook.awaitOutput(0, "Uploaded dropped.csv");
        assertEquals("a,b", Files.readString(saved("dropped.csv")));
    }

    private static void drop(NotebookPage notebook, Locator box, String name) {
        var data = notebook.tab().evaluateHandle("""
            name => { const t = new DataTransfer(); t.items.add(new File(['a,b'], name)); return t; }""", name);
        box.dispatchEvent("drop", Map.of("dataTransfer", data));
    }

    @Test
    void whereNoOtherWebSocketGetsThroughFilesGoByWayOfTheServer(TestInfo test) throws IOException {
        var notebook = open(test, "files.upload(\"detour\").keySet()", "files.upload();",
            "files.download(\"detour/nine.bin\");");
        var transfers = new Transfers(notebook);
        notebook.tab().evaluate("""
            () => {
              const Socket = window.WebSocket;
              window.WebSocket = function(url) { return new Socket(String(url).replace(/api.kernels.*/, 'nowhere')); };
            }""");
        var nine = Transfers.file(there.resolve("nine.bin"), NINE_MEGABYTES);
        var one = Transfers.file(there.resolve("one.bin"), 1);
        notebook.run(0);
        transfers.choose(0, "Choose files", nine, one);
        notebook.awaitOutput(0, "[\"detour/nine.bin\", \"detour/one.bin\"]");
        assertTrue(Transfers.same(nine, saved("detour/nine.bin")));
        assertTrue(Transfers.same(one, saved("detour/one.bin")));
        notebook.run(1);
        transfers.box(1);
        transfers.press(1, "Cancel upload");
        notebook.awaitOutput(1, "Nothing was uploaded.");
        var back = transfers.download(2, Files.createDirectories(there.resolve("back")));
        assertTrue(Transfers.same(nine, back));
        notebook.awaitIdle();
        try (var left = Files.walk(home.resolve("notebooks"))) {
            assertEquals(0, left.filter(file -> file.getFileName().toString().startsWith("jolab-files-")).count());
        }
    }

    /** On Colab the script runs in a frame that cannot reach the kernel but through what Colab's page offers it. */
    @Test
    void onColabMessagesGoThroughItsPage(TestInfo test) throws IOException {
        var notebook = open(test, "files.upload(\"colab\").keySet()", "files.upload();",
            "files.download(\"colab/nine.bin\");");
        var transfers = new Transfers(notebook);
        notebook.tab().addScriptTag(new Page.AddScriptTagOptions()
            .setPath(Path.of("src/test/javascript/colab.js")));
        var nine = Transfers.file(there.resolve("nine.bin"), NINE_MEGABYTES);
        notebook.run(0);
        transfers.choose(0, "Choose files", nine);
        notebook.awaitOutput(0, "[\"colab/nine.bin\"]");
        assertTrue(Transfers.same(nine, saved("colab/nine.bin")));
        notebook.run(1);
        transfers.box(1);
        transfers.press(1, "Cancel upload");
        notebook.awaitOutput(1, "Nothing was uploaded.");
        var back = transfers.download(2, Files.createDirectories(there.resolve("back")));
        assertTrue(Transfers.same(nine, back));
        assertTrue((int) notebook.tab().evaluate("() => google.colab.kernel.opened") >= 3);
    }

    @Test
    void cancelGivesAnEmptyResult(TestInfo test) throws IOException {
        var notebook = open(test, "files.upload()", "files.upload();");
        var transfers = new Transfers(notebook);
        notebook.run(0);
        transfers.box(0);
        transfers.press(0, "Cancel upload");
        notebook.awaitOutput(0, "Nothing was uploaded.");
        notebook.awaitOutput(0, "no files");
        notebook.run(1);
        transfers.choose(1, "Choose files", Transfers.sparse(there.resolve("cancelled.bin")));
        transfers.awaitMegabytes(1, 10);
        transfers.press(1, "Cancel upload");
        notebook.awaitOutput(1, "Nothing was uploaded.");
        assertFalse(isThere("cancelled"));
    }

    @Test
    void anInterruptEndsItAtOnceAndTheNextAttemptGoesOn(TestInfo test) throws IOException {
        var notebook = open(test, "files.upload();", "1 + 1");
        var transfers = new Transfers(notebook);
        var much = Transfers.file(there.resolve("interrupted.bin"), MUCH);
        notebook.run(0);
        transfers.choose(0, "Choose files", much);
        transfers.awaitMegabytes(0, 20);
        notebook.interrupt();
        notebook.awaitOutput(0, "of interrupted.bin are kept in interrupted.bin.");
        notebook.awaitOutput(0, "Interrupted");
        notebook.awaitIdle();
        notebook.screenshot("upload-interrupted");
        notebook.run(1);
        notebook.awaitOutput(1, "2");
        assertTrue(isThere("interrupted.bin."));
        notebook.run(0);
        transfers.choose(0, "Choose files", much);
        notebook.awaitOutput(0, "interrupted.bin goes on from");
        notebook.awaitOutput(0, "Uploaded interrupted.bin (300 MB)");
        assertTrue(Transfers.same(much, saved("interrupted.bin")));
        assertFalse(isThere("interrupted.bin."));
    }

    private static boolean isThere(String prefix) throws IOException {
        try (var files = Files.list(home.resolve("notebooks"))) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(prefix));
        }
    }
}
