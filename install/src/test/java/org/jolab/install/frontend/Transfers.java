package org.jolab.install.frontend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Pattern;

/** What a person does to send files to a notebook and to get some. */
record Transfers(NotebookPage notebook) {

    /** Makes a file of these many bytes, which look like chance and are always the same. */
    static Path file(Path path, int size) {
        try (var out = Files.newOutputStream(path)) {
            var random = new Random(size);
            var block = new byte[1 << 20];
            for (var left = size; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, Math.min(left, block.length));
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a file of 4 GB, of which none lies on the disk: its transfer lasts as long as a test needs. */
    static Path sparse(Path path) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(4L << 30);
            return path;
        }
    }

    /** Whether two files have the same bytes. */
    static boolean same(Path one, Path other) throws IOException {
        return Files.mismatch(one, other) == -1;
    }

    /** The box with the buttons, once it is there. */
    Locator box(int cell) {
        var box = notebook.cell(cell).locator(".jolab-transfer .box");
        assertThat(box).isVisible();
        return box;
    }

    /** Presses a button of a cell's output. */
    void press(int cell, String button) {
        notebook.cell(cell).locator(".jolab-transfer").getByText(Pattern.compile("^" + button + "$")).click();
    }

    /** Chooses files, or the files of a folder, in the dialog of the browser that a button opens. */
    void choose(int cell, String button, Path... files) {
        box(cell);
        notebook.tab().waitForFileChooser(() -> press(cell, button)).setFiles(files);
    }

    /** Waits until so many megabytes are told to be there. */
    void awaitMegabytes(int cell, int least) {
        notebook.tab().waitForFunction("""
            ([index, least]) => [...document.querySelectorAll(
                `.jp-Cell[data-windowed-list-index="${index}"] .jolab-transfer .row .note`)]
                .some(note => { const m = /^([0-9.]+) MB(,| of)/.exec(note.textContent); return m && m[1] >= least; })
            """, new Object[] {cell, least}, new Page.WaitForFunctionOptions().setPollingInterval(50)
                .setTimeout(120_000));
    }

    /** Runs a cell and returns what the browser saves. */
    Path download(int cell, Path goal) {
        var options = new Page.WaitForDownloadOptions().setTimeout(120_000);
        Download download = notebook.tab().waitForDownload(options, () -> notebook.run(cell));
        var file = goal.resolve(download.suggestedFilename());
        download.saveAs(file);
        return file;
    }
}
