package org.jolab.install.frontend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jolab.install.conformance.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Transfers in Notebook 7, and behind addresses such as JupyterHub's, with a token and with a password. */
@ExtendWith(Environment.class)
class FilesElsewhereIT {

    private static final String BASE = "--ServerApp.base_url=/user/ada%40example/";
    private static final String PASSWORD = "a password for tests";

    @TempDir
    Path home;
    @TempDir
    Path elsewhere;
    private Browser browser;

    @BeforeEach
    void start() {
        browser = new Browser(home.resolve("profile"));
    }

    @AfterEach
    void end() {
        browser.close();
    }

    private void write(String... cells) throws IOException {
        Files.createDirectories(home.resolve("notebooks/deep"));
        Files.writeString(home.resolve("notebooks/deep/n.ipynb"), Notebooks.of("java", cells));
    }

    /** Up, down through the server, and down from a place that the server does not show. */
    private void thereAndBack(NotebookPage notebook, String picture) throws IOException {
        var nine = Transfers.file(elsewhere.resolve("nine.bin"), 9_000_000);
        var transfers = new Transfers(notebook);
        notebook.run(0);
        transfers.choose(0, "Choose files", nine);
        notebook.awaitOutput(0, "Uploaded nine.bin");
        assertTrue(Transfers.same(nine, home.resolve("notebooks/deep/nine.bin")));
        var goal = Files.createDirectories(elsewhere.resolve("goal"));
        assertTrue(Transfers.same(nine, transfers.download(1, goal)));
        notebook.awaitOutput(1, "from the Jupyter server");
        assertTrue(Transfers.same(nine, transfers.download(2, goal)));
        notebook.awaitOutput(2, "Downloaded nine.bin");
        notebook.awaitIdle();
        notebook.screenshot(picture);
        notebook.press("Control+s");
        notebook.pause(Duration.ofSeconds(2));
        var text = Files.readString(home.resolve("notebooks/deep/n.ipynb"));
        assertTrue(text.contains("Uploaded nine.bin"), text);
        assertFalse(text.contains("token") || text.contains("_xsrf") || text.contains("<script"), text);
    }

    private String[] cells() {
        return new String[] {"files.upload();", "files.download(\"nine.bin\")",
            "files.download(\"" + elsewhere.resolve("nine.bin") + "\")"};
    }

    @Test
    void inNotebook7BehindALongerAddressWithAToken() throws Exception {
        write(cells());
        try (var server = new LabServer(home, "notebook", Map.of(), BASE)) {
            thereAndBack(new NotebookPage(browser.page(), server.address("deep/n.ipynb")), "files-notebook7");
        }
    }

    @Test
    void inJupyterLabBehindALongerAddressWithAPassword() throws Exception {
        write(cells());
        try (var server = new LabServer(home, "jupyterlab", Map.of(), BASE, "--IdentityProvider.token=",
                "--PasswordIdentityProvider.hashed_password=" + hashed(PASSWORD))) {
            var address = server.address("deep/n.ipynb", server.port());
            var page = browser.page();
            page.navigate(address);
            page.locator("input[name=password]").fill(PASSWORD);
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.contains("/lab"));
            thereAndBack(new NotebookPage(page, address), "files-password");
        }
    }

    @Test
    void withTheOlderFormOfMessagesOnTheWebSocket() throws Exception {
        write(cells());
        try (var server = new LabServer(home, "jupyterlab", Map.of(),
                "--ZMQChannelsWebsocketConnection.kernel_ws_protocol=")) {
            thereAndBack(new NotebookPage(browser.page(), server.address("deep/n.ipynb")), "files-older-messages");
        }
    }

    private static String hashed(String password) throws NoSuchAlgorithmException {
        var salt = "0123456789ab";
        var digest = MessageDigest.getInstance("SHA-1").digest((password + salt).getBytes(StandardCharsets.UTF_8));
        return "sha1:" + salt + ":" + HexFormat.of().formatHex(digest);
    }

    @Test
    void aNotebookThatWasSavedInTheMiddleStartsNothingWhenItIsOpened() throws Exception {
        write("files.upload();", "40 + 2");
        try (var server = new LabServer(home)) {
            var notebook = new NotebookPage(browser.page(), server.address("deep/n.ipynb"));
            notebook.run(0);
            new Transfers(notebook).box(0);
            notebook.press("Control+s");
            notebook.pause(Duration.ofSeconds(2));
            notebook.interrupt();
            notebook.awaitOutput(0, "interrupted");
            notebook.tab().close();
            var text = Files.readString(home.resolve("notebooks/deep/n.ipynb"));
            assertTrue(text.contains("<script"), text);
            // As it is, Jupyter has signed it; changed by somebody else, it is not trusted.
            for (var name : List.of("trusted", "foreign")) {
                Files.writeString(home.resolve("notebooks/deep/" + name + ".ipynb"),
                    name.equals("trusted") ? text : text.replace("40 + 2", "40 + 3"));
                var page = browser.page();
                var sockets = new ArrayList<String>();
                page.onWebSocket(socket -> sockets.add(socket.url()));
                var opened = new NotebookPage(page, server.address("deep/" + name + ".ipynb"));
                opened.awaitOutput(0, "Files can be chosen here while the cell runs; run it again.");
                opened.pause(Duration.ofSeconds(4));
                opened.screenshot("reopened-" + name);
                assertThat(opened.cell(0).locator(".jolab-transfer .box")).hasCount(0);
                // JupyterLab's own sessions have dashes in their names.
                var own = sockets.stream().filter(url -> url.matches(".*session_id=[0-9a-f]{32}(&.*)?")).count();
                // One that is signed may ask the kernel whether its cell still runs.
                assertTrue(own <= (name.equals("trusted") ? 1 : 0), sockets.toString());
                page.close();
            }
        }
    }
}
