package org.jolab.install.frontend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jolab.magics.git.HttpHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** {@code %git} in JupyterLab, with a server of git's own that asks for a password and takes its time. */
class GitInLabIT extends LabTest {

    private static final Pattern COUNTS = Pattern.compile("Receiving objects.*\\d+ ?%|Receiving objects.*\\d+/\\d+",
        Pattern.DOTALL);

    @TempDir
    static Path repositories;

    /** A repository of three commits and some megabytes that nothing can compress. */
    @BeforeAll
    static void makeRepository() throws Exception {
        var work = Files.createDirectory(repositories.resolve("work"));
        git(work, "init", "-q", "-b", "main");
        var random = new Random(1);
        for (var i = 0; i < 3; i++) {
            for (var j = 0; j < 200; j++) {
                var bytes = new byte[10_000];
                random.nextBytes(bytes);
                Files.write(work.resolve("data-" + i + "-" + j + ".bin"), bytes);
            }
            Files.writeString(work.resolve("README.md"), "# Weather\n\nRelease " + i + "\n");
            git(work, "add", ".");
            git(work, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-q", "-m", "Release " + i);
        }
        git(repositories, "clone", "-q", "--bare", "work", "weather.git");
        git(repositories.resolve("weather.git"), "config", "http.receivepack", "true");
    }

    private static void git(Path folder, String... words) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0, output);
    }

    private static boolean isThere(String name) {
        return Files.exists(home.resolve("notebooks").resolve(name));
    }

    @Test
    void aCloneShowsHowFarItIsAndStatusAndDiffAreColoured(TestInfo test) throws Exception {
        try (var host = new HttpHost(repositories, null).slow(20)) {
            var notebook = open(test, "%git clone " + host.url("weather.git"),
                "%cd weather\nFiles.writeString(Path.of(\"README.md\"), \"# Weather\\n\\nSunny\\n\");\n"
                    + "Files.writeString(Path.of(\"new.txt\"), \"new\");", "%git status", "%git diff",
                "var log = %git log -2\nlog.getFirst().message().strip()", "%cd ..");
            notebook.run(0);
            assertThat(notebook.outputs(0).first()).containsText(COUNTS);
            notebook.screenshot("git-clone-progress");
            notebook.awaitIdle();
            assertTrue(isThere("weather/data-2-199.bin"));
            for (var i = 1; i < 5; i++) {
                notebook.run(i);
                notebook.awaitIdle();
            }
            notebook.awaitOutput(2, "new.txt");
            notebook.awaitOutput(3, "Sunny");
            notebook.awaitOutput(4, "Release 2");
            assertTrue(notebook.outputs(3).locator("[style*='color'], [class*='git']").count() > 0,
                notebook.outputs(3).first().innerHTML());
            notebook.screenshot("git");
            notebook.run(5);
            notebook.awaitIdle();
        }
    }

    @Test
    void anInterruptEndsACloneAndLeavesNothingOfIt(TestInfo test) throws Exception {
        try (var host = new HttpHost(repositories, null).slow(300)) {
            var notebook = open(test, "%git clone " + host.url("weather.git") + " half\n\"must not run\"",
                "\"still \" + \"alive\"");
            notebook.run(0);
            assertThat(notebook.outputs(0).first()).containsText(COUNTS);
            assertTrue(isThere("half"));
            notebook.interrupt();
            notebook.awaitIdle();
            assertFalse(isThere("half"));
            assertFalse(notebook.outputs(0).allInnerTexts().toString().contains("must not run"));
            notebook.run(1);
            notebook.awaitOutput(1, "still alive");
        }
    }

    @Test
    void aPasswordIsAskedForHiddenAndKeptNowhereInTheNotebook(TestInfo test) throws Exception {
        var name = test.getTestMethod().orElseThrow().getName() + ".ipynb";
        try (var host = new HttpHost(repositories, null).basic("ada", "correct horse")) {
            var notebook = open(test, "%git clone " + host.url("weather.git") + " private", "%git -C private log -1");
            notebook.run(0);
            assertThat(notebook.stdin(0)).isVisible();
            notebook.stdin(0).fill("ada");
            notebook.press("Enter");
            assertThat(notebook.cell(0).locator("input[type=password]")).isVisible();
            notebook.screenshot("git-password");
            notebook.cell(0).locator("input[type=password]").fill("correct horse");
            notebook.press("Enter");
            notebook.awaitIdle();
            assertTrue(isThere("private/README.md"));
            notebook.run(1);
            notebook.awaitOutput(1, "Release 2");
            notebook.press("Control+s");
            notebook.pause(Duration.ofSeconds(2));
            assertEquals(-1, Files.readString(home.resolve("notebooks").resolve(name)).indexOf("correct"));
            assertEquals(-1, config().indexOf("correct"));
        }
    }

    private static String config() throws IOException {
        return Files.readString(home.resolve("notebooks/private/.git/config"));
    }
}
