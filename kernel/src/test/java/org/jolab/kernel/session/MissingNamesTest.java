package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jolab.kernel.Interpreter.Match;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MissingNamesTest {

    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    private boolean imported(String statement) {
        return notebook.session.workspace().imports().contains(statement);
    }

    @Test
    void aTypeIsImportedByTheFirstCellThatUsesIt() {
        assertFalse(imported("import java.net.http.*;"));
        assertEquals("true", notebook.value("var client = HttpClient.newHttpClient(); client != null"));
        assertTrue(imported("import java.net.http.*;"));
        assertEquals("java.net.http.HttpClient", notebook.value("HttpClient.class.getName()"));
    }

    @Test
    void soIsAMethod() {
        assertEquals("11", notebook.value("int digit = fromHexDigit('b'); digit"));
    }

    @Test
    void aCellRunsOnceThatIsCompiledTwice() {
        notebook.value("int runs = 0;");
        notebook.value("runs++;\nint x = 1;\nint x = 2;\nHttpClient client = null;");
        assertEquals("1", notebook.value("runs"));
    }

    @Test
    void aDeclarationMayUseSuchNames() {
        notebook.value("class Caller {\n    HttpClient client = HttpClient.newHttpClient();\n}");
        assertEquals("true", notebook.value("new Caller().client != null"));
        notebook.value("int digit(char c) { return fromHexDigit(c); }");
        assertEquals("12", notebook.value("digit('c')"));
        assertEquals(List.of(), notebook.printed.stream().filter(text -> text.contains("can't be used")).toList());
    }

    @Test
    void whatADeclarationLacksMayComeFurtherDown() {
        notebook.value("""
            sealed interface Client permits HttpClient, Other {}
            record HttpClient(int port) implements Client {}
            record Other(String name) implements Client {}
            """);
        assertFalse(imported("import java.net.http.*;"));
        assertEquals("80", notebook.value("Client client = new HttpClient(80); ((HttpClient) client).port()"));
    }

    @Test
    void statementsBelowADeclarationMayNeedWhatItLacks() {
        assertEquals("true", notebook.value("record Caller(HttpClient client) {}\n"
            + "new Caller(HttpClient.newHttpClient()).client() != null"));
    }

    @Test
    void whatTheNotebookDeclaresIsNotHidden() {
        notebook.value("class HttpClient {}");
        notebook.value("int fromHexDigit(int c) { return 0; }");
        assertEquals("0", notebook.value("fromHexDigit('b')"));
        assertTrue(notebook.value("new HttpClient().getClass()").contains("REPL"));
        assertFalse(imported("import java.net.http.*;"));
    }

    @Test
    void whatIsDeclaredAfterwardsHidesIt() {
        assertEquals("11", notebook.value("fromHexDigit('b')"));
        notebook.value("int fromHexDigit(int c) { return -1; }");
        assertEquals("-1", notebook.value("fromHexDigit('b')"));
    }

    @Test
    void aSourceMaySayWhyANameCantBeHad() {
        assertTrue(notebook.failure("Unhad x = null;").contains("Unhad is not to be had."));
        assertEquals("2", notebook.value("1 + 1"));
    }

    @Test
    void whatNobodyKnowsFailsAsEver() {
        assertTrue(notebook.failure("Unheard x = null;").contains("cannot find symbol"));
        assertTrue(notebook.failure("\"\".fromHexDigit('b')").contains("cannot find symbol"));
        assertFalse(imported("import static java.util.HexFormat.*;"));
    }

    @Test
    void completionOffersThemBeforeTheyAreImported() {
        var texts = notebook.session.complete("fromHexD", 8).matches().stream().map(Match::text).toList();
        assertTrue(texts.contains("fromHexDigit("), texts.toString());
    }
}
