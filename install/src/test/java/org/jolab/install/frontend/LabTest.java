package org.jolab.install.frontend;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jolab.install.conformance.Environment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A JupyterLab with the Java kernel, and a browser that looks at it. */
@ExtendWith(Environment.class)
abstract class LabTest {

    @TempDir
    static Path home;
    private static LabServer server;
    private static Browser browser;

    private Page tab;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = new LabServer(home);
        browser = new Browser(home.resolve("profile"));
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void closeTab(TestInfo test) {
        if (tab != null) {
            // However it ended: the picture that explains a failure.
            var name = test.getTestMethod().orElseThrow().getName() + ".png";
            var file = Environment.TARGET.resolve("screenshots/end").resolve(name);
            tab.screenshot(new Page.ScreenshotOptions().setPath(file));
            tab.close();
        }
    }

    /** Opens a notebook of these cells. */
    NotebookPage open(TestInfo test, String... cells) throws IOException {
        return new NotebookPage(newTab(), server.address(written(test, cells)));
    }

    /** Opens a notebook of these cells in Notebook 7. */
    NotebookPage openInNotebook(TestInfo test, String... cells) throws IOException {
        return new NotebookPage(newTab(), server.addressInNotebook(written(test, cells)));
    }

    private Page newTab() {
        tab = browser.page();
        return tab;
    }

    private static String written(TestInfo test, String... cells) throws IOException {
        var name = test.getTestMethod().orElseThrow().getName() + ".ipynb";
        Files.writeString(home.resolve("notebooks").resolve(name), Notebooks.of("java", cells));
        return name;
    }

    /** The server. */
    static LabServer server() {
        return server;
    }

    /** What the server has logged so far. */
    static String serverLog() throws IOException {
        return server.log();
    }
}
