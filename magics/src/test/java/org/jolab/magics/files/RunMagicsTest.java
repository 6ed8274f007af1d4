package org.jolab.magics.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.UsageError;
import org.jolab.magics.Cells;
import org.jolab.magics.Printed;
import org.jolab.magics.Shown;
import org.jolab.magics.TypedCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMagicsTest {

    private final List<Magic> magics = new RunMagics(new Places(new CurrentFolder())).all();
    private final Cells notebook = new Cells();

    @TempDir
    private Path folder;

    private Printed run(String name, String arguments) throws Exception {
        return Printed.by(() -> TypedCall.run(magics, "run", folder.resolve(name) + " " + arguments, notebook));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aProgramGetsItsArguments() throws Exception {
        write("Hello.java", """
            public class Hello {
                public static void main(String[] args) {
                    System.out.println(args.length + ": " + String.join("|", args));
                }
            }
            """);
        assertEquals("3: --name|a b|-x\n", run("Hello.java", "--name 'a b' -x").out());
        assertEquals("0: \n", run("Hello", "").out());
    }

    @Test
    void everyFormOfMainIsFound() throws Exception {
        write("Compact.java", "void main() { IO.println(\"compact \" + help()); }\nint help() { return 5; }\n");
        assertEquals("compact 5\n", run("Compact.java", "").out());
        write("instance.java", "class A { void main(String[] a) { System.out.println(\"instance\"); } }");
        assertEquals("instance\n", run("instance.java", "").out());
        write("Second.java", "interface First {}\nclass Second { static void main() { System.out.println(2); } }");
        assertEquals("2\n", run("Second.java", "").out());
        write("Heir.java", "class Heir extends Base {}\nclass Base { public static void main(String[] a) {"
            + " System.out.println(\"inherited\"); } }");
        assertEquals("inherited\n", run("Heir.java", "").out());
        write("None.java", "class None {}");
        assertTrue(assertThrows(UsageError.class, () -> run("None.java", "")).getMessage().contains("no main method"));
    }

    @Test
    void filesBesideItAndPackagesAreFound() throws Exception {
        write("src/p/q/Main.java", "package p.q;\nclass Main { public static void main(String[] a) {"
            + " System.out.println(p.Other.hello()); } }");
        write("src/p/Other.java", "package p;\npublic class Other { public static String hello() { return \"hi\"; } }");
        assertEquals("hi\n", run("src/p/q/Main.java", "").out());
    }

    @Test
    void theNotebooksInterfaceIsThere() throws Exception {
        write("Shows.java", "import org.jolab.api.Notebook;\nvoid main() { Notebook.html(\"<b>x</b>\"); }");
        try (var shown = new Shown()) {
            run("Shows.java", "");
            assertEquals("<b>x</b>", shown.last().data().get("text/html"));
        }
    }

    @Test
    void errorsShowTheFilesLines() throws Exception {
        write("Wrong.java", "class Wrong {\n    int x = \"text\";\n    void main() { y(); }\n}\n");
        var err = new String[1];
        var refused = assertThrows(UsageError.class, () -> err[0] = Printed.by(() -> {
            TypedCall.run(magics, "run", folder + "/Wrong.java", notebook);
            return null;
        }).err());
        assertEquals("Wrong.java does not compile: 2 errors.", refused.getMessage());
        var printed = errorsOf("Wrong.java");
        assertTrue(printed.startsWith("Wrong.java, line 2: incompatible types"), printed);
        assertTrue(printed.contains("        int x = \"text\";\n                ^"), printed);
        assertTrue(printed.contains("Wrong.java, line 3: cannot find symbol"), printed);
    }

    private String errorsOf(String name) throws Exception {
        return Printed.by(() -> {
            try {
                TypedCall.run(magics, "run", folder.resolve(name).toString(), notebook);
            } catch (RuntimeException e) {
                return e;
            }
            return null;
        }).err();
    }

    @Test
    void exceptionsShowTheFilesLinesAndNoFrameOfOurs() throws Exception {
        write("Fails.java", """
            class Fails {
                static int divide(int a, int b) {
                    return a / b;
                }
                public static void main(String[] args) {
                    divide(1, 0);
                }
            }
            """);
        assertEquals("  Fails.java, line 3: return a / b;\n  Fails.java, line 6: divide(1, 0);\n",
            errorsOf("Fails.java"));
        var thrown = assertThrows(ArithmeticException.class, () -> run("Fails.java", ""));
        assertEquals(List.of("divide", "main"), List.of(thrown.getStackTrace()).stream()
            .map(StackTraceElement::getMethodName).toList());
    }

    @Test
    void aChangedProgramIsCompiledAgain() throws Exception {
        write("Again.java", "void main() { IO.println(1); }");
        assertEquals("1\n", run("Again.java", "").out());
        write("Again.java", "void main() { IO.println(2); }");
        assertEquals("2\n", run("Again.java", "").out());
    }

    @Test
    void aScriptIsOneCell() throws Exception {
        write("setup.jsh", "int a = 1;\na + 1");
        assertEquals("value of int a = 1;\na + 1", run("setup.jsh", "x 'y z'").value());
        assertEquals(List.of("int a = 1;\na + 1"), notebook.evaluated());
        assertEquals("args", notebook.variables().getFirst().name());
        assertArrayEquals(new String[] {"x", "y z"}, (String[]) notebook.variables().getFirst().value());
    }

    private void writeNotebook(String name, String language, String... cells) throws IOException {
        var text = new StringBuilder("{\"nbformat\": 4, \"metadata\": {\"language_info\": {\"name\": \"" + language
            + "\"}}, \"cells\": [{\"cell_type\": \"markdown\", \"source\": \"text\"}");
        for (var cell : cells) {
            text.append(", {\"cell_type\": \"code\", \"source\": \"").append(cell).append("\"}");
        }
        write(name, text + "]}");
    }

    @Test
    void aNotebooksCellsRunInOrder() throws Exception {
        writeNotebook("lib.ipynb", "java", "int a = 1;", "", "a");
        try (var shown = new Shown()) {
            run("lib.ipynb", "");
            assertEquals(List.of("int a = 1;", "a"), notebook.evaluated());
            assertEquals(List.of("value of a"), shown.displayed());
        }
    }

    @Test
    void aNotebookStopsAtTheCellThatFailsAndNamesIt() throws Exception {
        writeNotebook("lib.ipynb", "java", "int a = 1;", "throw x;", "never();");
        var printed = errorsOf("lib.ipynb");
        assertEquals("In code cell 2 of 3 of lib.ipynb, whose lines are meant below:\n", printed);
        assertEquals(List.of("int a = 1;", "throw x;"), notebook.evaluated());
        assertThrows(IllegalStateException.class, () -> run("lib.ipynb", ""));
        writeNotebook("py.ipynb", "python", "x = 1");
        assertEquals("py.ipynb is a notebook in python, not in Java.",
            assertThrows(UsageError.class, () -> run("py.ipynb", "")).getMessage());
    }

    @Test
    void otherFilesSayWhatRunsThem() throws Exception {
        write("x.py", "print(1)");
        assertEquals("%run knows .java, .jsh and .ipynb files, but not x.py; !python3 x.py runs it.",
            assertThrows(UsageError.class, () -> run("x.py", "")).getMessage());
        assertThrows(UsageError.class, () -> run("missing.java", ""));
        assertThrows(UsageError.class, () -> TypedCall.run(magics, "run", "", notebook));
        assertThrows(UsageError.class, () -> run("x.py", "'open"));
        write("empty.java", "");
        assertThrows(UsageError.class, () -> run("empty.java", ""));
    }
}
