package org.jolab.install.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "5 | int x = 5;", "-5 | int x = -5;", "+5 | int x = 5;", "3000000000 | long x = 3000000000L;",
        "99999999999999999999 | String x = \"99999999999999999999\";", "2.5 | double x = 2.5;",
        "1e3 | double x = 1000.0;", ".5 | double x = 0.5;",
        "true | boolean x = true;", "True | String x = \"True\";", "007 | String x = \"007\";",
        "a b | String x = \"a b\";", "C:\\new | String x = \"C:\\\\new\";", "2026-01-01 | String x = \"2026-01-01\";",
        "`` | String x = \"\";", "\u20ac\ud83d\ude00 | String x = \"\u20ac\ud83d\ude00\";"})
    void withoutADeclarationAValueGetsTheTypeThatItLooksLike(String value, String expected) throws Exception {
        assertEquals("// Parameters\n" + expected + " //@given", injected("int other = 1;", value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "double x = 1; | 2 | double x = 2.0;", "var x = 1.0; | 2 | double x = 2.0;",
        "var x = -1.0; | 2 | double x = 2.0;",
        "long x = 1; | 2 | long x = 2L;", "float x = 1f; | 2.5 | float x = 2.5f;",
        "String x = \"\"; | 5 | String x = \"5\";",
        "final int x = 1; | 2 | int x = 2;", "int y = 0, x = 1; | 2 | int x = 2;",
        "char x = 'a'; | ' | char x = '\\'';",
        "Integer x = null; | 3 | Integer x = 3;", "double x = 1; | NaN | double x = Double.NaN;",
        "var x = List.of(); | 5 | int x = 5;", "int x = 1 | 6 | int x = 6;"})
    void aDeclaredTypeIsKept(String declaration, String value, String expected) throws Exception {
        assertEquals("// Parameters\n" + expected + " //@given", injected(declaration, value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "int x = 1; | a | is a int in the notebook, and \"a\" is none", "boolean x = true; | 1 | is a boolean",
        "List<String> x = List.of(); | a | is a List<String> in the notebook; only numbers"})
    void aValueThatDoesNotFitTheDeclarationIsRefused(String declaration, String value, String expected) {
        var error = assertThrows(UsageError.class, () -> injected(declaration, value));
        assertTrue(error.getMessage().contains(expected), error.getMessage());
    }

    @Test
    void aNameMustBeAVariables() {
        for (var name : new String[] {"a-b", "class", "1a", "a.b", ""}) {
            assertThrows(UsageError.class, () -> new Parameters(Map.of(name, "1")), name);
        }
    }

    @Test
    void withoutATaggedCellTheyComeFirstAndASecondRunReplacesThem() throws Exception {
        var notebook = NotebookFile.read(Notebooks.write(folder.resolve("a.ipynb"), "one"));
        new Parameters(Map.of("x", "1")).injectInto(notebook);
        new Parameters(Map.of("x", "2")).injectInto(notebook);
        assertEquals(2, notebook.cells().size());
        assertEquals("// Parameters\nint x = 2; //@given", NotebookFile.source(notebook.cells().get(0)));
    }

    @Test
    void aFormFieldSaysOfWhatTypeAValueIs() throws Exception {
        var notebook = NotebookFile.read(Notebooks.write(folder.resolve("a.ipynb"),
            "double x = 1; //@param {type:\"number\"}"));
        new Parameters(Map.of("x", "2")).injectInto(notebook);
        assertEquals("// Parameters\ndouble x = 2.0; //@given", NotebookFile.source(notebook.cells().get(0)));
    }

    private String injected(String declarations, String value) throws Exception {
        var notebook = NotebookFile.read(Notebooks.write(folder.resolve("a.ipynb"), "#parameters " + declarations));
        new Parameters(Map.of("x", value)).injectInto(notebook);
        return NotebookFile.source(notebook.cells().get(1));
    }
}
