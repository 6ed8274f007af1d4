package org.jolab.magics.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForgettingMagicsTest {

    private final Trial trial = new Trial();

    @BeforeEach
    void declare() {
        trial.ok("int first = 1, second = 2, third = 3;");
        trial.ok("int twice(int a) { return 2 * a; }");
    }

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    @Test
    void resetAsksFirst() {
        trial.answer("n");
        assertEquals("Once deleted, variables cannot be recovered. Proceed (y/[n])? Nothing done.\n",
            trial.ok("%reset").stdout());
        assertEquals("1", trial.ok("first").value());
        trial.answer("y");
        trial.ok("%reset");
        assertTrue(trial.failure("first").contains("cannot find symbol"));
        assertTrue(trial.failure("twice(1)").contains("cannot find symbol"));
    }

    @Test
    void anEmptyAnswerIsNo() {
        trial.answer("");
        trial.ok("%reset");
        assertEquals("1", trial.ok("first").value());
    }

    @Test
    void whereNobodyAnswersItSaysWhatToDo() {
        assertTrue(trial.failure("%reset").contains("%reset -f does not ask"));
        assertEquals("1", trial.ok("first").value());
        trial.ok("%reset -f");
        assertEquals("Interactive namespace is empty.\n", trial.ok("%who").stdout());
    }

    @Test
    void aRegularExpressionChooses() {
        assertEquals("Forgotten: first, third\n", trial.ok("%reset_selective -f ir").stdout());
        assertEquals("second\n", trial.ok("%who").stdout());
        assertEquals("No variable matches x$.\n", trial.ok("%reset_selective x$").stdout());
        assertTrue(trial.failure("%reset_selective (").contains("( is no regular expression"));
    }

    @Test
    void singleVariablesAreForgottenAllOrNone() {
        assertTrue(trial.failure("%xdel first nope").contains("no variable nope, so none was forgotten"));
        trial.ok("%xdel first second");
        assertEquals("third\n", trial.ok("%who").stdout());
    }
}
