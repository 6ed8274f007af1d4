package org.jolab.magics.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeMagicTest {

    private final Trial trial = new Trial();

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    @Test
    void aStatementIsRunOnceAndItsTimesArePrinted() {
        var result = trial.ok("int n = 0;\n%time n++;\n");
        assertTrue(result.stdout().matches("(?s)CPU times: user [\\d.]+ \\S+, sys: [\\d.]+ \\S+, total: [\\d.]+ \\S+\n"
            + "Wall time: [\\d.]+ \\S+\nAllocated: [\\d.]+ \\S+ by the cell's thread\n"), result.stdout());
        assertNull(result.value());
        assertEquals("1", trial.ok("n").value());
    }

    @Test
    void theValueOfTheStatementIsThatOfTheMagic() {
        assertEquals("42", trial.ok("%time 6 * 7").value());
        assertEquals("43", trial.ok("int k = (Integer) (Object) 43;\n%time k").value());
        assertEquals("7", trial.ok("%%time\nint a = 3;\n\na + 4").value());
    }

    @Test
    void variablesThatItDeclaresStay() {
        trial.ok("%time var x = List.of(1, 2)");
        assertEquals("2", trial.ok("x.size()").value());
    }

    @Test
    void aStatementNeedsNoSemicolon() {
        assertTrue(trial.failure("%time throw new IllegalStateException(\"bad\")").startsWith(
            "IllegalStateException: bad"));
    }

    @Test
    void theWallTimeIsThatOfTheCode() {
        var result = trial.ok("%time Thread.sleep(120)");
        var matcher = Pattern.compile("Wall time: (\\d+) ms").matcher(result.stdout());
        assertTrue(matcher.find(), result.stdout());
        assertTrue(Integer.parseInt(matcher.group(1)) >= 119, result.stdout());
    }

    @Test
    void whatTheCompilerAllocatesDoesNotCount() {
        trial.ok("%time 1");
        var result = trial.ok("%time 2");
        // javac takes megabytes for this.
        assertTrue(result.stdout().matches("(?s).*Allocated: [\\d.]+ (B|KiB) by.*"), result.stdout());
    }

    @Test
    void anExceptionPassesAfterTheTimes() {
        var result = trial.run("%%time\nint a = 1;\na / 0");
        assertTrue(result.stdout().contains("Wall time"), result.stdout());
        assertTrue(result.failure().startsWith("ArithmeticException"), result.failure());
        assertTrue(result.failure().contains("line 3"), result.failure());
    }

    @Test
    void whatDoesNotCompileIsShownInItsLineAndNotTimed() {
        var result = trial.run("int a = 1;\n%time a + nope");
        assertEquals("", result.stdout());
        assertTrue(result.failure().contains("line 2"), result.failure());
        assertTrue(result.failure().contains("2 | a + nope"), result.failure());
    }

    @Test
    void nothingToTimeAndTwoThingsToTimeAreMistakes() {
        assertTrue(trial.failure("%time").startsWith("error: There is nothing to time."));
        assertTrue(trial.failure("%%time 1 + 1\n2 + 2").startsWith("error: %%time times the lines below it."));
    }

    @Test
    void memoryThatAStatementKeepsIsTold() {
        // What the session itself needs once.
        trial.ok("%memit int n = 1;");
        var result = trial.ok("%memit byte[] big = new byte[60 << 20]");
        assertTrue(result.stdout().matches("peak heap: \\S+ [MG]iB, \\+\\S+ MiB; kept: \\+[567]\\d(\\.\\d)? MiB; "
            + "allocated: 6\\S+ MiB by the cell's thread\n"), result.stdout());
        assertTrue(trial.ok("%memit new byte[1 << 20].length").stdout().contains("allocated: 1"));
    }
}
