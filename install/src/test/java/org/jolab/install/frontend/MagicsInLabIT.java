package org.jolab.install.frontend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Shell commands and magics in JupyterLab, as people meet them. */
class MagicsInLabIT extends LabTest {

    @Test
    void aProgressBarOfAProgramStaysOneLine(TestInfo test) throws IOException {
        var notebook = open(test, """
            !for i in $(seq 1 40); do printf '\\r%3d %% done' $((i * 5 / 2)); sleep 0.05; done; echo
            !echo and then""");
        notebook.run(0);
        notebook.awaitOutput(0, "100 % done");
        notebook.awaitOutput(0, "and then");
        notebook.awaitIdle();
        assertEquals("100 % done\nand then", notebook.outputs(0).innerText().strip());
        notebook.screenshot("shell-progress");
    }

    @Test
    void aProgramThatReadsGetsABoxAndAPasswordIsHidden(TestInfo test) throws IOException {
        var notebook = open(test, "!read -p 'your name? ' name; echo \"hello $name\"",
            "!read -s -p 'password? ' word; echo; echo \"${#word} letters\"");
        notebook.run(0);
        assertThat(notebook.stdin(0)).isVisible();
        notebook.stdin(0).fill("Ada");
        notebook.press("Enter");
        notebook.awaitOutput(0, "hello Ada");
        notebook.run(1);
        assertThat(notebook.stdin(1)).hasAttribute("type", "password");
        notebook.screenshot("shell-password");
        notebook.stdin(1).fill("secret");
        notebook.press("Enter");
        notebook.awaitOutput(1, "6 letters");
        assertFalse(notebook.outputs(1).allInnerTexts().toString().contains("secret"));
    }

    @Test
    void anInterruptEndsAProgramAndTheNextCellRuns(TestInfo test) throws IOException {
        var notebook = open(test, "!echo started; sleep 1000\nSystem.out.println(\"must not run\");", "!echo fine");
        notebook.run(0);
        notebook.awaitOutput(0, "started");
        notebook.interrupt();
        notebook.awaitOutput(0, "^C");
        notebook.awaitIdle();
        notebook.run(1);
        notebook.awaitOutput(1, "fine");
        assertFalse(notebook.outputs(0).allInnerTexts().toString().contains("must not run"));
        notebook.screenshot("shell-interrupt");
    }

    @Test
    void theServerDropsNothingOfAProgramThatPrintsMuch(TestInfo test) throws IOException {
        // Four million characters; a server drops what exceeds three million within three seconds.
        var notebook = open(test, "!head -c 4000000 /dev/zero | tr '\\0' x | fold -w 1000",
            "!echo the last");
        notebook.runAll();
        notebook.awaitOutput(1, "the last");
        notebook.awaitIdle();
        assertFalse(notebook.outputs(0).allInnerTexts().toString().contains("data rate exceeded"));
        assertFalse(serverLog().contains("IOPub data rate exceeded"), serverLog());
    }

    @Test
    void aFormFieldIsAnInputThatSetsItsVariable(TestInfo test) throws IOException {
        var notebook = open(test, """
            int limit = 20; //@param {type:"slider", min:0, max:100}
            String color = "red"; //@param ["red", "blue"]""", "limit + color");
        notebook.run(0);
        var readout = notebook.outputs(0).locator(".widget-readout");
        assertThat(readout).hasText("20");
        readout.click();
        notebook.press("Control+A");
        notebook.press("7");
        notebook.press("0");
        notebook.press("Enter");
        notebook.outputs(0).locator("select").selectOption("blue");
        notebook.awaitIdle();
        notebook.screenshot("form");
        notebook.run(1);
        notebook.awaitOutput(1, "70blue");
    }

    @Test
    void namesOfMagicsAndFilesAreCompleted(TestInfo test) throws IOException {
        var notebook = open(test, "%%writefile some-data.csv\na,b\n1,2\n", "");
        notebook.run(0);
        notebook.awaitOutput(0, "some-data.csv");
        notebook.type(1, "%cat some-d");
        // Lab drops an answer that takes it longer than a second, as on a busy machine; people press again.
        for (var i = 0; i < 10 && !notebook.completions().isVisible(); i++) {
            notebook.press("Tab");
            notebook.pause(Duration.ofSeconds(2));
        }
        assertThat(notebook.completions()).containsText("some-data.csv");
        notebook.screenshot("magics-completion");
        notebook.press("Enter");
        notebook.press("Control+Enter");
        notebook.awaitOutput(1, "1,2");
        notebook.screenshot("magics-files");
    }
}
