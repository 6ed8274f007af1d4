package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fetching, pulling and pushing do where they could lose something, or go elsewhere than git would. */
final class RemoteStatesTest {

    @TempDir
    private Path root;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = new Sandbox(root);
        sandbox.repository("origin");
        sandbox.in("").git("clone", "-q", "--bare", "origin", "bare.git");
        sandbox.git("clone", "-q", "bare.git", "mine");
        sandbox.git("clone", "-q", "bare.git", "theirs");
        sandbox.in("mine");
    }

    @AfterEach
    void end() throws Exception {
        sandbox.close();
    }

    private void theyPush(String name) throws Exception {
        sandbox.in("theirs").write(name, name).git("add", "-A");
        sandbox.git("commit", "-q", "-m", name);
        sandbox.git("push", "-q");
        sandbox.in("mine");
    }

    @Test
    void aPullIntoABranchWithoutCommitsLeavesWhatIsThere() throws Exception {
        sandbox.in("").git("init", "-q", "fresh");
        sandbox.in("fresh").git("remote", "add", "origin", "../bare.git");
        sandbox.write("a.txt", "mine, never added");
        assertTrue(sandbox.failure("pull origin main").contains("a.txt"));
        assertEquals("mine, never added", sandbox.read("a.txt"));
        Files.delete(sandbox.folder().resolve("a.txt"));
        sandbox.write("staged", "s").git("add", "staged");
        assertTrue(sandbox.failure("pull origin main").contains("staged"));
        sandbox.git("rm", "-q", "--cached", "staged");
        sandbox.run("pull origin main");
        assertEquals("one\ntwo\nthree\n", sandbox.read("a.txt"));
        assertEquals("?? staged", sandbox.git("status", "--porcelain"));
        sandbox.agrees();
    }

    @Test
    void aDryPullJoinsNothingAndAFetchDoesNotMoveWhatIsCheckedOut() throws Exception {
        theyPush("new");
        var head = sandbox.git("rev-parse", "HEAD");
        sandbox.run("pull --dry-run");
        assertEquals(head, sandbox.git("rev-parse", "HEAD"));
        assertTrue(sandbox.failure("fetch origin refs/heads/main:refs/heads/main").contains("checked out"));
        assertTrue(sandbox.failure("fetch origin main:main").contains("checked out"));
        assertEquals("", sandbox.git("status", "--porcelain"));
        sandbox.run("fetch origin main:copy");
        assertEquals(sandbox.in("theirs").git("rev-parse", "HEAD"), sandbox.in("mine").git("rev-parse", "copy"));
    }

    @Test
    void aLeaseHoldsForEachBranchOfAll() throws Exception {
        theyPush("new");
        var theirs = sandbox.in("theirs").git("rev-parse", "HEAD");
        sandbox.in("mine").git("commit", "-q", "--allow-empty", "-m", "mine");
        sandbox.git("branch", "other");
        var failure = sandbox.failure("push --all --force-with-lease");
        assertTrue(failure.contains("The branch main") && failure.contains("Pushed all the same: other"), failure);
        assertEquals(theirs, sandbox.in("bare.git").git("rev-parse", "main"));
        sandbox.in("mine").run("fetch");
        sandbox.run("push --all --force-with-lease");
        assertEquals(sandbox.git("rev-parse", "main"), sandbox.in("bare.git").git("rev-parse", "main"));
    }

    @Test
    void pushesGoWhereTheSettingsSay() throws Exception {
        sandbox.in("").git("init", "-q", "--bare", "fork.git");
        sandbox.in("mine").git("remote", "add", "fork", "../fork.git");
        sandbox.git("config", "remote.pushDefault", "fork");
        sandbox.git("commit", "-q", "--allow-empty", "-m", "mine");
        sandbox.run("push");
        assertEquals(sandbox.git("rev-parse", "HEAD"), sandbox.in("fork.git").git("rev-parse", "main"));
        sandbox.in("mine").git("config", "branch.main.pushRemote", "origin");
        sandbox.run("push");
        assertEquals(sandbox.git("rev-parse", "HEAD"), sandbox.in("bare.git").git("rev-parse", "main"));
    }

    @Test
    void aBranchMayFollowAnotherOneHere() throws Exception {
        sandbox.git("switch", "-q", "-c", "topic", "--track", "main");
        sandbox.git("commit", "-q", "--allow-empty", "-m", "t");
        sandbox.git("switch", "-q", "main");
        sandbox.git("commit", "-q", "--allow-empty", "-m", "m");
        sandbox.git("switch", "-q", "topic");
        assertEquals("Nothing new.", sandbox.run("fetch"));
        sandbox.run("pull --no-rebase");
        assertEquals("", sandbox.git("log", "--oneline", "topic..main"));
    }

    @Test
    void aPullRebasesMergesIfThatIsWishedAndNothingInteractively() throws Exception {
        theyPush("new");
        sandbox.git("switch", "-q", "-c", "side");
        sandbox.write("side", "s").git("add", "-A");
        sandbox.git("commit", "-q", "-m", "side");
        sandbox.git("switch", "-q", "main");
        sandbox.write("mine", "m").git("add", "-A");
        sandbox.git("commit", "-q", "-m", "mine");
        sandbox.git("merge", "-q", "--no-edit", "side");
        var head = sandbox.git("rev-parse", "HEAD");
        assertTrue(sandbox.failure("pull --rebase=interactive").contains("editor"));
        assertEquals(head, sandbox.git("rev-parse", "HEAD"));
        sandbox.git("config", "pull.rebase", "merges");
        sandbox.run("pull");
        assertEquals("1", sandbox.git("rev-list", "--merges", "--count", "origin/main..HEAD"));
        assertEquals("0", sandbox.git("rev-list", "--count", "HEAD..origin/main"));
        sandbox.agrees();
    }

    @Test
    void noPasswordOfAnAddressIsKeptOrTold() throws Exception {
        for (var address : new String[] {"https://u:s3cret@h.invalid/r", "HTTPS://u:s3cret@h.invalid/r",
            "https://u:a@s3cret@h.invalid/r", "ssh://u:s3cret@h.invalid/r"}) {
            sandbox.tryGit("remote", "remove", "x");
            sandbox.run("remote add x " + address);
            assertTrue(sandbox.errors().contains("password"), sandbox.errors());
            sandbox.run("config remote.x.url " + address);
            assertTrue(sandbox.errors().contains("password"), sandbox.errors());
            assertFalse(sandbox.read(".git/config").contains("s3cret"), address);
            for (var command : new String[] {"remote ad x " + address, "pull " + address, "push " + address + " nope",
                "submodule ad " + address}) {
                assertFalse(sandbox.failure(command).contains("s3cret"), command);
                assertFalse(sandbox.errors().contains("s3cret"), command);
            }
        }
    }

    @Test
    void settingsOfOneFileStayInIt() throws Exception {
        sandbox.git("config", "--global", "x.y", "global");
        sandbox.run("config --add x.y one");
        assertEquals("one", sandbox.git("config", "--local", "--get-all", "x.y"));
        assertEquals("one", sandbox.run("config --local x.y"));
        sandbox.run("config --add x.y two");
        assertTrue(sandbox.failure("config x.y three").contains("2 values"));
        assertEquals("one\ntwo", sandbox.git("config", "--local", "--get-all", "x.y"));
    }

    @Test
    void settingsForSomeRepositoriesHoldInThoseAlone() throws Exception {
        var home = sandbox.root().resolve("home");
        Files.writeString(home.resolve("work.config"), "[user]\n\temail = ada@work.example\n");
        Files.writeString(home.resolve("topic.config"), "[user]\n\tname = Ada on a topic\n");
        Files.writeString(home.resolve(".gitconfig"), Files.readString(home.resolve(".gitconfig"))
            + "[includeIf \"gitdir:" + sandbox.root() + "/mi*/\"]\n\tpath = ~/work.config\n"
            + "[includeIf \"onbranch:topic/\"]\n\tpath = topic.config\n");
        for (var name : new String[] {"mine", "theirs"}) {
            sandbox.in(name).git("switch", "-q", "-c", "topic/x");
            assertEquals(sandbox.git("config", "user.email"), sandbox.run("config user.email"));
            sandbox.run("commit --allow-empty -m x");
            var byUs = sandbox.git("log", "-1", "--format=%an %ae");
            sandbox.git("commit", "-q", "--allow-empty", "-m", "y");
            assertEquals(sandbox.git("log", "-1", "--format=%an %ae"), byUs);
            sandbox.git("switch", "-q", "main");
            assertEquals(sandbox.git("config", "user.name"), sandbox.run("config user.name"));
        }
        assertEquals("ada@example.com", sandbox.run("config user.email"));
        assertEquals("ada@work.example", sandbox.in("mine").run("config user.email"));
        sandbox.run("config --global x.y z");
        assertFalse(Files.readString(home.resolve(".gitconfig")).contains("work.example"));
    }

    @Test
    void whatIsNotDoneIsSaidAndNotPassedOver() throws Exception {
        sandbox.git("config", "x.y", "1k");
        assertEquals("1024", sandbox.run("config --int x.y"));
        assertTrue(sandbox.failure("config --show-origin x.y").contains("!git "));
        assertTrue(sandbox.failure("fetch --recurse-submodules").contains("%git submodule update"));
        sandbox.run("fetch --recurse-submodules=no");
        assertTrue(sandbox.failure("clone --recurse-submodules=lib ../bare.git x")
            .contains("submodule update --init lib"));
        sandbox.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
            sandbox.root().resolve("bare.git").toString(), "lib/in");
        assertTrue(sandbox.failure("mv lib other").contains("!git mv"));
        sandbox.in("").run("clone --bare bare.git second.git");
        sandbox.git("clone", "-q", "--bare", "bare.git", "third.git");
        assertEquals(sandbox.in("third.git").tryGit("config", "--get-all", "remote.origin.fetch"),
            sandbox.in("second.git").tryGit("config", "--get-all", "remote.origin.fetch"));
    }
}
