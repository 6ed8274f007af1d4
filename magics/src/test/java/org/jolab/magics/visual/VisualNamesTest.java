package org.jolab.magics.visual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VisualNamesTest {

    private final Trial trial = new Trial();

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    @Test
    void widgetsAndPlotsNeedNoImport() {
        assertEquals("7", trial.ok("new IntSlider().value(7).value()").value());
        assertEquals("5", trial.ok("slider(0, 10).value()").value());
        assertTrue(trial.ok("Plot.line(new int[] {1, 2})").value().startsWith("line of 2 points"));
    }

    @Test
    void theNotebooksOwnNamesComeFirst() {
        trial.ok("record Label(String text) {}\nString slider(int a, int b) { return \"mine\"; }");
        trial.ok("var box = new Checkbox(true);");
        assertEquals("mine", trial.ok("slider(1, 2)").value());
        assertTrue(trial.ok("new Label(\"x\")").value().contains("text"));
        assertEquals("[1]", trial.ok("var stack = new Stack<Integer>(); stack.push(1); stack").value());
    }

    @Test
    void interactTakesLambdasOfTheControlsTypes() {
        var shown = trial.ok("interact(slider(1, 3), choice(\"a\", \"b\"), (n, s) -> s.repeat(n));").shown();
        assertTrue(shown.getLast().endsWith("aa"), shown.toString());
        assertEquals("2\n", trial.ok("new Output().capture(() -> slider(1, 3).value());\n"
            + "System.out.println(slider(1, 3).value());").stdout());
    }

    @Test
    void aListenerRunsInTheCellThatChangesTheValue() {
        trial.ok("var n = new IntSlider().onChange(v -> System.out.println(\"now \" + v));");
        assertEquals("now 4\n", trial.ok("n.value(4);").stdout());
        assertTrue(trial.failure("n.value(\"x\");").contains("incompatible types"));
    }
}
