package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jolab.kernel.Interpreter.Completeness.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletenessTest {

    private static final Notebook NOTEBOOK = new Notebook();

    @AfterAll
    static void close() {
        NOTEBOOK.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "int x = 1;", "void f() { }", "System.out.println(\"a\")", "", "int x = 1; x + 1",
        "class A { }", "import java.util.*;", "if (true) { }", "// a comment", "for (;;) { break; }"})
    void isWhole(String code) {
        assertEquals(State.COMPLETE, NOTEBOOK.session.isComplete(code).state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"void f() {", "int x =", "String s = \"\"\"", "/* open", "for (int i = 0; i < 3; i++)",
        "while (true)", "foo(1,", "class A {\n    int x;", "int x = 1;\nif (x > 0) {"})
    void waitsForMore(String code) {
        assertEquals(State.INCOMPLETE, NOTEBOOK.session.isComplete(code).state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"int = 7q", "}", "foo bar baz;", "1 +* 2"})
    void isNoJava(String code) {
        assertEquals(State.INVALID, NOTEBOOK.session.isComplete(code).state());
    }

    @Test
    void theNextLineIsIndentedInAnOpenBlock() {
        assertEquals("    ", NOTEBOOK.session.isComplete("void f() {").indent());
        assertEquals("        ", NOTEBOOK.session.isComplete("void f() {\n    if (true) {").indent());
        assertEquals("    ", NOTEBOOK.session.isComplete("void f() {\n    int x = 1;").indent());
    }
}
