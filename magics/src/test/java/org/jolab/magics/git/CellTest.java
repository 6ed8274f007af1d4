package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %git} in cells of a notebook. */
final class CellTest {

    @TempDir
    private Path root;

    @Test
    void whatGitGivesHasATypeAndIsShownWhereverItStands() throws Exception {
        try (var sandbox = new Sandbox(root)) {
            sandbox.repository("r");
        }
        try (var notebook = new Trial()) {
            var at = "-C '" + root.resolve("r").toRealPath() + "' ";
            assertEquals("Ada Lovelace", notebook.ok("var log = %git " + at + "log -1\nlog.get(0).author()").value());
            assertEquals("true", notebook.ok("var status = %git " + at + "status\nstatus.isClean()").value());
            assertEquals("main", notebook.ok("var b = %git " + at + "branch --show-current\nb").value()
                .replace("\"", ""));
            var two = notebook.ok("%git " + at + "status -sb\n%git " + at + "log --format=%s");
            assertEquals("First", two.value());
            assertEquals(java.util.List.of("## main"), two.shown());
            assertEquals(java.util.List.of(), notebook.ok("var d = %git " + at + "diff\nint x = 1;").shown());
            assertTrue(notebook.failure("%git " + at + "switch nowhere").contains("nowhere"));
            assertTrue(notebook.ok("%git").stdout().contains("clone"));
            notebook.ok("var x = \"one two\";");
            notebook.ok("%git " + at + "-C . config test.value \"{x}\"");
            assertEquals("one two", notebook.ok("%git " + at + "config test.value").value().replace("\"", ""));
        }
    }
}
