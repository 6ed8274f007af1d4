package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorsTest {

    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    @Test
    void aCellMayEndWithAThrowOrAnEndlessLoopWhateverItDeclares() {
        assertTrue(notebook.failure("var x = 1;\nthrow new Exception(\"end\");").startsWith("Exception: end\n"));
        assertTrue(notebook.failure("var y = 0;\nwhile (true) {\n  if (++y == 5) throw new Exception(\"five\");\n}")
            .startsWith("Exception: five\n"));
        assertTrue(notebook.failure("var z = 0;\nwhile (z == 0) {\n  throw new Exception(\"x\");\n  z++;\n}")
            .contains("unreachable statement"));
    }

    @Test
    void aCompileErrorShowsTheCellsLineAndACaret() {
        assertEquals("""
            CompileError: cannot find symbol
              cell 1, line 2
              2 | int b = a + missing;
                              ^^^^^^^
                symbol:   variable missing""", notebook.failure("int a = 1;\nint b = a + missing;\n"));
    }

    @Test
    void nothingRunsOfStatementsThatDoNotCompile() {
        notebook.value("int a = 1;");
        notebook.failure("a = 2;\na.nothing();");
        assertEquals("1", notebook.value("a"));
    }

    @Test
    void anUnknownClassComesWithTheImportThatWouldHelp() {
        notebook.value("class Warm {}");
        var failure = notebook.failure("var x = new AtomicInteger();");
        for (var i = 0; i < 50 && !failure.contains("hint"); i++) {
            // JShell's index of the JDK's classes is made in the background.
            LockSupport.parkNanos(200_000_000);
            failure = notebook.failure("var x = new AtomicInteger();");
        }
        assertTrue(failure.contains("hint: import java.util.concurrent.atomic.AtomicInteger;"), failure);
    }

    @Test
    void errorsInMethodsAndTypesAreFoundAtTheirPlaceInTheCell() {
        var failure = notebook.failure("// first\nimport java.util.zip.*;\n\nint f(int x) {\n    return \"x\";\n}\n");
        assertTrue(failure.contains("cell 1, line 5"), failure);
        assertTrue(failure.contains("    return \"x\";\n"), failure);
        assertFalse(failure.contains("$"), failure);
    }

    @Test
    void brokenSyntaxIsExplainedWhereItBreaks() {
        assertBroken("int x = ;", "illegal start of expression");
        assertBroken("void f() {\n  int y = 1;", "reached end of file while parsing");
        assertBroken("foo(", "illegal start of expression");
        assertBroken("for (int i = 0; i < 3; i++)", "");
        assertBroken("int = 7q", "");
        assertBroken("}", "");
        assertBroken("} void x() {", "");
        assertBroken("\"unclosed", "unclosed string literal");
    }

    private void assertBroken(String code, String message) {
        var failure = notebook.failure(code);
        assertTrue(failure.startsWith("CompileError: " + message), failure);
        assertTrue(failure.contains(" | " + code.lines().findFirst().orElseThrow())
            || failure.contains(" | " + code.lines().reduce((first, last) -> last).orElseThrow()), failure);
        assertFalse(failure.contains("$"), failure);
    }

    @Test
    void anExceptionShowsTheCellsOwnLinesAndNoFrameOfTheKernels() {
        notebook.value("int divide(int a, int b) {\n    return a / b;\n}");
        assertEquals("""
            ArithmeticException: / by zero
              at divide (cell 1, line 2)
                2 | return a / b;
              at cell 2, line 2
                2 | divide(one, 0);""", notebook.failure("int one = 1;\ndivide(one, 0);"));
    }

    @Test
    void allCausesAreShown() {
        var failure = notebook.failure("""
            try {
                List.of(1).add(2);
            } catch (UnsupportedOperationException e) {
                throw new IllegalStateException("outer", new RuntimeException("middle", e));
            }""");
        assertTrue(failure.startsWith("IllegalStateException: outer\n  at cell 1, line 4"), failure);
        assertTrue(failure.contains("caused by RuntimeException: middle"), failure);
        assertTrue(failure.contains("caused by UnsupportedOperationException"), failure);
        assertTrue(failure.contains("at java.util.ImmutableCollections.uoe"), failure);
        assertFalse(failure.contains("org.jolab") || failure.contains("reflect"), failure);
    }

    @Test
    void theUsersOwnExceptionsKeepTheirName() {
        notebook.value("class Mine extends RuntimeException { Mine(String m) { super(m); } }");
        assertTrue(notebook.failure("throw new Mine(\"so\");").startsWith("Mine: so\n"));
        assertTrue(notebook.failure("Runnable r = () -> { throw new Mine(\"in\"); }; r.run();").contains("a lambda"));
    }

    @Test
    void whatIsNotDeclaredYetIsNamed() {
        notebook.value("int f() { return later(); }");
        var failure = notebook.failure("f()");
        assertTrue(failure.contains("The method f() can't be used until method later() is declared."), failure);
    }

    @Test
    void aMistakeOfUsageIsOneSentence() {
        assertEquals("error: Do this instead.", notebook.failure("throw new UsageError(\"Do this instead.\");"));
    }

    @Test
    void recursionWithoutEndIsToldInAFewLines() {
        notebook.value("int down(int n) { return down(n + 1) + 1; }");
        var failure = notebook.failure("down(0)");
        assertTrue(failure.startsWith("StackOverflowError"), failure);
        assertTrue(failure.lines().count() < 40, failure);
    }

    @Test
    void exitEndsTheCellAndAsksForTheEnd() {
        notebook.value("System.exit(3); int never = 1;");
        assertEquals(List.of(3), notebook.exits);
        assertTrue(notebook.printed.toString().contains("System.exit(3)"));
    }

    @Test
    void ofAVeryLongLineThePartAroundTheErrorIsShown() {
        var text = "\"" + "x".repeat(1000) + "\"";
        var failure = notebook.failure("String s = " + text + " + missing + " + text + ";");
        assertTrue(failure.contains(" + missing + "), failure);
        assertTrue(failure.length() < 1000, failure);
        var lines = failure.lines().toList();
        assertEquals(lines.get(2).indexOf("missing"), lines.get(3).indexOf("^^^^^^^"));
    }

    @Test
    void whatDoesNotFitIntoAClassFileIsNotHeldAgainstTheNextCell() {
        var failure = notebook.failure("String s = \"" + "x".repeat(100_000) + "\";");
        assertTrue(failure.startsWith("CompileError: constant string too long"), failure.substring(0, 200));
        notebook.failure("String s = \"" + "\\u00fc".repeat(60_000) + "\";");
        assertEquals("42", notebook.value("40 + 2"));
    }

    @Test
    void anExceptionThatIsAValueIsShownAsOneThatIsThrown() {
        notebook.value("Exception e = null; try { List.of(1).add(2); } catch (Exception x) { e = x; }");
        var shown = notebook.value("e").replaceAll("\u001b\\[[0-9;]*m", "");
        assertTrue(shown.startsWith("UnsupportedOperationException\n"), shown);
        assertTrue(shown.contains("at cell 1, line 1"), shown);
        assertFalse(shown.contains("REPL"), shown);
    }

    @Test
    void aTypeTooOldForAVariableIsExplained() {
        notebook.value("class A { int x; }");
        notebook.value("var a = new A();");
        notebook.value("class A { int x; int y() { return 1; } }");
        assertTrue(notebook.failure("a.y()").contains("cannot find symbol"));
        var failure = notebook.failure("a = new A();");
        assertTrue(failure.contains("A cannot be converted to A"), failure);
        assertTrue(failure.contains("hint: one of the two is of before that type was declared again"), failure);
    }
}
