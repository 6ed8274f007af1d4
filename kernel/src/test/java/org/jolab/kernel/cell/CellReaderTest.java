package org.jolab.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellReaderTest {

    private static final Names KNOWN = new Names(Map.of("done", "boolean", "ready", "Boolean", "name", "String",
        "list", "java.util.List<String>", "n", "int", "files", "java.util.List<String>"), Set.of("check", "Point"));

    private static Reading read(String code) {
        return CellReader.read(code, 0, KNOWN);
    }

    /** The magics of a cell, each as its name and its line. */
    private static List<String> magics(String code) {
        return read(code).uses().stream().map(use -> use.name() + "|" + use.line(code)).toList();
    }

    private static void staysJava(String code) {
        assertEquals(List.of(), magics(code), code);
        assertEquals(code, read(code).java().text());
    }

    private static String java(String code) {
        return read(code).java().text();
    }

    @Test
    void aLineWithAnExclamationMarkIsAShellCommand() {
        assertEquals(List.of("!|ls -l"), magics("!ls -l"));
        assertEquals(List.of("!|  echo hi"), magics("  !  echo hi"));
        assertEquals(List.of("!!|ls"), magics("!!ls"));
        assertEquals(List.of("!|true"), magics("!true"));
        assertEquals(List.of("!|(cd /tmp; ls)"), magics("!(cd /tmp; ls)"));
        assertEquals(List.of("!|[ -f x ] && echo yes"), magics("![ -f x ] && echo yes"));
        assertEquals(List.of("!|./run.sh"), magics("!./run.sh"));
        assertEquals(List.of("!|foo.sh"), magics("!foo.sh"));
    }

    @Test
    void magicsAndJavaMixFreely() {
        assertEquals(List.of("!|pwd", "cd| /tmp", "!|echo \"it's {n}\"", "time| f();"), magics("""
            int x = 1;
            !pwd
            for (int i = 0; i < 3; i++) {
                x += i;
            }
            %cd /tmp
            if (x > 1) {
                !echo "it's {n}"
            }
            %time f();
            x"""));
    }

    @Test
    void whatAShellLineHoldsIsNoJava() {
        assertEquals(List.of("!|echo /* \"\"\" ' {", "!|ls"), magics("!echo /* \"\"\" ' {\nvar a = 1;\n!ls"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!done", "!list.isEmpty()", "!ready;", "!(done && ready)", "!check(1)", "!!done",
        "!list.get(0).isBlank()", "!Files.exists(Path.of(name))", "!(name instanceof String)"})
    void whatNegatesAValueStaysJava(String code) {
        staysJava(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"boolean empty = !list.isEmpty();", "var b = !done;", "boolean b = !unknown;",
        "Boolean b =\n  !unknown;", "boolean f(List<String> l) {\n    var e = !l.isEmpty();\n    return !e;\n}",
        "boolean a = true;\nvar b = !a;", "boolean b = n != 1;", "done = !done;",
        "class A {\n  boolean on;\n  void flip() {\n    on = !on;\n  }\n}",
        "var p = list.stream().filter(s ->\n    !s.isEmpty()).toList();"})
    void assignedNegationsStayJava(String code) {
        staysJava(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"boolean b = done\n    && \n    !ready;", "f(\n    !done,\n    !ready);",
        "boolean[] b = {\n  !done,\n  !ready\n};", "int m = n\n    % 2;", "int m = (n\n% 3);",
        "return\n    !done;", "var t = \"\"\"\n    !ls\n    %cd x\n    \"\"\";", "// !ls\n/*\n!ls\n%cd\n*/",
        "var s = \"!ls\";", "n\n%2", "n\n% done", "var v = done ?\n  1 :\n  2;",
        "case1:\n while (true) { break case1; }",
        "if (n\n  != 2) { }", "@Ann({\n  !true\n}) class A { }"})
    void whatOnlyLooksLikeAMagicStaysJava(String code) {
        staysJava(code);
    }

    @Test
    void theValueOfAMagicCanBeAssigned() {
        assertEquals(List.of("!|ls -a"), magics("var x = !ls -a"));
        assertEquals("var x = ((org.jolab.api.ShellResult)org.jolab.api.Magics.run(\"!=\","
            + "String.join(\"\",\"ls -a\")));", java("var x = !ls -a"));
        assertEquals(List.of("!|ls"), magics("List<String> files = !ls"));
        assertEquals(List.of("cd| x"), magics("Object o = %cd x;"));
    }

    @Test
    void anAssignedNameNeedsNoDeclaration() {
        assertTrue(java("paths = !ls").startsWith("var paths = "), java("paths = !ls"));
        assertTrue(java("files = !ls").startsWith("files = "), java("files = !ls"));
    }

    @Test
    void aStringTakesTheText() {
        assertTrue(java("String s = !date").endsWith(".text();"), java("String s = !date"));
        assertTrue(java("name = !date").endsWith(".text();"), java("name = !date"));
    }

    @Test
    void backslashesContinueALine() {
        assertEquals(List.of("!|echo a \\\n  b"), magics("!echo a \\\n  b\nint x = 1;"));
        assertEquals(List.of("cd| a b"), magics("%cd a \\\n   b"));
        assertEquals(java("!echo a \\\n  b\nint x = 1;").lines().count(), 3);
    }

    @Test
    void aMissingSemicolonBeforeAMagicIsForgiven() {
        assertEquals(List.of("!|ls"), magics("int x = 5\n!ls"));
        assertTrue(java("int x = 5\n!ls").startsWith("int x = 5\n;"), java("int x = 5\n!ls"));
        assertEquals(List.of("cd| x"), magics("foo()\n%cd x"));
    }

    @Test
    void controlStatementsAndCasesMayHaveMagicsAsBodies() {
        assertEquals(List.of("!|a", "!|b", "!|c", "!|d"), magics("""
            if (n > 1)
                !a
            else
                !b
            switch (n) {
                case 1:
                    !c
                    break;
                default ->
                    !d
            }"""));
    }

    @Test
    void commentsCanHoldMagics() {
        assertEquals(List.of("!|ls", "cd| x", "DEPS| a:b:1"), magics("//!ls\n//%cd x\n//DEPS a:b:1\n// %cd y\n// !ls"));
        assertEquals("bash", read("//%%bash\nls").cellMagic().orElseThrow().name());
    }

    @Test
    void aCellMagicTakesTheCell() {
        var code = "\n// a comment\n%%bash -x {n}\nfor f in *; do\n!ls\ndone";
        var use = read(code).cellMagic().orElseThrow();
        assertEquals("bash", use.name());
        assertEquals(" -x {n}", use.line(code));
        assertEquals("for f in *; do\n!ls\ndone", code.substring(Reading.bodyStart(code, use)));
        assertTrue(read("int x;\n%%bash\nls").cellMagic().isEmpty());
    }

    @Test
    void questionMarksAskForHelp() {
        assertEquals(List.of("?|list"), magics("list?"));
        assertEquals(List.of("??|list.size"), magics("list.size??"));
        assertEquals(List.of("?|%cd"), magics("%cd?"));
        assertEquals(List.of("?|String"), magics("?String"));
        assertEquals(List.of("?|*st*"), magics("*st*?"));
        staysJava("done ?\n 1 : 2");
        staysJava("var v = done?\n1 : 2;");
    }

    @Test
    void placesAreFoundAgain() {
        var code = "int a = 1;\n!echo {n + 1} x\nint b = a;\nvar c = !ls\nint d = 2;";
        var form = read(code).java();
        for (var word : List.of("int a", "n + 1", "int b", "var c", "int d")) {
            assertEquals(code.indexOf(word), form.toCell(form.text().indexOf(word)), word);
            assertEquals(form.text().indexOf(word), form.toJava(code.indexOf(word)), word);
        }
        assertEquals(-1, form.toJava(code.indexOf("echo") + 2));
    }

    @Test
    void magicsThatChangeWhatNamesMeanAreSteps() {
        var form = read("%cd x\nint y = 1;\n!ls").java();
        assertTrue(form.isStep(0));
        assertFalse(form.isStep(form.text().indexOf("org.jolab", 5)));
    }

    @Test
    void aFormFieldTakesTheValueThatItWasGiven() {
        assertEquals("int epochs = 7; //@param {type:\"slider\"}\nint n = 2; //@param",
            java("int epochs = 5; //@param {type:\"slider\"}\nint n = 2; //@param"));
        assertEquals("int epochs = 5; // @param", java("int epochs = 5; // @param"));
        assertEquals(Map.of("a", "\"x;y\"", "b", "List.of(1, 2)"),
            read("String a = \"x;y\"; //@given\nList<Integer> b = List.of(1, 2); //@given by papermill").given());
    }

    @Test
    void aLongLineIsCutIntoConstantsThatAClassCanHold() {
        var text = "é".repeat(100_000);
        var form = java("!echo " + text);
        assertEquals(List.of(), Names.syntaxErrors("class A { { " + form + " } }"));
        assertTrue(form.split("\",\"").length >= 5, "cut");
    }
}
