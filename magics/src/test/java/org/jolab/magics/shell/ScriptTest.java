package org.jolab.magics.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.jolab.api.Magics;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cells of other languages. */
@Timeout(60)
class ScriptTest {

    private Cell cell;

    @BeforeEach
    void begin() {
        cell = new Cell();
    }

    @AfterEach
    void end() throws Exception {
        cell.close();
    }

    @Test
    void outputAndErrorsStayApart() throws Exception {
        cell.run("bash", "", "echo out\necho err >&2\ntest -t 1 || echo no terminal\n");
        assertEquals("out\nno terminal\n", cell.out());
        assertEquals("err\n", cell.err());
    }

    @Test
    void variablesGetWhatIsPrinted() throws Exception {
        cell.run("bash", "--out o --err e", "echo out\necho err >&2");
        assertEquals("out\n", cell.variables.get("o"));
        assertEquals("err\n", cell.variables.get("e"));
        assertEquals("", cell.out() + cell.err());
    }

    @Test
    void languagesRun() throws Exception {
        cell.run("python3", "", "import sys\nprint(6 * 7, sys.argv[1:])");
        cell.run("python3", "- a 'b c'", "import sys\nprint(sys.argv[1:])");
        cell.run("python", "", "print('python')");
        cell.run("perl", "", "print 'perl', \"\\n\";");
        cell.run("sh", "", "echo sh");
        cell.run("script", "awk '{print $2}'", "a b\nc d\n");
        assertEquals("42 []\n['a', 'b c']\npython\nperl\nsh\nb\nd\n", cell.out());
    }

    @Test
    void aFailureEndsTheCellUnlessToldOtherwise() throws Exception {
        var error = assertThrows(UsageError.class, () -> cell.run("bash", "--out o", "echo text; exit 3"));
        assertTrue(error.getMessage().contains("exit code 3"), error.getMessage());
        assertEquals("text\n", cell.variables.get("o"));
        cell.run("bash", "--no-raise-error", "exit 3");
        assertEquals(3, Magics._exitCode);
    }

    @Test
    void aMissingProgramSaysSo() {
        var error = assertThrows(UsageError.class, () -> cell.run("script", "no-such-program -x", "text"));
        assertTrue(error.getMessage().contains("There is no program no-such-program"), error.getMessage());
        assertThrows(UsageError.class, () -> cell.run("script", "", "text"));
    }

    @Test
    void aLargeCellThatNobodyReadsIsNoProblem() throws Exception {
        cell.run("script", "true", "text\n".repeat(1_000_000));
        cell.run("script", "wc -c", "text\n".repeat(1_000_000));
        assertEquals("5000000\n", cell.out());
    }

    @Test
    void aScriptInTheBackgroundLeavesItsStreamsAndItsProcess() throws Exception {
        cell.run("bash", "--bg --out o --err e --proc p", "sleep 0.3; echo out; echo err >&2; exit 6");
        assertTrue(cell.out().matches("\\[1] \\d+\n"), cell.out());
        try (var out = assertInstanceOf(InputStream.class, cell.variables.get("o"));
                var err = assertInstanceOf(InputStream.class, cell.variables.get("e"))) {
            assertEquals("out\n", new String(out.readAllBytes()));
            assertEquals("err\n", new String(err.readAllBytes()));
        }
        var process = assertInstanceOf(Process.class, cell.variables.get("p"));
        assertTrue(process.waitFor(5, TimeUnit.SECONDS));
        assertEquals(6, process.exitValue());
        assertThrows(UsageError.class, () -> cell.run("bash", "--proc p", "true"));
    }

    @Test
    void aScriptInTheBackgroundPrintsIntoItsCell() throws Exception {
        cell.run("bash", "--bg", "sleep 0.2; echo later");
        for (var i = 0; i < 200 && !cell.out().contains("later"); i++) {
            Thread.sleep(20);
        }
        assertTrue(cell.out().endsWith("later\n"), cell.out());
    }
}
