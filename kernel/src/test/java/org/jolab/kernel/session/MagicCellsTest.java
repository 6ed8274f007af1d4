package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.ShellResult;
import org.jolab.kernel.Interpreter.Completeness.State;
import org.jolab.kernel.display.Limits;
import org.jolab.kernel.display.NotebookFrontend;
import org.jolab.kernel.display.Renderers;
import org.jolab.kernel.output.Routing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MagicCellsTest {

    private final Notebook notebook = new Notebook();
    private final List<String> done = new ArrayList<>();
    private AutoCloseable binding;

    @BeforeEach
    void bind() {
        binding = org.jolab.api.Notebook.bind(new NotebookFrontend(new Routing(), new Renderers(Limits.SCREEN), null,
            () -> notebook.session));
        register(Magic.line("note", "Notes its line.").rest("[TEXT]", "").does(call -> {
            done.add(call.rest());
            return null;
        }));
        register(Magic.line("five", "Is five.").returns(Integer.class).does(_ -> 5));
        register(Magic.line("java", "Takes Java.").verbatim().rest("CODE", "")
            .does(call -> call.workspace().evaluate(call.rest())));
        register(Magic.both("twice", "Runs its body twice.").aroundJava().argument("[NAME]", "").does(call -> {
            call.argument("NAME").ifPresent(done::add);
            call.runBody();
            return call.runBody();
        }));
        register(Magic.cell("keep", "Keeps its body.").argument("[NAME]", "").does(call -> {
            done.add(call.body());
            return null;
        }));
        register(Magic.line("options", "Has options.").flag("-a, --all", "all").option("-n, --number N", "count")
            .argument("NAME", "").argument("[MORE...]", "").does(call -> {
                done.add(call.has("--all") + " " + call.number("-n", 7) + " " + call.argument("NAME").orElseThrow()
                    + " " + call.arguments("MORE"));
                return null;
            }));
        register(Magic.line("declare", "Declares x.").does(call -> {
            call.workspace().declare("x", "java.util.List<String>", List.of("a"));
            return null;
        }));
    }

    private void register(Magic magic) {
        notebook.session.magics().register(magic);
    }

    @AfterEach
    void close() throws Exception {
        binding.close();
        notebook.close();
    }

    @Test
    void magicsRunWhereTheyStand() {
        assertEquals("3", notebook.value("""
            int n = 1;
            %note first {n}
            n++;
            for (var i = 0; i < 2; i++) {
                %note in a loop: $i {i * 10}
            }
            %note last
            n + 1"""));
        assertEquals(List.of("first 1", "in a loop: 0 0", "in a loop: 1 10", "last"), done);
    }

    @Test
    void theValueOfALastMagicIsShown() {
        assertEquals("5", notebook.value("%five"));
        assertNull(notebook.value("%five;\nint k = 0;"));
        assertNull(notebook.value("%note nothing to show"));
    }

    @Test
    void theValueOfAMagicHasItsType() {
        assertEquals("6", notebook.value("var v = %five\nv + 1"));
        assertEquals("7", notebook.value("w = %five;\nw + 2"));
    }

    @Test
    void methodsMayHoldMagics() {
        notebook.value("void f(String s) {\n    %note {s.length()}\n}");
        notebook.value("f(\"four\")");
        assertEquals(List.of("4"), done);
    }

    @Test
    void magicsMayTakeJava() {
        assertEquals("4", notebook.value("int n = 2;\n%java n * new int[] {n}[0]"));
        assertEquals("[1, {2}]", notebook.value("%java List.of(1, \"{2}\")"));
    }

    @Test
    void aCellMagicRunsItsBody() {
        notebook.value("int runs = 0;");
        assertEquals("2", notebook.value("%%twice {\"a\" + runs}\nruns++;\n%note {runs}\nruns"));
        assertEquals(List.of("a0", "1", "2"), done);
    }

    @Test
    void cellMagicsNest() {
        notebook.value("int runs = 0;");
        assertEquals("4", notebook.value("%%twice\n%%twice\n++runs"));
    }

    @Test
    void theBodyOfACellMagicStaysAsItIs() {
        notebook.value("%%keep\n!ls {x}\n  \"unclosed\n");
        assertEquals(List.of("!ls {x}\n  \"unclosed\n"), done);
    }

    @Test
    void linesAreTakenApart() {
        notebook.value("%options -a --number=3 'two words' x \\ \n  y");
        notebook.value("%options name");
        notebook.value("%options -a -n 4 -- -name");
        assertEquals(List.of("true 3 two words [x, y]", "false 7 name []", "true 4 -name []"), done);
    }

    @Test
    void wrongLinesAreExplained() {
        assertTrue(notebook.failure("%options").contains("needs NAME.\nUsage: %options [-a] [-n N] NAME [MORE…]"));
        assertTrue(notebook.failure("%options --nmuber 1 x").contains("Did you mean --number?"));
        assertTrue(notebook.failure("%options -n many x").contains("must be a whole number"));
        assertTrue(notebook.failure("%options -n").contains("needs a value"));
        assertTrue(notebook.failure("%options 'x").contains("A quote is not closed"));
    }

    @Test
    void unknownMagicsNameTheNearest() {
        assertTrue(notebook.failure("%optoins x").contains("Did you mean %options?"));
        assertTrue(notebook.failure("%keep x").contains("%%keep does"));
        assertTrue(notebook.failure("%%note x\nbody").contains("%note does"));
        assertTrue(notebook.failure("int a;\n%%keep\nbody").contains("must be the first line"));
        assertTrue(notebook.failure("var x = %nothing").contains("There is no magic %nothing"));
    }

    @Test
    void errorsStandInTheLinesOfTheCell() {
        assertTrue(notebook.failure("%note a\n%note b\nint x = unknown;").contains("line 3"));
        assertTrue(notebook.failure("%%twice\n\nint x = unknown;").contains("line 3"));
        assertTrue(notebook.failure("%note a \\\n b\nthrow new Error();").contains("line 3"));
        assertTrue(notebook.failure("%%twice\n\nthrow new Error();").contains("line 3"));
        assertTrue(notebook.failure("void g() {\n    %note x\n    int y = \"\";\n}").contains("line 3"));
        notebook.value("void h() {\n    %note x\n    throw new Error();\n}");
        assertTrue(notebook.failure("h()").contains("line 3"));
    }

    @Test
    void anErrorInAnInterpolatedExpressionIsMarkedThere() {
        var failure = notebook.failure("int n = 1;\n%note {n.foo()}");
        assertTrue(failure.contains("line 2") && failure.contains("%note {n.foo()}"), failure);
        assertEquals(List.of(), done);
    }

    @Test
    void theRestOfTheCellSeesWhatAMagicDeclared() {
        assertEquals("[a]", notebook.value("%declare\nx"));
        assertEquals("a", notebook.value("x.get(0)"));
    }

    @Test
    void forgottenVariablesAreGone() {
        notebook.value("int a = 1;\nint b = 2;\nint sum() { return a + b; }");
        notebook.session.workspace().forget(List.of("a"));
        assertTrue(notebook.failure("a").contains("cannot find symbol"));
        assertTrue(notebook.failure("sum()").contains("a is declared"));
        assertEquals("3", notebook.value("int a = 1;\nsum()"));
        notebook.session.workspace().reset();
        assertEquals(List.of(), notebook.session.workspace().variables());
        assertEquals(List.of(), notebook.session.workspace().declarations());
        assertTrue(notebook.failure("sum()").contains("cannot find symbol"));
        assertEquals("[]", notebook.value("new ArrayList<String>()"));
    }

    @Test
    void theWorkspaceTellsWhatIsThere() {
        notebook.value("record P(int x) {}\nint f() { return 1; }\nimport java.util.zip.*;");
        var workspace = notebook.session.workspace();
        assertEquals(List.of("P", "f"), workspace.declarations().stream().map(d -> d.name()).toList());
        assertTrue(workspace.imports().contains("import java.util.zip.*;"));
        assertEquals(1, workspace.inputs().size());
        for (var declared : workspace.declarations()) {
            assertTrue(workspace.classFile(declared.className()).isPresent(), declared.className());
        }
        assertTrue(workspace.classFile("java.lang.String").isPresent());
    }

    @Test
    void consolesWaitForTheRestOfACell() {
        var session = notebook.session;
        assertEquals(State.COMPLETE, session.isComplete("!ls").state());
        assertEquals(State.COMPLETE, session.isComplete("var x = !ls").state());
        assertEquals(State.INCOMPLETE, session.isComplete("!ls \\").state());
        assertEquals(State.INCOMPLETE, session.isComplete("for (;;) {\n!ls").state());
        assertEquals(State.INCOMPLETE, session.isComplete("%%keep").state());
        assertEquals(State.INCOMPLETE, session.isComplete("%%keep\nls").state());
        assertEquals(State.COMPLETE, session.isComplete("%%keep\nls\n").state());
    }

    private List<String> completions(String code) {
        return notebook.session.complete(code, code.length()).matches().stream().map(match -> match.text()).toList();
    }

    @Test
    void namesOptionsAndVariablesAreCompleted() {
        notebook.value("var someName = 1;");
        assertEquals(List.of("options"), completions("%opt"));
        assertEquals(List.of("options"), completions("int x = 1;\nObject o = %opt"));
        assertEquals(List.of("keep"), completions("%%ke"));
        assertEquals(List.of("--number"), completions("%options --n"));
        assertEquals(List.of("someName"), completions("%note $some"));
        assertTrue(completions("%note {someN").contains("someName"));
        assertTrue(completions("%java someN").contains("someName"));
        assertTrue(completions("%%twice\nsomeN").contains("someName"));
        assertTrue(completions("%note x\nsomeN").contains("someName"));
        var inside = notebook.session.complete("%note x\nsomeN", "%note x\nsomeN".length());
        assertEquals("%note x\n".length(), inside.start());
        assertTrue(completions("!bas").contains("bash"));
    }

    @Test
    void givenValuesReplaceThoseOfFormFields() {
        notebook.value("int epochs = 10; //@given");
        assertEquals("20.0", notebook.value("double epochs = 3; //@param {type:\"number\"}\nepochs * 2"));
        assertEquals("3", notebook.value("int other = 3; //@param\nother"));
    }

    @Test
    void helpComesFromTheDeclaration() {
        var sheet = notebook.session.inspect("%options", 4, 0).orElseThrow().data().get("text/plain").toString();
        assertTrue(sheet.contains("%options [-a] [-n N] NAME [MORE…]") && sheet.contains("-n, --number N"), sheet);
    }

    @Test
    void aShellResultIsAListOfLines() {
        var result = new ShellResult("x", "a\nb\n", 3);
        assertEquals(List.of("a", "b"), result);
        assertEquals("a\nb", result.text());
        assertEquals(3, result.exitCode());
    }
}
