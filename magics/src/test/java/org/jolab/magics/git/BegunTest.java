package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has been begun and not ended: {@code %git} and git go on with each other's work, and lose none of it. */
final class BegunTest {

    @TempDir
    private Path root;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = new Sandbox(root);
        sandbox.repository("r");
        sandbox.git("switch", "-q", "-c", "side");
        commit("S1", "a.txt", "side\n");
        commit("S2", "s2.txt", "2\n");
        commit("S3", "s3.txt", "3\n");
        sandbox.git("switch", "-q", "main");
        commit("M", "a.txt", "main\n");
    }

    @AfterEach
    void end() throws Exception {
        sandbox.close();
    }

    private void commit(String message, String file, String content) throws Exception {
        sandbox.write(file, content).git("add", "-A");
        sandbox.git("commit", "-q", "-m", message, "--author", "Bob <bob@example.com>");
    }

    private void solve() throws Exception {
        sandbox.write("a.txt", "both\n").git("add", "a.txt");
    }

    @Test
    void aSeriesOfPicksThatStopsLosesNone() throws Exception {
        var failure = sandbox.failure("cherry-pick main..side");
        assertTrue(failure.contains("S2;") && failure.contains("S3") && failure.contains("--skip"), failure);
        assertTrue(sandbox.failure("cherry-pick side").contains("%git cherry-pick --continue"));
        solve();
        sandbox.run("cherry-pick --continue");
        assertEquals("S3\nS2\nS1\nM\nFirst", sandbox.git("log", "--format=%s"));
        assertFalse(sandbox.exists(".git/sequencer"));
        sandbox.agrees();
        sandbox.git("reset", "-q", "--hard", "HEAD~3");
        sandbox.failure("cherry-pick main..side");
        solve();
        sandbox.run("commit -m Mine");
        assertEquals("Bob", sandbox.git("log", "-1", "--format=%an"));
        assertTrue(sandbox.run("status").contains("cherry-pick"));
        sandbox.run("cherry-pick --continue");
        assertEquals("S3\nS2\nMine\nM\nFirst", sandbox.git("log", "--format=%s"));
        sandbox.agrees();
    }

    @Test
    void gitGoesOnWithPicksOfJolabAndTheOtherWayRound() throws Exception {
        sandbox.failure("cherry-pick -x side~2 side~1 side");
        solve();
        assertEquals("", sandbox.git("diff", "--check"));
        sandbox.git("-c", "core.editor=true", "cherry-pick", "--continue");
        assertEquals("S3\nS2\nS1\nM\nFirst", sandbox.git("log", "--format=%s"));
        assertEquals(3, sandbox.git("log", "--format=%b").lines().filter(line -> line.startsWith("(cherry picked from"))
            .count());
        sandbox.git("reset", "-q", "--hard", "HEAD~3");
        sandbox.tryGit("cherry-pick", "-x", "side~2", "side~1", "side");
        solve();
        sandbox.run("cherry-pick --continue");
        assertEquals("S3\nS2\nS1\nM\nFirst", sandbox.git("log", "--format=%s"));
        assertEquals(3, sandbox.git("log", "--format=%b").lines().filter(line -> line.startsWith("(cherry picked from"))
            .count());
        sandbox.git("reset", "-q", "--hard", "HEAD~3");
        sandbox.failure("cherry-pick side~1 side~2");
        // JGit's index has no times of change in it, which git reads anew.
        sandbox.git("status");
        sandbox.git("cherry-pick", "--abort");
        assertEquals("M\nFirst", sandbox.git("log", "--format=%s"));
        sandbox.tryGit("cherry-pick", "side~1", "side~2");
        sandbox.run("cherry-pick --abort");
        assertEquals("M\nFirst", sandbox.git("log", "--format=%s"));
        assertFalse(sandbox.exists(".git/sequencer") || sandbox.exists("s2.txt"));
        sandbox.tryGit("cherry-pick", "--strategy-option=patience", "side~2", "side");
        assertTrue(sandbox.failure("cherry-pick --continue").contains("!git cherry-pick --continue"));
        sandbox.run("cherry-pick --quit");
        sandbox.git("reset", "-q", "--hard");
        sandbox.agrees();
    }

    @Test
    void gitGoesOnWithARebaseOfJolabAndTheOtherWayRound() throws Exception {
        sandbox.git("branch", "again", "side");
        sandbox.git("switch", "-q", "side");
        sandbox.failure("rebase main");
        solve();
        sandbox.git("-c", "core.editor=true", "rebase", "--continue");
        assertEquals("S3 Bob\nS2 Bob\nS1 Bob\nM Bob\nFirst Ada Lovelace", sandbox.git("log", "--format=%s %an"));
        assertEquals("side", sandbox.git("branch", "--show-current"));
        sandbox.git("switch", "-q", "again");
        sandbox.tryGit("rebase", "main");
        solve();
        sandbox.run("rebase --continue");
        assertEquals("S3 Bob\nS2 Bob\nS1 Bob\nM Bob\nFirst Ada Lovelace", sandbox.git("log", "--format=%s %an"));
        assertEquals("again", sandbox.git("branch", "--show-current"));
        assertFalse(sandbox.exists(".git/rebase-merge"));
        sandbox.agrees();
    }

    @Test
    void aMergeIsNotTakenAlongNorTornApart() throws Exception {
        sandbox.git("branch", "other");
        sandbox.failure("merge side");
        for (var line : new String[] {"switch other", "switch -c fresh", "checkout other", "checkout -b fresh"}) {
            assertTrue(sandbox.failure(line).contains("%git merge --abort"), line);
        }
        solve();
        for (var line : new String[] {"switch other", "commit --amend -m x", "commit -m part a.txt"}) {
            assertTrue(sandbox.failure(line).contains("%git merge --abort"), line);
        }
        sandbox.run("commit -m joined");
        assertEquals(2, sandbox.git("log", "-1", "--format=%P").split(" ").length);
        sandbox.agrees();
        sandbox.git("reset", "-q", "--hard", "HEAD~1");
        sandbox.write("staged.txt", "s\n").git("add", "staged.txt");
        for (var line : new String[] {"merge side", "cherry-pick side", "revert HEAD", "cherry-pick -n side"}) {
            var failure = sandbox.failure(line);
            assertTrue(failure.contains("staged.txt"), line + ": " + failure);
        }
        assertEquals("A  staged.txt", sandbox.git("status", "--porcelain"));
        sandbox.git("rm", "-q", "--cached", "staged.txt");
        assertTrue(sandbox.failure("cherry-pick -n side~1 side").contains("!git cherry-pick -n"));
        sandbox.run("cherry-pick -n side");
        assertEquals("A  s3.txt\n?? staged.txt", sandbox.git("status", "--porcelain"));
    }

    @Test
    void aBranchThatIsCheckedOutStaysWhereItIs() throws Exception {
        sandbox.git("worktree", "add", "-q", "../tree", "-b", "elsewhere");
        var tip = sandbox.git("rev-parse", "main");
        assertTrue(sandbox.failure("branch -f main HEAD~1").contains("%git reset --hard"));
        for (var line : new String[] {"branch -f elsewhere HEAD~1", "branch -D elsewhere", "branch -m elsewhere x",
            "switch elsewhere", "switch -C elsewhere", "checkout elsewhere"}) {
            assertTrue(sandbox.failure(line).contains("/tree"), line);
        }
        sandbox.in("tree");
        assertTrue(sandbox.failure("branch -D main").contains("/r,"));
        assertTrue(sandbox.failure("branch -f elsewhere HEAD~1").contains("checked out"));
        sandbox.in("r");
        assertEquals(tip, sandbox.git("rev-parse", "main"));
        assertEquals(tip, sandbox.git("rev-parse", "elsewhere"));
        sandbox.git("worktree", "remove", "../tree");
        sandbox.run("branch -D elsewhere");
        sandbox.git("bisect", "start");
        sandbox.run("switch side");
        sandbox.agrees();
        sandbox.git("clone", "-q", "--bare", ".", "../bare.git");
        sandbox.git("-C", "../bare.git", "worktree", "add", "-q", "../of-bare", "-b", "own");
        sandbox.in("of-bare");
        sandbox.run("switch main");
        assertEquals("main", sandbox.git("branch", "--show-current"));
    }

    @Test
    void aNewFileInARenamedFolderIsTold() throws Exception {
        for (var i = 0; i < 3; i++) {
            commit("d", "d/" + i, ("line " + i + "\n").repeat(20));
        }
        sandbox.git("branch", "renamed");
        commit("new", "d/new", "new\n");
        sandbox.git("switch", "-q", "renamed");
        sandbox.git("mv", "d", "e");
        sandbox.git("commit", "-q", "-m", "renamed");
        sandbox.git("switch", "-q", "main");
        sandbox.run("merge renamed");
        assertTrue(sandbox.errors().contains("%git mv d/new e/new"), sandbox.errors());
        assertTrue(sandbox.run("show").contains("%git diff HEAD^1 HEAD"));
        sandbox.git("reset", "-q", "--hard", "HEAD~1");
        sandbox.git("switch", "-q", "renamed");
        sandbox.run("merge main");
        assertTrue(sandbox.errors().contains("%git mv d/new e/new"), sandbox.errors());
        sandbox.agrees();
        sandbox.git("branch", "twice");
        sandbox.git("mv", "e/0", "here");
        sandbox.git("commit", "-q", "-m", "here");
        sandbox.git("switch", "-q", "twice");
        sandbox.git("mv", "e/0", "there");
        sandbox.git("commit", "-q", "-m", "there");
        sandbox.run("merge renamed");
        assertTrue(sandbox.errors().contains("Both sides have renamed e/0"), sandbox.errors());
    }

    @Test
    void namesAndOptionsMeanWhatTheySay() throws Exception {
        sandbox.git("branch", "release@2", "side");
        assertEquals("S3", sandbox.run("log -1 --format=%s release@2"));
        assertEquals(sandbox.git("rev-parse", "main@{1}"), sandbox.run("rev-parse main@1"));
        for (var name : new String[] {"@{1}", "@~1", "@{-1}"}) {
            assertEquals(sandbox.git("rev-parse", name), sandbox.run("rev-parse " + name), name);
        }
        sandbox.git("config", "gpg.program", "/nowhere/gpg");
        assertTrue(sandbox.failure("tag -u KEY v1 -m x").contains("/nowhere/gpg"));
        assertTrue(sandbox.failure("tag --local-user=KEY v1 -m x").contains("/nowhere/gpg"));
        assertEquals("", sandbox.git("tag"));
        assertTrue(sandbox.failure("merge side main").contains("!git merge side main"));
        assertTrue(sandbox.failure("gc").contains("!git") && !sandbox.failure("gc").contains("Did you mean"));
        assertTrue(sandbox.failure("comit").contains("%git commit"));
        sandbox.git("switch", "-q", "--orphan", "none");
        sandbox.git("commit", "-q", "--allow-empty", "-m", "none");
        Files.deleteIfExists(sandbox.folder().resolve(".git/objects/4b/825dc642cb6eb9a060e54bf8d69288fbee4904"));
        assertTrue(sandbox.run("status").contains("On branch none"));
        Files.deleteIfExists(sandbox.folder().resolve(".git/objects/4b/825dc642cb6eb9a060e54bf8d69288fbee4904"));
        sandbox.run("switch main");
        assertEquals("main\n", sandbox.read("a.txt"));
        sandbox.agrees();
    }

    @Test
    void aMergeThatIsInterruptedIsTakenBack() throws Exception {
        sandbox.git("switch", "-q", "-c", "ahead");
        commit("attributes", ".gitattributes", "z.slow filter=slow\n");
        for (var name : new String[] {"a.txt", "fresh/b.txt", "z.slow"}) {
            commit("Ahead", name, "ahead\n");
        }
        sandbox.git("switch", "-q", "main");
        commit("On", "on.txt", "on\n");
        var started = sandbox.root().resolve("started");
        sandbox.write("dirty.txt", "mine\n");
        var head = sandbox.git("rev-parse", "HEAD");
        for (var line : new String[] {"merge ahead", "merge --ff-only ahead"}) {
            if (line.contains("ff")) {
                sandbox.git("switch", "-q", "--detach", "HEAD~1");
                head = sandbox.git("rev-parse", "HEAD");
            }
            Files.deleteIfExists(started);
            // A filter that a file's content has to pass, and that lets it wait; it ends with the test.
            var go = sandbox.root().resolve(line.contains("ff") ? "go2" : "go1");
            sandbox.git("config", "filter.slow.smudge", "touch '" + started + "'; while [ -d '" + sandbox.folder()
                + "' ] && [ ! -e '" + go + "' ]; do sleep 0.05; done; cat");
            var self = Thread.currentThread();
            var watcher = Thread.ofVirtual().start(() -> {
                for (var i = 0; i < 600 && !Files.exists(started); i++) {
                    java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                }
                self.interrupt();
            });
            assertThrows(InterruptedException.class, () -> sandbox.run(line), line);
            watcher.join();
            Files.writeString(go, "");
            for (var i = 0; i < 200 && (sandbox.exists(".git/MERGE_HEAD") || !sandbox.git("status", "--porcelain")
                    .equals("?? dirty.txt")); i++) {
                Thread.sleep(50);
            }
            assertEquals("?? dirty.txt", sandbox.git("status", "--porcelain"), line);
            assertEquals(head, sandbox.git("rev-parse", "HEAD"));
            assertFalse(sandbox.exists(".git/MERGE_HEAD") || sandbox.exists("fresh"), line);
        }
        sandbox.agrees();
    }

    @Test
    void whatJolabCannotReadIsForTheShellsGit() throws Exception {
        sandbox.git("init", "-q", "--object-format=sha256", "../sha");
        sandbox.in("sha");
        assertTrue(sandbox.failure("status").contains("!git"));
        sandbox.in("r");
        sandbox.write("nested/p", "precious").git("init", "-q", "nested");
        sandbox.git("-C", "nested", "commit", "-q", "--allow-empty", "-m", "nested");
        sandbox.write("u.txt", "u\n");
        var failure = sandbox.tell("stash -u");
        assertTrue(failure.contains("!git") || sandbox.exists("nested/p"), failure);
        sandbox.git("clean", "-ffdq");
        sandbox.git("update-index", "--split-index");
        failure = sandbox.tell("status");
        assertTrue(failure.contains("!git") || failure.contains("working tree clean"), failure);
        sandbox.git("update-index", "--no-split-index");
        sandbox.write("d/d", "d\n").write("e/e", "e\n").git("add", "-A");
        sandbox.git("commit", "-q", "-m", "folders");
        sandbox.git("sparse-checkout", "set", "--sparse-index", "d");
        failure = sandbox.tell("status");
        assertTrue(failure.contains("!git"), failure);
    }
}
