package org.jolab.install.frontend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** {@code files.download()} and {@code files.view()} in JupyterLab, with what the browser saves in the end. */
class DownloadInLabIT extends LabTest {

    /** Outside of what the server shows. */
    @TempDir
    Path elsewhere;
    @TempDir
    Path goal;

    private static Path notebooks() {
        return home.resolve("notebooks");
    }

    @Test
    void filesBesideTheNotebookComeFromTheServer(TestInfo test) throws IOException {
        var notebook = open(test, "files.download(\"d1.bin\")", "files.download(\"d0.bin\")",
            "%download \"d 9 %&.bin\"");
        var transfers = new Transfers(notebook);
        var names = new String[] {"d1.bin", "d0.bin", "d 9 %&.bin"};
        var sizes = new int[] {1, 0, 9_000_000};
        for (var i = 0; i < names.length; i++) {
            var file = Transfers.file(notebooks().resolve(names[i]), sizes[i]);
            assertTrue(Transfers.same(file, transfers.download(i, goal)), names[i]);
            notebook.awaitOutput(i, "The browser downloads " + names[i]);
            notebook.awaitOutput(i, "from the Jupyter server");
        }
        notebook.awaitIdle();
        notebook.screenshot("download");
        // Saved and opened again, it is a line that starts nothing.
        notebook.press("Control+s");
        notebook.pause(Duration.ofSeconds(2));
        var text = Files.readString(notebooks().resolve(test.getTestMethod().orElseThrow().getName() + ".ipynb"));
        assertTrue(text.contains("The browser downloads"), text);
        assertFalse(text.contains("<script") || text.contains("jolab.files.") || text.contains("token="), text);
    }

    @Test
    void severalFilesAndFoldersAreOneArchive(TestInfo test) throws IOException {
        var notebook = open(test, "%download some", "files.download(\"some\", \"one.bin\")");
        var transfers = new Transfers(notebook);
        Files.createDirectories(notebooks().resolve("some/empty"));
        Files.writeString(notebooks().resolve("some/\u00fcml\u00e4ut.txt"), "text");
        Transfers.file(notebooks().resolve("some/large.bin"), 5_000_000);
        Files.createSymbolicLink(notebooks().resolve("some/circle"), notebooks());
        Transfers.file(notebooks().resolve("one.bin"), 1);
        try (var zip = new ZipFile(transfers.download(0, goal).toFile())) {
            var entry = zip.getInputStream(zip.getEntry("some/\u00fcml\u00e4ut.txt"));
            assertEquals("text", new String(entry.readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(5_000_000, zip.getInputStream(zip.getEntry("some/large.bin")).readAllBytes().length);
            assertTrue(zip.getEntry("some/empty/").isDirectory());
            assertEquals(4, zip.size());
        }
        notebook.awaitOutput(0, "Downloaded some.zip");
        try (var zip = new ZipFile(transfers.download(1, goal).toFile())) {
            assertEquals(5, zip.size());
        }
    }

    @Test
    void anInterruptEndsIt(TestInfo test) throws IOException {
        var much = Transfers.sparse(elsewhere.resolve("stopped.bin"));
        var notebook = open(test, "files.download(\"" + much + "\")", "files.download(\"nowhere.bin\")");
        notebook.run(0);
        new Transfers(notebook).awaitMegabytes(0, 20);
        notebook.screenshot("download-progress");
        notebook.interrupt();
        notebook.awaitOutput(0, "The download of stopped.bin was interrupted.");
        notebook.awaitIdle();
        notebook.run(1);
        notebook.awaitOutput(1, "Cannot find file: nowhere.bin");
    }

    @Test
    void aFileOpensBesideTheNotebookOrIsShownBelowTheCell(TestInfo test) throws IOException {
        Files.writeString(notebooks().resolve("seen.csv"), "city,people\nUlm,126000\n");
        Files.writeString(elsewhere.resolve("table.csv"), "a,b\n1,\"x, <y>\"\n");
        var notebook = open(test, "files.view(\"" + elsewhere.resolve("table.csv") + "\")", "files.view(\"seen.csv\")");
        notebook.run(0);
        assertThat(notebook.cell(0).locator(".jp-OutputArea table td").last()).hasText("x, <y>");
        notebook.run(1);
        var tab = notebook.tab().locator(".lm-DockPanel-tabBar .lm-TabBar-tab",
            new Page.LocatorOptions().setHasText("seen.csv"));
        assertThat(tab).isVisible();
        var content = notebook.tab().locator(".jp-CSVViewer, .lm-DataGrid");
        assertThat(content.first()).isVisible();
        notebook.screenshot("view");
    }
}
