package org.jolab.magics.git;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same operation by {@code %git} and by git, in two copies of a repository: both come to the same end. */
final class OracleTest {

    @TempDir
    private Path root;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = new Sandbox(root);
        sandbox.repository("r").write("run.sh", "#!/bin/sh\necho one\necho two\necho three\n")
            .write("dir/b.txt", "b\n").write("win.txt", "a\r\nb\r\nc\r\n");
        sandbox.folder().resolve("run.sh").toFile().setExecutable(true);
        sandbox.git("add", "-A");
        sandbox.git("commit", "-q", "-m", "Second");
    }

    @AfterEach
    void end() throws Exception {
        sandbox.close();
    }

    /** Commits, on a branch of that name, what {@code change} does. */
    private void on(String branch, Change change) throws Exception {
        if (!sandbox.git("branch", "--show-current").equals(branch)) {
            sandbox.tryGit("branch", branch, "main");
            sandbox.git("switch", "-q", branch);
        }
        change.run();
        sandbox.git("add", "-A");
        sandbox.git("commit", "-q", "-m", "On " + branch + " " + sandbox.git("rev-list", "--count", "HEAD"));
    }

    /** Something that changes files. */
    @FunctionalInterface
    private interface Change {

        void run() throws Exception;
    }

    @Test
    void whatIsStagedAndCommittedIsTheSame() throws Exception {
        sandbox.write("a.txt", "changed\n").write("new/x.txt", "x\n").write("run.sh", "#!/bin/sh\n");
        sandbox.both("add -A").both("commit -m Third").both("mv a.txt dir/c.txt").both("rm dir/b.txt")
            .both("commit --amend -m 'Third, again'").both("restore --source HEAD~1 -SW dir/b.txt")
            .both("reset -- dir/b.txt").both("checkout HEAD~1 -- .").both("reset --soft HEAD~1")
            .both("reset --hard").both("tag light").both("tag -a -m 'With words' heavy HEAD~1").both("tag -d light")
            .both("config user.name Grace").both("commit --allow-empty -m Empty").both("branch one HEAD~1")
            .both("branch -m one two").both("branch -f main HEAD~1").both("branch -f two HEAD").both("branch -D two")
            .both("switch -c three").both("checkout --detach HEAD~1").both("switch three").both("clean -fd");
        sandbox.agrees();
    }

    @Test
    void mergesAreTheSame() throws Exception {
        on("side", () -> {
            sandbox.write("win.txt", "A\r\nb\r\nc\r\n").write("dir/s.txt", "s\n")
                .write("link", "x").folder().resolve("run.sh").toFile().setExecutable(false);
        });
        on("clash", () -> sandbox.write("a.txt", "one\n2\nthree\n").write("both.txt", "theirs\n")
            .git("rm", "-q", "dir/b.txt"));
        on("binary", () -> sandbox.write("bin", "\0theirs"));
        on("main", () -> sandbox.write("run.sh", "#!/bin/sh\necho one\necho two\necho 3\n")
            .write("win.txt", "a\r\nb\r\nC\r\n"));
        sandbox.both("merge -m joined side");
        on("main", () -> sandbox.write("a.txt", "one\ntwo!\nthree\n").write("both.txt", "ours\n")
            .write("dir/b.txt", "ours\n").write("bin", "\0ours"));
        sandbox.both("merge -m clash clash").both("switch side").both("commit --amend -m no").both("merge --abort");
        sandbox.both("merge -m binary binary").both("checkout --theirs bin").both("add bin").both("commit -m binary");
        sandbox.git("branch", "ahead");
        on("ahead", () -> sandbox.write("ahead.txt", "x\n"));
        sandbox.git("switch", "-q", "main");
        sandbox.both("merge --no-ff -m 'No ff' ahead").both("reset --hard HEAD~1").both("merge --squash ahead")
            .both("reset --hard").write("staged.txt", "s\n").git("add", "staged.txt");
        sandbox.both("merge clash").both("merge ahead").both("merge --ff-only clash");
        sandbox.git("checkout", "-q", "--orphan", "alien");
        sandbox.git("commit", "-q", "-m", "alien");
        sandbox.git("switch", "-q", "main");
        sandbox.both("merge alien").both("merge --allow-unrelated-histories -m alien alien");
        sandbox.agrees();
    }

    @Test
    void picksAndRevertsAreTheSame() throws Exception {
        on("side", () -> sandbox.write("s1.txt", "1\n").folder().resolve("run.sh").toFile().setExecutable(false));
        on("side", () -> sandbox.write("a.txt", "one\nside\nthree\n").write("s2.txt", "2\n"));
        on("side", () -> sandbox.write("s3.txt", "3\n"));
        on("side", () -> sandbox.write("a.txt", "one\nside again\nthree\n"));
        on("main", () -> sandbox.write("run.sh", "#!/bin/sh\necho one\necho two\necho 3\n")
            .write("a.txt", "one\nmain\nthree\n"));
        sandbox.git("branch", "here");
        sandbox.both("cherry-pick -x side~3").both("revert HEAD").both("cherry-pick main..side")
            .both("cherry-pick --abort").both("cherry-pick side~2 side~1 side").write("a.txt", "one\nsolved\nthree\n")
            .both("add a.txt").both("cherry-pick --continue").both("cherry-pick --skip").both("revert HEAD~2..")
            .both("cherry-pick side~2 side~1").write("a.txt", "solved again\n").both("add a.txt")
            .both("commit -m 'Picked by commit'")
            .both("cherry-pick --continue").both("revert HEAD~1 HEAD").write("staged.txt", "s\n").both("add -A")
            .both("cherry-pick side~3").both("revert HEAD");
        sandbox.agrees();
    }

    @Test
    void rebasesAndStashesAreTheSame() throws Exception {
        on("side", () -> sandbox.write("s1.txt", "1\n"));
        on("side", () -> sandbox.write("a.txt", "one\nside\nthree\n"));
        on("main", () -> sandbox.write("m.txt", "m\n"));
        sandbox.git("branch", "fit", "side");
        sandbox.git("switch", "-q", "fit");
        sandbox.both("rebase main");
        on("main", () -> sandbox.write("a.txt", "one\nmain\nthree\n"));
        sandbox.git("switch", "-q", "side");
        sandbox.both("rebase main").both("rebase --abort").both("rebase main").write("a.txt", "solved\n")
            .both("add a.txt").both("rebase --continue");
        sandbox.write("a.txt", "work\n").write("new.txt", "n\n").git("add", "new.txt");
        sandbox.both("stash").both("stash pop").write("u.txt", "u\n").both("stash -u").both("stash apply")
            .both("stash drop").both("reset --hard").both("clean -f").write("a.txt", "mine\n").write("b.txt", "b\n")
            .git("add", "b.txt");
        sandbox.both("stash push -m words").write("a.txt", "other\n").both("stash pop").both("commit -am other")
            .both("stash pop").both("stash list");
        sandbox.agrees();
    }
}
