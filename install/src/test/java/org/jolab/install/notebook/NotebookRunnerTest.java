package org.jolab.install.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;
import org.jolab.install.client.Execution;
import org.jolab.install.client.StubKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookRunnerTest {

    @TempDir
    private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private List<String> kernel = StubKernel.command();

    @Test
    void cellsRunInOrderAndTheirOutputsAreShownAndWritten() throws Exception {
        assertTrue(run(Execution.UNLIMITED, false, "out one\nerr two\nout three", "result 42"));
        assertEquals("one\nthree\n42\n", text(out));
        assertTrue(text(err).startsWith("two\n"), text(err));
        var first = Notebooks.outputs(done(), 0);
        assertEquals(List.of("one\n", "two\n", "three\n"),
            first.valueStream().map(output -> NotebookFile.text(output.path("text"))).toList());
        var cell = Notebooks.read(done()).at("/cells/1");
        assertEquals(2, cell.path("execution_count").asInt());
        assertEquals(2, cell.at("/outputs/0/execution_count").asInt());
        assertEquals("42", NotebookFile.text(cell.at("/outputs/0/data/text~1plain")));
        assertEquals("42", cell.at("/outputs/0/data/application~1json/text").asText());
        assertEquals(2, cell.at("/outputs/0/data/text~1html").size());
        assertTrue(cell.at("/outputs/0/metadata/kept").asBoolean());
        for (var time : List.of("iopub.status.busy", "iopub.execute_input", "shell.execute_reply",
            "iopub.status.idle")) {
            assertTrue(cell.at("/metadata/execution").path(time).asText().matches("20.*Z"), time);
        }
        assertEquals("java", Notebooks.read(done()).at("/metadata/language_info/name").asText());
    }

    @Test
    void aFailedCellStopsTheRunAndIsNamed() throws Exception {
        assertFalse(run(Execution.UNLIMITED, false, "out before", "fail Oops", "out after"));
        assertEquals("before\n", text(out));
        assertTrue(text(err).contains("cell 2 (id cell-2): Oops: meant."), text(err));
        assertEquals("error", Notebooks.outputs(done(), 1).at("/0/output_type").asText());
        assertEquals(0, Notebooks.outputs(done(), 2).size());
        assertTrue(Notebooks.read(done()).at("/cells/2/execution_count").isNull());
    }

    @Test
    void keepGoingRunsTheRestAndStillFails() throws Exception {
        assertFalse(run(Execution.UNLIMITED, true, "fail One", "out between", "fail Two"));
        assertEquals("between\n", text(out));
        assertTrue(text(err).contains("2 cells failed"), text(err));
    }

    @Test
    void aCellTaggedRaisesExceptionMayFail() throws Exception {
        assertTrue(run(Execution.UNLIMITED, false, "#raises-exception fail Wanted", "out after"));
        assertEquals("after\n", text(out));
        assertEquals("Wanted", Notebooks.outputs(done(), 0).at("/0/ename").asText());
    }

    @Test
    void aCellThatRunsTooLongIsInterrupted() throws Exception {
        assertFalse(run(Duration.ofSeconds(1), false, "hang"));
        assertTrue(text(err).contains("cell 1 (id cell-1): it ran longer than 1 s and was interrupted."), text(err));
    }

    @Test
    void aKernelThatDiesIsOneSentenceAndTheNotebookIsWritten() throws Exception {
        assertFalse(run(Execution.UNLIMITED, true, "out before", "die 3", "out after"));
        var sentence = "the kernel ended with exit code 3; its last words: out of memory, say";
        assertTrue(text(err).contains("cell 2 (id cell-2): " + sentence + "."), text(err));
        assertEquals("before\n", text(out));
        assertEquals(sentence, Notebooks.outputs(done(), 1).at("/0/evalue").asText());
    }

    @Test
    void aKernelThatDoesNotStartIsOneSentence() {
        kernel = List.of("sh", "-c", "echo no room >&2; exit 5");
        var error = assertThrows(UsageError.class, () -> run(Execution.UNLIMITED, false, "out x"));
        assertEquals("The kernel did not start: the kernel ended with exit code 5; its last words: no room.",
            error.getMessage());
        assertFalse(Files.exists(done()));
    }

    @Test
    void theKernelIsGoneAfterwardsAndLeavesNoKeyBehind() throws Exception {
        run(Execution.UNLIMITED, false, "connection");
        var file = Path.of(text(out));
        assertTrue(file.isAbsolute(), text(out));
        assertFalse(Files.exists(file.getParent()), text(out));
        assertTrue(ProcessHandle.current().children().noneMatch(child -> child.info().arguments()
            .filter(words -> List.of(words).contains(StubKernel.class.getName())).isPresent()));
    }

    @Test
    void theKernelWorksInTheNotebooksFolder() throws Exception {
        run(Execution.UNLIMITED, false, "where");
        assertEquals(folder.toRealPath() + "\n", text(out));
    }

    @Test
    void inputIsRefusedWithoutATerminal() throws Exception {
        assertFalse(run(Execution.UNLIMITED, false, "ask Name?"));
        assertTrue(text(err).contains("UsageError: no input here"), text(err));
    }

    @Test
    void displaysThatChangeAreWrittenInTheirLastFormWhereverTheyAre() throws Exception {
        assertTrue(run(Execution.UNLIMITED, false,
            "display a first\ndisplay b other\nupdate a second", "update a third"));
        assertEquals("a third", Notebooks.outputs(done(), 0).at("/0/data/text~1plain/0").asText());
        assertEquals("b other", Notebooks.outputs(done(), 0).at("/1/data/text~1plain/0").asText());
        assertTrue(Notebooks.outputs(done(), 0).at("/0/transient").isMissingNode());
        assertEquals("a first\nb other\na second\na third\n", text(out));
    }

    @Test
    void clearedOutputsAreNotWritten() throws Exception {
        assertTrue(run(Execution.UNLIMITED, false, "out gone\nclear\nout stays",
            "out gone\nclearlater\nout stays", "out stays\nclearlater"));
        for (int cell = 0; cell < 3; cell++) {
            assertEquals(1, Notebooks.outputs(done(), cell).size());
            assertEquals("stays\n", Notebooks.outputs(done(), cell).at("/0/text/0").asText());
        }
    }

    @Test
    void parametersComeBehindTheCellThatDeclaresThem() throws Exception {
        parameters.put("rate", "2");
        parameters.put("name", "a \"b\"");
        assertTrue(run(Execution.UNLIMITED, false, "int before = 0;", "#parameters double rate = 1;", "vars"));
        assertEquals("""
            int before = 0;
            double rate = 1;
            // Parameters
            double rate = 2.0; //@given
            String name = "a \\"b\\""; //@given
            """, text(out));
        var injected = Notebooks.read(done()).at("/cells/2");
        assertEquals("injected-parameters", injected.at("/metadata/tags/0").asText());
        assertTrue(injected.path("id").isTextual());
    }

    @Test
    void theNotebookItselfMayBeTheGoal() throws Exception {
        var file = Notebooks.write(folder.resolve("in.ipynb"), "out x");
        assertTrue(runner().run(new NotebookRunner.Task(file, file, parameters, Execution.UNLIMITED, false)));
        assertEquals("x\n", Notebooks.outputs(file, 0).at("/0/text/0").asText());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aGoalThatCannotBeWrittenIsOneSentence() throws Exception {
        var file = Notebooks.write(folder.resolve("in.ipynb"), "out x");
        var goal = folder.resolve("missing/out.ipynb");
        var error = assertThrows(UsageError.class, () ->
            runner().run(new NotebookRunner.Task(file, goal, parameters, Execution.UNLIMITED, false)));
        assertTrue(error.getMessage().startsWith("Cannot write " + goal), error.getMessage());
        assertNull(error.getMessage().lines().skip(1).findAny().orElse(null));
    }

    private boolean run(Duration limit, boolean keepGoing, String... cells) throws IOException {
        var file = Notebooks.write(folder.resolve("in.ipynb"), cells);
        return runner().run(new NotebookRunner.Task(file, done(), parameters, limit, keepGoing));
    }

    private NotebookRunner runner() {
        return new NotebookRunner(kernel, new Streams(new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8), false, new Keyboard(null)));
    }

    private Path done() {
        return folder.resolve("out.ipynb");
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
