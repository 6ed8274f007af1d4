package org.jolab.install.frontend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jolab.install.conformance.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files larger than the kernel's memory, over connections that break, in kernels and pages that end in the middle. */
@ExtendWith(Environment.class)
class LargeFilesIT {

    private static final int MUCH = 300_000_000;
    /** So little that what is not let go of at once would not fit. */
    private static final Map<String, String> LITTLE_HEAP = Map.of("JDK_JAVA_OPTIONS", "-Xmx160m");
    private static final double MINUTES = 240_000;

    @TempDir
    Path home;
    @TempDir
    Path elsewhere;
    private Browser browser;
    private LabServer server;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = new LabServer(home, "jupyterlab", LITTLE_HEAP);
        browser = new Browser(home.resolve("profile"));
    }

    @AfterEach
    void end() {
        browser.close();
        server.close();
    }

    private void write(String... cells) throws IOException {
        Files.writeString(saved("n.ipynb"), Notebooks.of("java", cells));
    }

    private Path saved(String name) {
        return home.resolve("notebooks").resolve(name);
    }

    private static void awaitEnd(NotebookPage notebook, int cell, String text) {
        assertThat(notebook.cell(cell).locator(".jp-OutputArea")).containsText(text,
            new LocatorAssertions.ContainsTextOptions().setTimeout(MINUTES));
    }

    @Test
    void memoryStaysFlatOnBothSides() throws IOException {
        var much = Transfers.file(elsewhere.resolve("much.bin"), MUCH);
        write("files.upload();", "files.download(\"" + much + "\")");
        var notebook = new NotebookPage(browser.page(), server.address("n.ipynb"));
        var transfers = new Transfers(notebook);
        notebook.run(0);
        transfers.box(0);
        var kernelBefore = server.kernelMemory();
        var pageBefore = Memory.ofLargestPage();
        transfers.choose(0, "Choose files", much);
        var kernelMost = 0L;
        var pageMost = 0L;
        for (var i = 0; i < 2400 && !Files.exists(saved("much.bin")); i++) {
            kernelMost = Math.max(kernelMost, server.kernelMemory());
            pageMost = Math.max(pageMost, Memory.ofLargestPage());
            if (i == 20) {
                notebook.screenshot("upload-much");
            }
            notebook.pause(Duration.ofMillis(100));
        }
        awaitEnd(notebook, 0, "Uploaded much.bin (300 MB)");
        assertTrue(Transfers.same(much, saved("much.bin")));
        tell("upload", kernelBefore, kernelMost, pageBefore, pageMost);
        notebook.awaitIdle();
        var downloaded = transfers.download(1, elsewhere.resolve("goal"));
        awaitEnd(notebook, 1, "Downloaded much.bin (300 MB)");
        assertTrue(Transfers.same(much, downloaded));
        tell("download", kernelBefore, server.kernelMemory(), pageBefore, Memory.ofLargestPage());
    }

    private static void tell(String what, long kernelBefore, long kernelAfter, long pageBefore, long pageAfter) {
        System.out.printf("%s of 300 MB: kernel %d -> %d MB, page %d -> %d MB%n", what, kernelBefore / 1_000_000,
            kernelAfter / 1_000_000, pageBefore / 1_000_000, pageAfter / 1_000_000);
        assertTrue(kernelAfter - kernelBefore < MUCH / 2, "the kernel grew by " + (kernelAfter - kernelBefore));
        assertTrue(pageAfter - pageBefore < MUCH * 2 / 3, "the page grew by " + (pageAfter - pageBefore));
    }

    @Test
    void aBrokenConnectionIsTakenUpAgain() throws IOException {
        var much = Transfers.file(elsewhere.resolve("broken.bin"), MUCH);
        write("files.upload();", "files.download(\"" + much + "\")");
        try (var proxy = new BreakableProxy(server.port())) {
            var notebook = new NotebookPage(browser.page(),
                server.address("n.ipynb").replace(":" + server.port() + "/", ":" + proxy.port() + "/"));
            var transfers = new Transfers(notebook);
            notebook.run(0);
            transfers.choose(0, "Choose files", much);
            transfers.awaitMegabytes(0, 10);
            breakAndMend(notebook, proxy, 0);
            awaitEnd(notebook, 0, "Uploaded broken.bin (300 MB)");
            assertTrue(Transfers.same(much, saved("broken.bin")));
            notebook.awaitIdle();
            var download = notebook.tab().waitForDownload(
                new Page.WaitForDownloadOptions().setTimeout(MINUTES), () -> {
                    notebook.run(1);
                    transfers.awaitMegabytes(1, 10);
                    breakAndMend(notebook, proxy, 1);
                });
            var file = elsewhere.resolve("downloaded.bin");
            download.saveAs(file);
            assertTrue(Transfers.same(much, file));
        }
    }

    private static void breakAndMend(NotebookPage notebook, BreakableProxy proxy, int cell) {
        proxy.cut();
        awaitEnd(notebook, cell, "connection lost, trying again");
        notebook.screenshot("connection-lost-" + cell);
        notebook.pause(Duration.ofSeconds(3));
        proxy.mend();
        // JupyterLab has noticed, too.
        notebook.pause(Duration.ofSeconds(5));
        var dialog = notebook.tab().locator(".jp-Dialog .jp-mod-accept, .jp-Dialog .jp-mod-reject").first();
        if (dialog.isVisible()) {
            dialog.click();
        }
    }

    @Test
    void afterARestartOfTheServerTheSameFileGoesOn() throws IOException, InterruptedException {
        var much = Transfers.file(elsewhere.resolve("restarted.bin"), MUCH);
        write("files.upload();");
        var notebook = new NotebookPage(browser.page(), server.address("n.ipynb"));
        notebook.run(0);
        new Transfers(notebook).choose(0, "Choose files", much);
        new Transfers(notebook).awaitMegabytes(0, 30);
        server.close();
        notebook.tab().close();
        server = new LabServer(home, "jupyterlab", LITTLE_HEAP);
        var again = new NotebookPage(browser.page(), server.address("n.ipynb"));
        again.run(0);
        new Transfers(again).choose(0, "Choose files", much);
        awaitEnd(again, 0, "restarted.bin goes on from");
        awaitEnd(again, 0, "Uploaded restarted.bin (300 MB)");
        assertTrue(Transfers.same(much, saved("restarted.bin")));
        try (var files = Files.list(home.resolve("notebooks"))) {
            assertFalse(files.anyMatch(file -> file.toString().endsWith(".part")));
        }
    }

    @Test
    void aTabThatIsClosedEndsTheCell() throws IOException {
        write("files.upload();", "40 + 2");
        var notebook = new NotebookPage(browser.page(), server.address("n.ipynb"));
        notebook.run(0);
        new Transfers(notebook).choose(0, "Choose files", Transfers.sparse(elsewhere.resolve("left.bin")));
        new Transfers(notebook).awaitMegabytes(0, 10);
        var other = browser.page();
        notebook.tab().close();
        // A page in the middle of a transfer may come back within a minute.
        other.waitForTimeout(65_000);
        var again = new NotebookPage(other, server.address("n.ipynb"));
        again.run(1);
        awaitEnd(again, 1, "42");
    }
}
