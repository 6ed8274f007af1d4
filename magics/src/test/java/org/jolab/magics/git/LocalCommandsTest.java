package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jolab.git.Commit;
import org.jolab.git.Committed;
import org.jolab.git.FileDiff;
import org.jolab.git.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done in one working tree; git itself is the witness. */
final class LocalCommandsTest {

    @TempDir
    private Path root;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = new Sandbox(root);
    }

    @AfterEach
    void end() throws Exception {
        sandbox.close();
    }

    @Test
    void initAddAndCommitMakeWhatGitReads() throws Exception {
        assertTrue(sandbox.run("init").startsWith("Initialized empty Git repository in "));
        sandbox.write("a.txt", "one\n").write("sub/b.txt", "two\n");
        assertEquals("?? a.txt\n?? sub/", sandbox.run("status -s"));
        sandbox.run("add .");
        var made = (Committed) sandbox.value("commit -m 'First words' -m 'More of them'");
        assertEquals("main", made.branch());
        assertEquals("First words", made.commit().subject());
        assertEquals("More of them", made.commit().body());
        assertEquals("Ada Lovelace", made.commit().author());
        assertEquals(sandbox.git("rev-parse", "HEAD"), made.commit().id());
        assertEquals(2, made.commit().changes().size());
        sandbox.agrees();
    }

    @Test
    void initTakesAFolderAndABranch() throws Exception {
        sandbox.run("init -b trunk 'new one'");
        sandbox.in("work/new one");
        assertEquals("trunk", sandbox.git("symbolic-ref", "--short", "HEAD"));
        assertEquals("true", sandbox.in("work").run("init --bare there.git").isEmpty() ? "" : sandbox
            .in("work/there.git").git("rev-parse", "--is-bare-repository"));
    }

    @Test
    void statusIsAValue() throws Exception {
        sandbox.repository("r").write("a.txt", "changed\n").write("new.txt", "x\n").write("staged.txt", "y\n");
        sandbox.run("add staged.txt");
        var status = (Status) sandbox.value("status");
        assertEquals("main", status.head().branch());
        assertEquals("staged.txt", status.staged().getFirst().path());
        assertEquals("a.txt", status.unstaged().getFirst().path());
        assertEquals(List.of("new.txt"), status.untracked());
        assertFalse(status.isClean());
        var text = sandbox.run("status");
        assertTrue(text.startsWith("On branch main\n"), text);
        assertTrue(text.contains("new file:   staged.txt") && text.contains("modified:   a.txt"), text);
        sandbox.agrees();
    }

    @Test
    void statusAgreesForDeletedRenamedAndIgnoredFiles() throws Exception {
        sandbox.repository("r").write("keep/x.txt", "x\n".repeat(20)).write("old.txt", "o\n".repeat(20))
            .write(".gitignore", "*.log\nbuild/\n").write("deep/a/b/c.txt", "c\n");
        sandbox.run("add -A");
        sandbox.run("commit -m more");
        sandbox.write("t.log", "x").write("build/x", "x").write("deep/a/new/n.txt", "n").write("only/ignored.log", "i");
        Files.delete(sandbox.folder().resolve("a.txt"));
        sandbox.run("mv old.txt fresh.txt");
        sandbox.run("rm keep/x.txt");
        sandbox.agrees();
        assertEquals(sandbox.git("status", "--porcelain", "-b"), sandbox.run("status -sb"));
        assertEquals(sandbox.git("status", "--porcelain", "-uall"), sandbox.run("status --porcelain -uall"));
        assertEquals(sandbox.git("status", "--porcelain", "-uno"), sandbox.run("status --porcelain -uno"));
    }

    @Test
    void addTakesPatternsFoldersAndDeletions() throws Exception {
        sandbox.repository("r").write("x.py", "1").write("sub/y.py", "2").write("sub/z.txt", "3");
        sandbox.run("add '*.py'");
        assertEquals("A  sub/y.py\nA  x.py\n?? sub/z.txt", sandbox.run("status -s"));
        Files.delete(sandbox.folder().resolve("a.txt"));
        sandbox.run("add -u");
        assertEquals("D  a.txt\nA  sub/y.py\nA  x.py\n?? sub/z.txt", sandbox.run("status -s"));
        sandbox.in("r/sub").run("add .");
        sandbox.in("r").agrees();
        assertEquals("", sandbox.git("ls-files", "-o"));
    }

    @Test
    void addSaysWhatIsIgnoredAndWhatIsNotThere() throws Exception {
        sandbox.repository("r").write(".gitignore", "*.log\n").write("x.log", "x");
        assertTrue(sandbox.failure("add x.log").contains("ignored"));
        assertTrue(sandbox.failure("add nothing.txt").contains("There is no file nothing.txt"));
        sandbox.run("add -f x.log");
        assertEquals("A  x.log\n?? .gitignore", sandbox.run("status -s"));
        sandbox.agrees();
    }

    @Test
    void commitKnowsItsOptions() throws Exception {
        sandbox.repository("r").write("a.txt", "changed\n");
        assertTrue(sandbox.failure("commit -m x").contains("%git commit -a"));
        sandbox.run("commit -am 'Second'");
        sandbox.run("commit --amend -m 'Second, amended' --author 'Charles <c@example.com>'");
        assertEquals("Second, amended|Charles|c@example.com|Ada Lovelace", sandbox.git("log", "-1",
            "--format=%s|%an|%ae|%cn"));
        assertTrue(sandbox.failure("commit -m x").contains("nothing to commit"));
        sandbox.run("commit --allow-empty -m Empty");
        sandbox.write("b.txt", "b").write("c.txt", "c").run("add -A");
        sandbox.run("commit -m 'Only b' b.txt");
        assertEquals("A  c.txt", sandbox.run("status -s"));
        sandbox.run("commit --amend --no-edit");
        assertEquals("Only b", sandbox.git("log", "-1", "--format=%s"));
        assertEquals("4", sandbox.git("rev-list", "--count", "HEAD"));
        sandbox.agrees();
    }

    @Test
    void commitWithoutAMessageOrANameSaysSo() throws Exception {
        sandbox.repository("r").write("a.txt", "x").run("add -A");
        assertTrue(sandbox.failure("commit").contains("%git commit -m"));
        Files.writeString(sandbox.home().resolve(".gitconfig"), "[init]\ndefaultBranch = main\n");
        assertTrue(sandbox.failure("commit -m x").contains("git config --global user.name"));
        sandbox.run("config user.name Grace");
        sandbox.run("config user.email grace@example.com");
        sandbox.run("commit -m x");
        assertEquals("Grace", sandbox.git("log", "-1", "--format=%an"));
    }

    @Test
    void logGivesCommitsThatAreValues() throws Exception {
        sandbox.repository("r").write("b.txt", "b\n").run("add -A");
        sandbox.run("commit -m 'Second, by Bob' --author 'Bob <bob@example.com>'");
        sandbox.git("tag", "v1");
        @SuppressWarnings("unchecked")
        var log = (List<Commit>) sandbox.value("log");
        assertEquals(2, log.size());
        assertEquals("Bob", log.getFirst().author());
        assertEquals(List.of("HEAD -> main", "tag: v1"), log.getFirst().refs());
        assertEquals(log.get(1).id(), log.getFirst().parents().getFirst());
        assertEquals(sandbox.git("log", "-1", "--format=%aI"),
            java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").format(log.getFirst().date()));
        for (var options : List.of("-1 --oneline --decorate", "--oneline --decorate", "--author=Bob --oneline "
                + "--decorate", "--grep=First --format=%H", "--format=%h|%s|%an", "-n 1 --stat --format=%s",
                "--name-only --format=%s", "--reverse --format=%s", "-p --format=%s", "--name-status --format=%s",
                "--since=yesterday --format=%s", "--until=2000-01-01 --format=%s", "--format=%s -- b.txt")) {
            // Commits are one above the other; git has a blank line between some forms and what follows.
            assertEquals(sandbox.git(("log " + options).split(" ")).replaceAll("(?m)^\n", "")
                .replaceAll("(?m)^index .*\n", ""), sandbox.run("log " + options).replaceAll("(?m)^\n", "")
                .replaceAll("(?m)^index .*\n", ""), options);
        }
        assertEquals(sandbox.git("log", "--decorate"), sandbox.run("log"));
    }

    @Test
    void aGraphShowsHowBranchesMeet() throws Exception {
        sandbox.repository("r");
        sandbox.git("switch", "-q", "-c", "side");
        sandbox.git("commit", "-q", "--allow-empty", "-m", "On the side");
        sandbox.git("switch", "-q", "main");
        sandbox.git("commit", "-q", "--allow-empty", "-m", "On main");
        sandbox.git("merge", "-q", "-m", "Joined", "side");
        var lines = sandbox.run("log --graph --oneline").lines().map(line -> line.replaceAll("[0-9a-f]{7}.*", "")
            .stripTrailing()).toList();
        assertEquals(List.of("*", "|\\"), lines.subList(0, 2));
        assertTrue(lines.contains("* |") && lines.contains("| *") && lines.contains("|/"), lines.toString());
        assertEquals("*", lines.getLast());
    }

    @Test
    void diffAgreesWithGitsOwn() throws Exception {
        sandbox.repository("r").write("b.txt", "x\n".repeat(30)).run("add -A");
        sandbox.run("commit -m second");
        sandbox.write("a.txt", "one\n2\nthree\nfour").write("b.txt", "x\n".repeat(14) + "y\n" + "x\n".repeat(15))
            .write("unknown.txt", "u");
        for (var options : List.of("", "-- a.txt", "--stat", "--name-only", "--name-status", "--numstat", "HEAD",
                "HEAD~1", "HEAD~1 HEAD", "HEAD~1..HEAD", "HEAD~1...HEAD", "-U0", "--shortstat", "a.txt")) {
            assertEquals(sandbox.git(("diff " + options).strip().split(" ")).replaceAll("(@@ [^@]+ @@).*", "$1")
                .replaceAll("(?m)^index .*$", "index"), sandbox.run("diff " + options)
                .replaceAll("(?m)^index .*$", "index"), options);
        }
        assertEquals("", sandbox.run("diff --staged"));
        sandbox.run("add a.txt");
        assertEquals(sandbox.git("diff", "--cached", "--stat"), sandbox.run("diff --staged --stat"));
        @SuppressWarnings("unchecked")
        var files = (List<FileDiff>) sandbox.value("diff --staged");
        assertEquals(2, files.getFirst().insertions());
        assertEquals(1, files.getFirst().deletions());
        assertEquals("a.txt", files.getFirst().path());
    }

    @Test
    void rmAndMvDoWhatGitDoes() throws Exception {
        sandbox.repository("r").write("b.txt", "b").write("dir/c.txt", "c").write("dir/d.txt", "d").run("add -A");
        sandbox.run("commit -m more");
        sandbox.write("b.txt", "changed");
        assertTrue(sandbox.failure("rm b.txt").contains("would be lost"));
        assertTrue(sandbox.failure("rm dir").contains("rm -r"));
        sandbox.run("rm --cached b.txt");
        assertTrue(sandbox.exists("b.txt"));
        sandbox.run("mv dir folder");
        sandbox.run("mv a.txt folder");
        assertTrue(sandbox.exists("folder/a.txt") && sandbox.exists("folder/c.txt") && !sandbox.exists("dir"));
        assertEquals("R  a.txt -> folder/a.txt\nD  b.txt\nR  dir/c.txt -> folder/c.txt\nR  dir/d.txt -> folder/d.txt\n"
            + "?? b.txt", sandbox.run("status -s").lines().sorted(java.util.Comparator.comparing(line ->
            line.startsWith("??") ? "~" : line.substring(3))).reduce((x, y) -> x + "\n" + y).orElse(""));
        assertTrue(sandbox.failure("rm -r folder").contains("would be lost"));
        sandbox.run("rm -rf folder");
        assertFalse(sandbox.exists("folder"));
        sandbox.agrees();
    }

    @Test
    void restoreTakesFilesBack() throws Exception {
        sandbox.repository("r").write("a.txt", "two\n").run("commit -am second");
        sandbox.write("a.txt", "three\n").run("restore a.txt");
        assertEquals("two\n", sandbox.read("a.txt"));
        sandbox.write("a.txt", "three\n").run("add a.txt");
        sandbox.run("restore --staged a.txt");
        assertEquals(" M a.txt", sandbox.run("status -s").stripTrailing());
        sandbox.run("restore --source HEAD~1 a.txt");
        assertEquals("one\ntwo\nthree\n", sandbox.read("a.txt"));
        assertEquals(" M a.txt", sandbox.git("status", "--porcelain"));
        sandbox.run("restore --source HEAD~1 --staged --worktree .");
        assertEquals("M  a.txt", sandbox.git("status", "--porcelain"));
        sandbox.run("restore -SW .");
        assertEquals("", sandbox.git("status", "--porcelain"));
        assertTrue(sandbox.failure("restore nothing.txt").contains("knows no file"));
        sandbox.agrees();
    }

    @Test
    void resetMovesBranchIndexAndFiles() throws Exception {
        sandbox.repository("r").write("a.txt", "two\n").run("commit -am second");
        sandbox.run("reset --soft HEAD~1");
        assertEquals("M  a.txt", sandbox.git("status", "--porcelain"));
        assertTrue(sandbox.run("reset").contains("M\ta.txt"));
        assertEquals(" M a.txt", sandbox.git("status", "--porcelain"));
        sandbox.run("commit -am again");
        sandbox.write("new.txt", "n").run("add new.txt");
        sandbox.run("reset new.txt");
        assertEquals("?? new.txt", sandbox.git("status", "--porcelain"));
        assertTrue(sandbox.run("reset --hard HEAD~1").startsWith("HEAD is now at "));
        assertEquals("one\ntwo\nthree\n", sandbox.read("a.txt"));
        sandbox.agrees();
    }

    @Test
    void cleanAsksForForce() throws Exception {
        sandbox.repository("r").write("x.tmp", "x").write("dir/y.tmp", "y").write(".gitignore", "*.log\n")
            .write("z.log", "z");
        assertTrue(sandbox.failure("clean").contains("%git clean -n"));
        assertEquals(sandbox.git("clean", "-n"), sandbox.run("clean -n"));
        assertEquals(sandbox.git("clean", "-nd"), sandbox.run("clean -nd"));
        sandbox.run("clean -fd dir");
        assertFalse(sandbox.exists("dir"));
        sandbox.run("clean -f");
        assertTrue(!sandbox.exists("x.tmp") && sandbox.exists("z.log"));
        sandbox.run("clean -fx");
        assertFalse(sandbox.exists("z.log"));
        sandbox.agrees();
    }

    @Test
    void cleanLeavesRepositoriesWithin() throws Exception {
        sandbox.repository("r").write("dir/x", "x").write("dir/deep/y", "y").write("dir/nested/p", "precious")
            .write("dir/z.log", "z").write(".gitignore", "*.log\n").git("init", "-q", "dir/nested");
        sandbox.git("add", ".gitignore");
        sandbox.run("clean -nd");
        assertTrue(sandbox.exists("dir/x"));
        sandbox.both("clean -fd");
        assertEquals("precious", sandbox.read("dir/nested/p"));
        sandbox.both("clean -fdx");
        assertTrue(sandbox.exists("dir/nested/p") && !sandbox.exists("dir/z.log"));
    }

    @Test
    void blameReflogDescribeAndTheOthersAnswerAsGitDoes() throws Exception {
        sandbox.repository("r").write("a.txt", "one\nTWO\nthree\n").run("commit -am second");
        sandbox.git("tag", "-a", "-m", "one", "v1.0", "HEAD~1");
        assertEquals(sandbox.git("describe"), sandbox.run("describe"));
        assertEquals(sandbox.git("rev-parse", "HEAD~1"), sandbox.run("rev-parse HEAD~1"));
        assertEquals(sandbox.git("rev-parse", "--abbrev-ref", "HEAD"), sandbox.run("rev-parse --abbrev-ref HEAD"));
        assertEquals(sandbox.git("rev-parse", "--show-toplevel"), sandbox.run("rev-parse --show-toplevel"));
        assertEquals(sandbox.git("ls-files"), sandbox.run("ls-files"));
        assertEquals(sandbox.git("reflog", "--format=%h %gd: %gs"), sandbox.run("reflog"));
        assertEquals(sandbox.git("shortlog", "-sn", "HEAD").strip(), sandbox.run("shortlog -s").strip());
        var blame = sandbox.run("blame a.txt");
        assertEquals(sandbox.git("blame", "a.txt").replaceAll("(?m)^\\^?([0-9a-f]{7})[0-9a-f]?", "$1"),
            blame.replaceAll("(?m)^([0-9a-f]{7})[0-9a-f]", "$1"));
        assertEquals("one\ntwo\nthree\n", sandbox.value("show HEAD~1:a.txt"));
        assertEquals(sandbox.git("show", "--decorate").replaceAll("(?m)^index .*$", "index"),
            sandbox.run("show").replaceAll("(?m)^index .*$", "index"));
    }

    @Test
    void configReadsAndWritesWhereItShould() throws Exception {
        sandbox.repository("r").run("config user.email here@example.com");
        assertEquals("here@example.com", sandbox.git("config", "user.email"));
        assertEquals("here@example.com", sandbox.run("config user.email"));
        sandbox.run("config --global core.editor vi");
        assertEquals("vi", sandbox.git("config", "--global", "core.editor"));
        sandbox.run("config --global --unset core.editor");
        assertEquals("", sandbox.tryGit("config", "--global", "core.editor"));
        assertTrue(sandbox.failure("config no.such").contains("not set"));
        assertTrue(sandbox.run("config --list").contains("user.email=here@example.com"));
        sandbox.git("config", "remote.x.url", "https://me:secret@example.com/r.git");
        assertFalse(sandbox.run("config --list").contains("secret"));
        assertNull(sandbox.value("config set core.pager cat"));
        assertEquals("cat", sandbox.git("config", "core.pager"));
    }

    private void hook(String name, String script) throws Exception {
        var file = sandbox.write(".git/hooks/" + name, "#!/bin/sh\n" + script + "\n").folder()
            .resolve(".git/hooks/" + name);
        assertTrue(file.toFile().setExecutable(true));
    }

    @Test
    void hooksRunAsTheyDoInGit() throws Exception {
        sandbox.repository("hooked");
        hook("pre-commit", "echo not today >&2; exit 3");
        sandbox.write("b.txt", "b").run("add -A");
        var failure = sandbox.failure("commit -m b");
        assertTrue(failure.contains("pre-commit") && failure.contains("exit code 3") && failure.contains("not today")
            && failure.contains("--no-verify"), failure);
        assertEquals("A  b.txt", sandbox.git("status", "--porcelain"));
        sandbox.run("commit --no-verify -m b");
        hook("pre-commit", "exit 0");
        hook("commit-msg", "echo 'Reviewed-by: hook' >> \"$1\"");
        hook("post-commit", "touch done");
        sandbox.write("c.txt", "c").run("add -A");
        sandbox.run("commit -m c");
        assertEquals("c\nReviewed-by: hook", sandbox.git("log", "-1", "--format=%B"));
        assertTrue(sandbox.exists("done"));
    }
}
