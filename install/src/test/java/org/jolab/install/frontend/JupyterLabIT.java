package org.jolab.install.frontend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** JupyterLab with the Java kernel: what people do all day works, and its pictures can be looked at. */
class JupyterLabIT extends LabTest {

    @Test
    void allCellsRunAndShowTheirOutputs(TestInfo test) throws IOException {
        var notebook = open(test,
            """
                record City(String name, int people, double area) {}
                var cities = List.of(new City("Ulm", 126_000, 118.7), new City("Bonn", 330_000, 141.1),
                    new City("Jena", 111_000, 114.8));""",
            "cities",
            """
                for (var city : cities) {
                    System.out.println(city.name() + " " + city.people());
                }""",
            "cities.stream().mapToInt(City::people).sum()",
            "new int[][] {{1, 2, 3}, {4, 5, 6}}",
            """
                Notebook.html("<b style='color: teal'>shown as HTML</b>");
                Notebook.markdown("**Markdown** and $x^2$");""",
            """
                import java.awt.image.BufferedImage;
                var image = new BufferedImage(240, 60, BufferedImage.TYPE_INT_RGB);
                for (int x = 0; x < 240; x++) {
                    for (int y = 0; y < 60; y++) image.setRGB(x, y, x << 16 | y * 4 << 8 | 128);
                }
                image""",
            "int[] few = {1, 2};\nfew[2]");
        notebook.runAll();
        notebook.awaitOutput(3, "567000");
        notebook.awaitOutput(1, "Bonn");
        notebook.awaitOutput(2, "Jena 111000");
        notebook.awaitOutput(5, "shown as HTML");
        notebook.awaitOutput(7, "ArrayIndexOutOfBoundsException");
        assertThat(notebook.cell(1).locator("table")).isVisible();
        assertThat(notebook.cell(6).locator("img")).isVisible();
        assertThat(notebook.prompt(7)).hasText("[8]:");
        notebook.awaitIdle();
        notebook.screenshot("run-all");
        notebook.outputs(7).last().scrollIntoViewIfNeeded();
        notebook.screenshot("run-all-end");
    }

    @Test
    void anInterruptStopsACellAndTheNextOneRuns(TestInfo test) throws IOException {
        var notebook = open(test, "System.out.println(\"spinning\");\nwhile (true) { }", "40 + 2");
        notebook.run(0);
        notebook.awaitOutput(0, "spinning");
        notebook.awaitBusy();
        notebook.interrupt();
        notebook.awaitOutput(0, "Interrupted");
        notebook.run(1);
        notebook.awaitOutput(1, "42");
        notebook.awaitIdle();
        notebook.screenshot("interrupt");
    }

    @Test
    void anErrorStopsTheCellsBehindIt(TestInfo test) throws IOException {
        var notebook = open(test, "String s = 1;", "System.out.println(\"must not run\");");
        notebook.runAll();
        notebook.awaitOutput(0, "incompatible types");
        notebook.awaitIdle();
        assertThat(notebook.outputs(1)).hasCount(0);
        notebook.screenshot("compile-error");
    }

    @Test
    void namesAreCompletedAndExplained(TestInfo test) throws IOException {
        var notebook = open(test, "List<String> words = List.of(\"a\", \"b\");", "");
        notebook.run(0);
        assertThat(notebook.prompt(0)).hasText("[1]:");
        notebook.type(1, "words.get");
        // Lab drops an answer that takes it longer than a second, as on a busy machine; people press again.
        for (var i = 0; i < 10 && !notebook.completions().isVisible(); i++) {
            notebook.press("Tab");
            notebook.pause(Duration.ofSeconds(2));
        }
        assertThat(notebook.completions()).isVisible();
        assertThat(notebook.completions()).containsText("getFirst");
        notebook.screenshot("completion");
        notebook.press("Escape");
        notebook.type(1, "String.valueOf(");
        notebook.press("Shift+Tab");
        assertThat(notebook.tooltip()).isVisible();
        assertThat(notebook.tooltip()).containsText("valueOf");
        notebook.screenshot("tooltip");
    }

    @Test
    void aCellAsksInABoxForALineAndHidesAPassword(TestInfo test) throws IOException {
        var notebook = open(test, "String name = IO.readln(\"your name? \");\nSystem.out.println(\"hello \" + name);",
            "System.out.println(System.console().readPassword(\"password? \").length);");
        notebook.run(0);
        assertThat(notebook.stdin(0)).isVisible();
        notebook.screenshot("stdin");
        notebook.stdin(0).fill("Ada");
        notebook.press("Enter");
        notebook.awaitOutput(0, "hello Ada");
        assertThat(notebook.prompt(0)).hasText("[1]:");
        notebook.run(1);
        assertThat(notebook.stdin(1)).hasAttribute("type", "password");
        notebook.stdin(1).fill("secret");
        notebook.press("Enter");
        notebook.awaitOutput(1, "6");
        notebook.screenshot("stdin-answered");
    }

    @Test
    void aRestartForgetsTheVariablesAndTheNotebookGoesOn(TestInfo test) throws IOException {
        var notebook = open(test, "int kept = 42;\nkept", "kept + 1");
        notebook.run(0);
        notebook.awaitOutput(0, "42");
        notebook.restart();
        notebook.awaitIdle();
        notebook.run(1);
        notebook.awaitOutput(1, "kept");
        assertThat(notebook.prompt(1)).hasText("[1]:");
        notebook.run(0);
        notebook.awaitOutput(0, "42");
        notebook.screenshot("restart");
    }

    @Test
    void aDisplayIsUpdatedInItsPlaceAndTenThousandLinesScroll(TestInfo test) throws IOException {
        var notebook = open(test,
            "Notebook.display(\"first\", \"spot\");\nThread.sleep(500);\nNotebook.update(\"spot\", \"second\");",
            "for (int i = 0; i < 10_000; i++) System.out.println(\"line \" + i);\nSystem.out.println(\"the end\");",
            "for (var i : Notebook.progress(List.of(1, 2, 3, 4))) Thread.sleep(100);");
        notebook.runAll();
        notebook.awaitOutput(0, "second");
        notebook.awaitOutput(1, "line 9999");
        notebook.awaitIdle();
        assertThat(notebook.outputs(0)).hasCount(1);
        assertThat(notebook.prompt(2)).hasText("[3]:");
        notebook.screenshot("update");
    }

    @Test
    void theServersLogKnowsOfNoTrouble(TestInfo test) throws IOException {
        var notebook = open(test, "1 + 1");
        notebook.run(0);
        notebook.awaitOutput(0, "2");
        var log = serverLog();
        assertFalse(log.contains("IOPub data rate exceeded") || log.contains("IOPub message rate exceeded"), log);
        assertFalse(log.contains("Traceback") || log.contains("restarting kernel"), log);
    }
}
