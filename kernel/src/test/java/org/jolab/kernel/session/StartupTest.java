package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jolab.kernel.Interpreter.Cell;
import org.jolab.kernel.Interpreter.Failure;
import org.jolab.kernel.Interpreter.Success;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupTest {

    @TempDir
    Path folder;

    @Test
    void theStartUpFileIsRunBeforeTheFirstCell() throws IOException {
        var file = Files.writeString(folder.resolve("startup.jsh"), "import java.util.zip.*;\nint ready = 5;\n");
        try (var notebook = new Notebook(Optional.of(file))) {
            assertEquals("5", notebook.value("ready"));
            assertEquals("class java.util.zip.CRC32", notebook.value("CRC32.class"));
        }
    }

    @Test
    void aBrokenStartUpFileIsToldAndTheCellRuns() throws IOException {
        var file = Files.writeString(folder.resolve("startup.jsh"), "int x = nonsense;");
        try (var notebook = new Notebook(Optional.of(file))) {
            assertEquals("2", notebook.value("1 + 1"));
            assertTrue(notebook.printed.toString().contains("startup.jsh failed"), notebook.printed::toString);
        }
        try (var notebook = new Notebook(Optional.of(folder.resolve("none")))) {
            assertEquals("2", notebook.value("1 + 1"));
            assertTrue(notebook.printed.toString().contains("can't be read"), notebook.printed::toString);
        }
    }

    @Test
    void expressionsThatAClientAsksForAreEvaluatedEachForItself() {
        try (var notebook = new Notebook()) {
            var asked = Map.of("good", "a + 1", "bad", "a.nothing()");
            var outcome = assertInstanceOf(Success.class,
                notebook.session.execute(new Cell("int a = 1;", false, 1, asked, notebook)));
            assertEquals("2", assertInstanceOf(Success.class, outcome.expressions().get("good"))
                .value().orElseThrow().data().get("text/plain"));
            assertEquals("CompileError",
                assertInstanceOf(Failure.class, outcome.expressions().get("bad")).ename());
        }
    }
}
