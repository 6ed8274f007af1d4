package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
            assertEquals(List.of("## main"), two.shown());
            assertEquals(List.of(), notebook.ok("var d = %git " + at + "diff\nint x = 1;").shown());
            assertTrue(notebook.failure("%git " + at + "switch nowhere").contains("nowhere"));
            assertTrue(notebook.ok("%git").stdout().contains("clone"));
            notebook.ok("var x = \"one two\";");
            notebook.ok("%git " + at + "-C . config test.value \"{x}\"");
            assertEquals("one two", notebook.ok("%git " + at + "config test.value").value().replace("\"", ""));
        }
    }

    @Test
    void whatMayFollowIsProposed() throws Exception {
        try (var sandbox = new Sandbox(root)) {
            sandbox.repository("r");
            sandbox.git("tag", "v1.0");
            sandbox.git("branch", "feature/one");
            sandbox.git("remote", "add", "upstream", "https://example.com/r.git");
            sandbox.git("update-ref", "refs/remotes/upstream/theirs", "HEAD");
            sandbox.write("folder/notes.txt", "x");
        }
        var start = Path.of("").toAbsolutePath();
        try (var notebook = new Trial()) {
            notebook.ok("%cd " + root.resolve("r").toRealPath());
            assertEquals(List.of("stash", "status"), notebook.proposals("%git sta"));
            var all = new TreeSet<>(notebook.proposals("%git "));
            var help = notebook.ok("%git").stdout();
            assertEquals(all, help.lines().filter(line -> line.startsWith("  ")).map(line -> line.strip().split(" ")[0])
                .collect(Collectors.toCollection(TreeSet::new)));
            assertEquals(List.of("feature/one"), notebook.proposals("%git switch f"));
            assertEquals(List.of("theirs"), notebook.proposals("%git switch t"));
            assertEquals(List.of("v1.0"), notebook.proposals("%git checkout v"));
            assertEquals(List.of("upstream"), notebook.proposals("%git push -u "));
            assertEquals(List.of("feature/one"), notebook.proposals("%git push upstream f"));
            assertEquals(List.of("pop", "push"), notebook.proposals("var x = %git stash p"));
            assertEquals(List.of("--amend", "--allow-empty").stream().sorted().toList(),
                notebook.proposals("%git commit --a").stream().filter(o -> !o.matches("--a(ll|uthor)")).sorted()
                    .toList());
            assertEquals(List.of("a.txt"), notebook.proposals("%git add a"));
            assertEquals(List.of("notes.txt"), notebook.proposals("%git diff folder/"));
            assertEquals(List.of("folder/"), notebook.proposals("%git checkout -- f"));
            assertEquals(List.of("main"), notebook.proposals("%git -C . merge m"));
            notebook.ok("%cd " + Files.createDirectories(root.resolve("nowhere")).toRealPath());
            assertEquals(List.of(), notebook.proposals("%git switch f"));
            notebook.ok("%cd -q " + start);
        }
    }
}
