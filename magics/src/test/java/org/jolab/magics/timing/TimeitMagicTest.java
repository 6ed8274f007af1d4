package org.jolab.magics.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeitMagicTest {

    private static final String ONCE = "%timeit -w 0 -n 1 -r 1 ";

    private final Trial trial = new Trial();

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    @Test
    void theReportHasMeanSpreadAllocationAndWarmUp() {
        trial.ok("double x = 2;");
        var result = trial.ok("%timeit -r 3 -w 0.3 Math.sqrt(x)");
        assertTrue(result.stdout().matches("(?s).*[\\d.]+ ns ± [\\d.]+ ns per loop \\(mean ± std\\. dev\\. of 3 runs, "
            + "[\\d,]+ loops each\\)\nbest .*, median .*; 0 B allocated per loop; warm-up .*"), result.stdout());
        assertNull(result.value());
    }

    @Test
    void withoutWarmUpTheStatementRunsExactlyAsOftenAsAsked() {
        trial.ok("int n = 0;");
        trial.ok("%timeit -w 0 -n 3 -r 2 n++");
        assertEquals("6", trial.ok("n").value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 + 1", "1 + n", "list.add(4)", "list.clear()", "list.clear();", "var y = n * 2",
        "int y = n; y++;", "n = 5", "n++;", "new int[10]", "new ArrayList<String>()", "\"a\" + n", "n > 2 ? 1 : 2L",
        "for (var e : list) { n += e; }", "if (n > 2) n--;", "x = Math.sin(x)", "f(n)", "g()", "(char) n", "1.5f",
        "list.stream().map(e -> e + 1).toList()", "switch (n) { case 1 -> 2; default -> 3; }", "thrower()",
        "{ int z = 3; z++; }", "synchronized (list) { n++; }", "int i = 0; i + n", "n == 3 // a comment",
        "record R(int a) {} new R(n)", "null == list"})
    void anyStatementCanBeMeasured(String statement) {
        trial.ok("int n = 3; double x = 2; var list = new ArrayList<Integer>(List.of(1, 2));");
        trial.ok("int f(int a) { return a; }\nvoid g() {}\nint thrower() throws Exception { return 1; }");
        assertTrue(trial.ok(ONCE + statement).stdout().contains("of 1 run, 1 loop each"));
    }

    @Test
    void theFiguresAreReturnedIfAskedFor() {
        var result = trial.ok("var t = %timeit -o -q -w 0 -n 1000 -r 4 new int[100]\n"
            + "t.runs().size() + \" \" + t.loops() + \" \" + Math.round(t.bytesPerLoop())");
        assertEquals("", result.stdout());
        assertEquals("4 1000 416", result.value());
    }

    @Test
    void theValueOfAnExpressionIsComputedInEachRound() {
        trial.ok("int[] data = new int[10_000];");
        var code = "var t = %timeit -o -q -r 3 -w 0.5 Arrays.stream(data).sum()\nt.best()";
        // Were it computed once, a round would take less than a nanosecond.
        assertTrue(Double.parseDouble(trial.ok(code).value()) > 100);
    }

    @Test
    void theSetupRunsBeforeEachRunAndIsNotTimed() {
        trial.ok("int setups = 0;");
        trial.ok("%%timeit -w 0 -n 2 -r 3 setups++; var list = new ArrayList<Integer>()\nlist.add(1)");
        assertEquals("3", trial.ok("setups").value());
        var slow = trial.ok("%%timeit -w 0 -n 1 -r 1 Thread.sleep(300); int k = 1\nk + 1").stdout();
        assertTrue(slow.matches("(?s)[\\d.]+ (ns|µs) .*|[1-9]\\d?(\\.\\d+)? ms .*"), slow);
    }

    @Test
    void theStatementMayChangeWhatTheSetupDeclares() {
        trial.ok("%%timeit -w 0 -n 20 -r 1 int i = 0; int[] a = new int[10]\na[i++ % 10]++");
    }

    @Test
    void variablesOfTheSetupDoNotStay() {
        trial.ok("%%timeit -w 0 -n 1 -r 1 var onlyHere = 1\nonlyHere + 1");
        assertTrue(trial.failure("onlyHere").contains("cannot find symbol"));
    }

    @Test
    void compileErrorsPointAtTheStatement() {
        var failure = trial.failure("int n = 1;\n%timeit n + nope");
        assertTrue(failure.contains("line 2"), failure);
        assertTrue(failure.contains("2 | n + nope\n          ^^^^"), failure);
        assertEquals(List.of(), failure.lines().filter(line -> line.contains("$")).toList());
    }

    @Test
    void compileErrorsOfACellAndItsSetupHaveTheirLines() {
        var inBody = trial.failure("%%timeit var n = 1\n\nint k = n;\nk + nope");
        assertTrue(inBody.contains("4 | k + nope"), inBody);
        var inSetup = trial.failure("%%timeit var n = nope\nn + 1");
        assertTrue(inSetup.contains("1 | var n = nope"), inSetup);
        assertTrue(trial.failure("%timeit 1 +").contains("1 | 1 +"));
    }

    @Test
    void whatIsNoStatementIsRefused() {
        assertTrue(trial.failure("%%timeit\nint f() { return 1; }").contains("Only statements can be timed."));
    }

    @Test
    void anExceptionOfTheStatementIsShownWhereItWasThrown() {
        var failure = trial.failure("\n%timeit List.of(1).get(4)");
        assertTrue(failure.startsWith("IndexOutOfBoundsException"), failure);
        assertTrue(failure.contains("2 | List.of(1).get(4)"), failure);
    }

    @Test
    void anInterruptEndsIt() throws InterruptedException {
        var result = new Trial.Result[1];
        var cell = Thread.ofPlatform().start(() -> result[0] = trial.run("%timeit Thread.sleep(60_000)"));
        Thread.sleep(1500);
        trial.interrupt();
        cell.join(20_000);
        assertTrue(result[0].failure().startsWith("Interrupted"), result[0].failure());
    }

    @Test
    void wrongNumbersAreExplained() {
        assertTrue(trial.failure("%timeit -r 0 1").contains("There are 1 to 10000 runs"));
        assertTrue(trial.failure("%timeit -n 0 1").contains("at least one loop"));
        assertTrue(trial.failure("%timeit -w soon 1").contains("0 to 3600"));
        assertTrue(trial.failure("%timeit").contains("nothing to measure"));
        assertTrue(trial.failure("%%timeit int a = 1\n").contains("no statement to measure"));
    }
}
