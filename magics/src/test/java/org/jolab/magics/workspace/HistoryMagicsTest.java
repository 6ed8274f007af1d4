package org.jolab.magics.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jolab.api.Workspace.Input;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryMagicsTest {

    private final Trial trial = new Trial();

    @BeforeEach
    void runSome() {
        trial.ok("int n = 1;");
        trial.ok("n++;\nn");
        trial.ok("n + 10");
    }

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    @Test
    void cellsArePrintedWithoutTheRunningOne() {
        assertEquals("int n = 1;\nn++;\nn\nn + 10\n", trial.ok("%history").stdout());
        assertEquals("   1: int n = 1;\n   2: n++;\n      n\n", trial.ok("%history -n 1-2").stdout());
    }

    @Test
    void theLastAndTheMatchingOnesCanBeChosen() {
        assertEquals("n + 10\n", trial.ok("%history -l 1").stdout());
        assertEquals("   1: int n = 1;\n", trial.ok("%history -g int*=").stdout());
        trial.ok("n + 10");
        assertEquals(1, trial.ok("%history -u -g 10").stdout().lines().filter(line -> line.endsWith("n + 10")).count());
    }

    @Test
    void cellsAreRunAgain() {
        var result = trial.ok("%rerun 2-3");
        assertEquals("=== Executing: ===\nn++;\nn\nn + 10\n=== Output: ===\n", result.stdout());
        assertEquals("13", result.value());
        assertEquals("13", trial.ok("n + 10").value());
        assertEquals("13", trial.ok("%rerun").value());
        assertEquals("13", trial.ok("%rerun").value());
        assertEquals("4", trial.ok("%rerun -g n++").value());
    }

    @Test
    void theTextOfACellIsPutIntoTheNext() {
        assertEquals("n++;\nn", trial.ok("%recall 2").payloads().getFirst().get("text"));
        assertEquals("int n = 1;", trial.ok("%recall -g int").payloads().getFirst().get("text"));
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertTrue(trial.failure("%rerun 77").contains("No such cell was run"));
        assertTrue(trial.failure("%rerun -g nowhere").contains("No cell of this session contains nowhere."));
        assertTrue(trial.failure("%history ~1/2").contains("names an earlier one"));
        assertTrue(trial.failure("%history x").contains("x names no cells"));
        assertTrue(trial.failure("%history -l 0").contains("at least 1"));
    }

    @Test
    void rangesAreReadAsPeopleWriteThem() {
        var inputs = List.of(new Input(1, "a"), new Input(2, "b"), new Input(3, "c"), new Input(3, "d"));
        assertEquals("b", codes("2", inputs));
        assertEquals("bcd", codes("2-3", inputs));
        assertEquals("ab", codes("1:3", inputs));
        assertEquals("bcd", codes("2-", inputs));
        assertEquals("ab", codes("-2", inputs));
    }

    private static String codes(String range, List<Input> inputs) {
        return String.join("", CellRange.of(range).in(inputs).stream().map(Input::code).toList());
    }
}
