package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.jolab.git.Branch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches that part and meet; git itself is the witness. */
final class BranchesTest {

    @TempDir
    private Path root;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = new Sandbox(root);
        sandbox.repository("r");
    }

    @AfterEach
    void end() throws Exception {
        sandbox.close();
    }

    /** A branch {@code side} that changes a file, and main that changes another one. */
    private void part(String sideFile, String mainFile) throws Exception {
        sandbox.git("switch", "-q", "-c", "side");
        sandbox.write(sideFile, "by the side\n").git("add", "-A");
        sandbox.git("commit", "-q", "-m", "Side");
        sandbox.git("switch", "-q", "main");
        sandbox.write(mainFile, "by main\n").git("add", "-A");
        sandbox.git("commit", "-q", "-m", "Main");
    }

    @Test
    void branchesAreListedMadeRenamedAndDeleted() throws Exception {
        sandbox.run("branch one");
        sandbox.run("branch two HEAD");
        assertEquals(sandbox.git("branch"), sandbox.run("branch"));
        assertEquals(sandbox.git("branch", "-v"), sandbox.run("branch -v"));
        @SuppressWarnings("unchecked")
        var branches = (List<Branch>) sandbox.value("branch");
        assertEquals(List.of("main", "one", "two"), branches.stream().map(Branch::name).toList());
        assertTrue(branches.getFirst().isCurrent());
        sandbox.run("branch -m two zwei");
        sandbox.run("branch -d one");
        assertEquals("* main\n  zwei", sandbox.git("branch"));
        assertTrue(sandbox.failure("branch -d main").contains("checked out"));
        assertTrue(sandbox.failure("branch 'no good'").contains("can't be called"));
        assertTrue(sandbox.failure("branch zwei").contains("already"));
        assertEquals("main", sandbox.run("branch --show-current"));
        sandbox.agrees();
    }

    @Test
    void anUnmergedBranchIsDeletedByForceAlone() throws Exception {
        part("s.txt", "m.txt");
        assertTrue(sandbox.failure("branch -d side").contains("%git branch -D side"));
        assertEquals("  main\n* side", sandbox.run("switch side").isEmpty() ? "" : sandbox.git("branch"));
        sandbox.run("switch -");
        sandbox.run("branch -D side");
        assertEquals("* main", sandbox.git("branch"));
    }

    @Test
    void switchGoesThereAndBack() throws Exception {
        assertEquals("Switched to a new branch 'feature/x'", sandbox.run("switch -c feature/x"));
        assertEquals("Switched to branch 'main'", sandbox.run("switch -"));
        assertEquals("Already on 'main'", sandbox.run("checkout main"));
        assertEquals("Switched to a new branch 'y'", sandbox.run("checkout -b y"));
        var id = sandbox.git("rev-parse", "HEAD");
        assertTrue(sandbox.failure("switch " + id).contains("switch --detach"));
        assertTrue(sandbox.run("checkout " + id).startsWith("HEAD is now at " + id.substring(0, 7)));
        assertTrue(sandbox.run("branch").startsWith("* (HEAD detached at "));
        assertTrue(sandbox.run("status").startsWith("HEAD detached at "));
        sandbox.run("switch -");
        assertEquals("y", sandbox.git("branch", "--show-current"));
        assertTrue(sandbox.failure("switch nowhere").contains("There is no commit, branch or tag nowhere"));
        assertTrue(sandbox.failure("checkout nowhere").contains("neither a branch nor a file"));
        sandbox.agrees();
    }

    @Test
    void aDirtyTreeIsNotOverwritten() throws Exception {
        part("a.txt", "m.txt");
        sandbox.write("a.txt", "mine, not committed\n");
        var failure = sandbox.failure("switch side");
        assertTrue(failure.contains("a.txt") && failure.contains("%git stash"), failure);
        assertEquals("mine, not committed\n", sandbox.read("a.txt"));
        assertTrue(sandbox.failure("merge side").contains("a.txt"));
        assertEquals("mine, not committed\n", sandbox.read("a.txt"));
        assertEquals(" M a.txt", sandbox.git("status", "--porcelain"));
        sandbox.run("checkout -- a.txt");
        assertEquals("one\ntwo\nthree\n", sandbox.read("a.txt"));
        sandbox.agrees();
    }

    @Test
    void mergeFastForwardsOrJoins() throws Exception {
        sandbox.git("switch", "-q", "-c", "side");
        sandbox.write("s.txt", "s\n").git("add", "-A");
        sandbox.git("commit", "-q", "-m", "Side");
        sandbox.git("switch", "-q", "main");
        assertTrue(sandbox.run("merge side").startsWith("Fast-forward to "));
        assertEquals(sandbox.git("rev-parse", "side"), sandbox.git("rev-parse", "HEAD"));
        assertEquals("Already up to date.", sandbox.run("merge side"));
        part2();
        assertTrue(sandbox.failure("merge --ff-only other").contains("%git rebase other"));
        sandbox.run("merge other");
        assertEquals("Merge branch 'other' into main", sandbox.git("log", "-1", "--format=%s"));
        assertEquals("2", String.valueOf(sandbox.git("log", "-1", "--format=%P").split(" ").length));
        sandbox.agrees();
    }

    private void part2() throws Exception {
        sandbox.git("switch", "-q", "-c", "other");
        sandbox.write("o.txt", "o\n").git("add", "-A");
        sandbox.git("commit", "-q", "-m", "Other");
        sandbox.git("switch", "-q", "main");
        sandbox.write("m.txt", "m\n").git("add", "-A");
        sandbox.git("commit", "-q", "-m", "Main");
    }

    @Test
    void mergeKnowsNoFfAndSquash() throws Exception {
        part2();
        sandbox.run("merge --squash other");
        assertEquals("A  o.txt", sandbox.git("status", "--porcelain"));
        sandbox.run("commit -m squashed");
        assertEquals("1", String.valueOf(sandbox.git("log", "-1", "--format=%P").split(" ").length));
        sandbox.git("branch", "ahead");
        sandbox.git("switch", "-q", "ahead");
        sandbox.git("commit", "-q", "--allow-empty", "-m", "ahead");
        sandbox.git("switch", "-q", "main");
        sandbox.run("merge --no-ff -m 'By hand' ahead");
        assertEquals("By hand", sandbox.git("log", "-1", "--format=%s"));
        sandbox.agrees();
    }

    @Test
    void aConflictNamesTheFilesAndCanBeSolvedOrTakenBack() throws Exception {
        part("a.txt", "a.txt");
        sandbox.write("untouched.txt", "mine\n");
        var failure = sandbox.failure("merge side");
        assertTrue(failure.contains("both modified:   a.txt") && failure.contains("%git merge --continue"), failure);
        assertEquals("UU a.txt\n?? untouched.txt", sandbox.git("status", "--porcelain"));
        assertTrue(sandbox.run("status").contains("A merge has been begun"));
        sandbox.agrees();
        assertTrue(sandbox.failure("commit -m x").contains("a.txt"));
        assertTrue(sandbox.failure("merge side").contains("begun"));
        sandbox.run("merge --abort");
        assertEquals("?? untouched.txt", sandbox.git("status", "--porcelain"));
        assertEquals("by main\n", sandbox.read("a.txt"));
        sandbox.agrees();
        sandbox.failure("merge side");
        sandbox.write("a.txt", "by both\n").run("add a.txt");
        sandbox.run("merge --continue");
        assertEquals("Merge branch 'side' into main", sandbox.git("log", "-1", "--format=%s"));
        assertEquals("2", String.valueOf(sandbox.git("log", "-1", "--format=%P").split(" ").length));
        sandbox.agrees();
    }

    @Test
    void gitCanTakeBackWhatJolabBeganAndTheOtherWayRound() throws Exception {
        part("a.txt", "a.txt");
        sandbox.failure("merge side");
        sandbox.git("merge", "--abort");
        sandbox.tryGit("merge", "side");
        sandbox.run("merge --abort");
        sandbox.agrees();
        assertEquals("", sandbox.git("status", "--porcelain"));
        assertFalse(sandbox.exists(".git/MERGE_HEAD"));
    }

    @Test
    void rebasePutsCommitsOnTop() throws Exception {
        part("s.txt", "m.txt");
        sandbox.git("switch", "-q", "side");
        assertTrue(sandbox.run("rebase main").startsWith("Rebased side"));
        assertEquals("Side\nMain\nFirst", sandbox.git("log", "--format=%s"));
        assertEquals("Already up to date.", sandbox.run("rebase main"));
        sandbox.agrees();
        assertTrue(sandbox.failure("rebase -i main").matches("(?s).*!git .*rebase -i main"));
    }

    @Test
    void aRebaseThatStopsCanGoOnOrBack() throws Exception {
        part("a.txt", "a.txt");
        sandbox.git("switch", "-q", "side");
        var before = sandbox.git("rev-parse", "HEAD");
        var failure = sandbox.failure("rebase main");
        assertTrue(failure.contains("a.txt") && failure.contains("%git rebase --continue"), failure);
        sandbox.run("rebase --abort");
        assertEquals(before, sandbox.git("rev-parse", "HEAD"));
        assertEquals("side", sandbox.git("branch", "--show-current"));
        sandbox.agrees();
        sandbox.failure("rebase main");
        sandbox.write("a.txt", "by both\n").run("add a.txt");
        sandbox.run("rebase --continue");
        assertEquals("Side\nMain\nFirst", sandbox.git("log", "--format=%s"));
        sandbox.agrees();
        assertTrue(sandbox.failure("rebase --continue").contains("No rebase has been begun"));
        sandbox.write("a.txt", "dirty\n");
        assertTrue(sandbox.failure("rebase HEAD~1").contains("%git stash"));
        assertEquals("dirty\n", sandbox.read("a.txt"));
    }

    @Test
    void cherryPickAndRevertMakeCommits() throws Exception {
        part("s.txt", "m.txt");
        var side = sandbox.git("rev-parse", "side");
        sandbox.run("cherry-pick side");
        assertEquals("Side", sandbox.git("log", "-1", "--format=%s"));
        assertEquals("by the side\n", sandbox.read("s.txt"));
        sandbox.run("revert HEAD");
        assertEquals("Revert \"Side\"", sandbox.git("log", "-1", "--format=%s"));
        assertFalse(sandbox.exists("s.txt"));
        assertEquals(side, sandbox.git("rev-parse", "side"));
        sandbox.agrees();
    }

    @Test
    void aPickThatStopsCanGoOnOrBack() throws Exception {
        part("a.txt", "a.txt");
        assertTrue(sandbox.failure("cherry-pick side").contains("%git cherry-pick --continue"));
        sandbox.agrees();
        sandbox.run("cherry-pick --abort");
        assertEquals("", sandbox.git("status", "--porcelain"));
        sandbox.failure("cherry-pick side");
        sandbox.write("a.txt", "by both\n").run("add a.txt");
        sandbox.run("cherry-pick --continue");
        assertEquals("Side", sandbox.git("log", "-1", "--format=%s"));
        sandbox.write("a.txt", "later\n").run("commit -am Later");
        assertTrue(sandbox.failure("revert HEAD~1").contains("%git revert --continue"));
        sandbox.run("revert --abort");
        assertEquals("", sandbox.git("status", "--porcelain"));
        sandbox.agrees();
    }

    @Test
    void aRenamedFileInAMergeIsToldNotLost() throws Exception {
        sandbox.write("long.txt", "line\n".repeat(50)).git("add", "-A");
        sandbox.git("commit", "-q", "-m", "long");
        sandbox.git("switch", "-q", "-c", "side");
        sandbox.git("mv", "long.txt", "renamed.txt");
        sandbox.git("commit", "-q", "-m", "renamed");
        sandbox.git("switch", "-q", "main");
        sandbox.write("long.txt", "line\n".repeat(50) + "more\n").git("commit", "-qam", "more");
        var failure = sandbox.failure("merge side");
        assertTrue(failure.contains("deleted by them: long.txt") && failure.contains("!git merge side"), failure);
        sandbox.run("merge --abort");
        assertEquals("", sandbox.git("status", "--porcelain"));
        assertTrue(sandbox.read("long.txt").endsWith("more\n"));
        sandbox.agrees();
    }

    @Test
    void tagsAreMadeListedAndDeleted() throws Exception {
        sandbox.run("tag light");
        sandbox.run("tag -a v1 -m 'The first'");
        assertEquals(sandbox.git("tag"), sandbox.run("tag"));
        assertEquals("tag", sandbox.git("cat-file", "-t", "v1"));
        assertEquals("commit", sandbox.git("cat-file", "-t", "light"));
        assertEquals("The first", sandbox.git("tag", "-l", "--format=%(contents:subject)", "v1"));
        assertTrue(sandbox.failure("tag v1").contains("already"));
        sandbox.run("tag -d light");
        assertEquals("v1", sandbox.git("tag"));
        assertTrue(sandbox.run("show v1").startsWith("tag v1\nTagger: Ada Lovelace <ada@example.com>"));
        sandbox.agrees();
    }

    @Test
    void remotesAreNamedAndRenamed() throws Exception {
        sandbox.run("remote add origin https://example.com/r.git");
        assertEquals(sandbox.git("remote", "-v"), sandbox.run("remote -v"));
        sandbox.run("remote rename origin upstream");
        assertEquals("+refs/heads/*:refs/remotes/upstream/*", sandbox.git("config", "remote.upstream.fetch"));
        sandbox.run("remote set-url upstream git@example.com:r.git");
        assertEquals("git@example.com:r.git", sandbox.run("remote get-url upstream"));
        sandbox.run("remote remove upstream");
        assertEquals("", sandbox.git("remote"));
        assertTrue(sandbox.failure("remote remove upstream").contains("There is no remote"));
    }

    @Test
    void aPasswordInAnAddressIsNotKept() throws Exception {
        sandbox.run("remote add origin https://me:hunter2@example.com/r.git");
        assertTrue(sandbox.errors().contains("delete it there"), sandbox.errors());
        assertFalse(sandbox.errors().contains("hunter2"));
        assertEquals("https://example.com/r.git", sandbox.git("config", "remote.origin.url"));
        sandbox.run("remote set-url origin https://ghp_abcdefghij0123456789@github.com/o/r.git");
        assertEquals("https://github.com/o/r.git", sandbox.git("config", "remote.origin.url"));
    }

    @Test
    void anEmptyRepositoryIsNoStumblingBlock() throws Exception {
        sandbox.in("home");
        sandbox.git("init", "-q", "../empty");
        sandbox.in("empty");
        assertTrue(sandbox.run("status").contains("No commits yet"));
        assertTrue(sandbox.failure("log").contains("no commits yet"));
        assertEquals("", sandbox.run("diff"));
        assertEquals("", sandbox.run("branch"));
        sandbox.run("switch -c other");
        assertEquals("other", sandbox.git("symbolic-ref", "--short", "HEAD"));
        assertTrue(sandbox.failure("push").contains("knows no other"));
        sandbox.write("x", "x").run("add x");
        sandbox.run("restore --staged x");
        assertEquals("?? x", sandbox.git("status", "--porcelain"));
        assertTrue(sandbox.failure("stash").contains("no commits yet"));
        sandbox.agrees();
    }

    @Test
    void nothingButARepositoryIsTakenForOne() throws Exception {
        sandbox.in("home");
        assertTrue(sandbox.failure("status").contains("belongs to no git repository"));
        assertTrue(sandbox.failure("frobnicate x").contains("!git"));
        assertTrue(sandbox.failure("statsu").contains("Did you mean %git status?"));
        sandbox.in("r");
        assertTrue(sandbox.failure("log --pretzel").contains("log --pretzel"));
        assertTrue(sandbox.failure("bisect start").contains("!git -C"));
    }
}
