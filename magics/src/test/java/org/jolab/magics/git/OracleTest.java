package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.jolab.api.UsageError;
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
            .both("switch -c three").both("checkout --detach HEAD~1").both("switch three");
        sandbox.write("junk/x.log", "ignored\n").write("junk/x", "x\n").write(".gitignore", "*.log\n");
        sandbox.both("add .gitignore").both("clean -f").both("clean -fd").both("clean -fdx");
        shell("git init -q ../inner; git -C ../inner commit -q --allow-empty -m one; git submodule -q add ../inner "
            + "lib; git commit -q -m lib; git -C lib commit -q --allow-empty -m two");
        sandbox.both("stash").both("add lib").both("commit -m lib").both("reset --hard HEAD~1");
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
            .both("add a.txt").both("rebase --continue").both("reset --hard ORIG_HEAD").both("rebase main")
            .write("a.txt", "solved\n").both("add a.txt").both("commit -m 'Ended by commit'").both("rebase --continue");
        sandbox.write("a.txt", "work\n").write("new.txt", "n\n").git("add", "new.txt");
        sandbox.both("stash").both("stash pop").write("u.txt", "u\n").both("stash -u").both("stash apply")
            .both("stash drop").both("reset --hard").both("clean -f").write("a.txt", "mine\n").write("b.txt", "b\n")
            .git("add", "b.txt");
        sandbox.both("stash push -m words").write("a.txt", "other\n").both("stash pop").both("commit -am other")
            .both("stash pop").both("stash list");
        sandbox.agrees();
    }

    private void shell(String script) throws Exception {
        sandbox.execute(List.of("sh", "-c", script), 0);
    }

    @Test
    void stashesOfAllKindsOfFilesAreTheSame() throws Exception {
        shell("chmod -x run.sh; rm dir/b.txt; ln -s nowhere link; mkdir deep; echo d > deep/d; chmod +x deep/d; "
            + "echo s > staged; git add staged; git init -q nested; git -C nested commit -q --allow-empty -m n");
        sandbox.both("stash -u").both("stash pop").both("stash -u").both("stash pop --index");
        shell("rm -rf nested; git add -A; echo more >> staged; git rm -q --cached a.txt; echo gone > gone; "
            + "git add gone; rm gone");
        sandbox.both("stash").both("stash pop");
        shell("git add -A; git commit -q -m kinds; echo x >> a.txt");
        sandbox.both("stash");
        shell("echo y >> staged; git add staged; echo new > new; git add new; echo z >> win.txt");
        sandbox.both("stash pop").both("reset --hard");
        shell("echo x > a.txt; git stash -q; echo y > a.txt; git commit -qam y; echo z >> staged; echo w >> win.txt");
        sandbox.both("stash pop");
        sandbox.agrees();
    }

    @Test
    void branchesAreLeftTheSame() throws Exception {
        on("side", () -> sandbox.write("s.txt", "s\n").write("a.txt", "side\n"));
        sandbox.git("switch", "-q", "main");
        sandbox.write("win.txt", "dirty\n").write("u.txt", "u\n").both("switch side").both("switch main")
            .write("s.txt", "in the way\n").both("switch side").both("switch -f side").both("checkout -B main HEAD~1")
            .both("switch -C side main").both("branch -D main").both("checkout --orphan lone").both("commit -m lone")
            .both("switch --orphan none").both("switch side").both("checkout HEAD -- a.txt");
        shell("git switch -q -c typed; rm a.txt; ln -s x a.txt; git add -A; git commit -q -m typed; "
            + "git switch -q side; mkdir d; echo d > d/d; git add -A; git commit -q -m d; git switch -q typed; "
            + "echo d > d; git add d; git commit -q -m file; git switch -q side");
        sandbox.both("merge -m typed typed~1").both("switch typed").both("switch side");
        assertThrows(UsageError.class, () -> sandbox.run("merge typed"));
        sandbox.run("merge --abort");
        sandbox.agrees();
    }

    @Test
    void modesLineEndsAndMergesAreTheSameWhenRebased() throws Exception {
        shell("git switch -q -c side; chmod -x run.sh; git commit -qam mode; echo z > z; git add z; "
            + "git commit -q -m z; echo 'echo four' >> run.sh; git commit -qam four; git switch -q -c fork HEAD~1; "
            + "echo f > f; git add f; git commit -q -m f; git switch -q side; git merge -q --no-ff -m joined fork; "
            + "git branch again; git switch -q main; sed -i 's/echo one/echo 1/' run.sh; git commit -qam one");
        sandbox.both("rebase main side").both("switch again").both("rebase --rebase-merges main").both("switch main");
        shell("git config core.autocrlf true; printf 'a\\r\\nb\\r\\nc\\r\\n' > w; git add w; git commit -q -m w; "
            + "git switch -q -c ends; sed -i s/^a/A/ w; git commit -qam A; git switch -q main; sed -i s/^c/C/ w; "
            + "git commit -qam C; git switch -q -c clash; sed -i s/^a/X/ w; git commit -qam X; git switch -q main");
        sandbox.both("merge -m ends ends").both("merge -m clash clash").both("merge --abort").both("cherry-pick clash")
            .both("cherry-pick --abort").both("merge -X ours -m ours clash").both("reset --hard HEAD~1")
            .both("merge -X theirs -m theirs clash").both("revert HEAD~2").both("revert --abort");
        sandbox.agrees();
    }
}
