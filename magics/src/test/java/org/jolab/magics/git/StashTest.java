package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that is put away and brought back; git itself is the witness. */
final class StashTest {

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
    void stashPutsWorkAwayAndBringsItBack() throws Exception {
        sandbox.repository("r").write("a.txt", "changed\n").write("new.txt", "n\n");
        sandbox.run("stash push -m 'half done' -u");
        assertEquals("", sandbox.git("status", "--porcelain"));
        assertEquals("stash@{0}: On main: half done", sandbox.run("stash list"));
        assertEquals(sandbox.git("stash", "list"), sandbox.run("stash list"));
        assertTrue(sandbox.run("stash show").contains("a.txt"));
        sandbox.run("stash pop");
        assertEquals(" M a.txt\n?? new.txt", sandbox.git("status", "--porcelain"));
        assertEquals("changed\n", sandbox.read("a.txt"));
        sandbox.run("add new.txt");
        sandbox.run("stash");
        sandbox.run("stash apply 0");
        assertEquals(" M a.txt\nA  new.txt", sandbox.git("status", "--porcelain"));
        sandbox.run("stash drop stash@{0}");
        assertEquals("", sandbox.git("stash", "list"));
        assertTrue(sandbox.failure("stash pop").contains("there is no stash"));
        sandbox.agrees();
    }

    @Test
    void aStashThatConflictsIsKeptAndItsFilesAreToBeSolved() throws Exception {
        sandbox.repository("r").write("a.txt", "mine\n").write("new.txt", "n\n").run("stash -u");
        sandbox.write("a.txt", "theirs\n").run("commit -am other");
        var failure = sandbox.failure("stash pop");
        assertTrue(failure.contains("both modified:   a.txt") && failure.contains("%git stash drop 0"), failure);
        assertEquals("UU a.txt\n?? new.txt", sandbox.git("status", "--porcelain"));
        assertTrue(sandbox.read("a.txt").contains("theirs\n=======\nmine\n"), sandbox.read("a.txt"));
        assertEquals(1, sandbox.git("stash", "list").lines().count());
        sandbox.agrees();
    }

    @Test
    void aStashThatFindsOtherChangesChangesNothing() throws Exception {
        sandbox.repository("r").write("a.txt", "mine\n").write("staged.txt", "s\n").git("add", "staged.txt");
        sandbox.write("new.txt", "n\n").run("stash -u");
        sandbox.write("a.txt", "dirty\n").write("b.txt", "b\n");
        var failure = sandbox.failure("stash pop");
        assertTrue(failure.contains("a.txt") && failure.contains("%git commit") && failure.contains("!git stash pop"),
            failure);
        assertEquals(" M a.txt\n?? b.txt", sandbox.git("status", "--porcelain"));
        sandbox.git("checkout", "-q", "a.txt");
        sandbox.write("new.txt", "precious\n");
        assertTrue(sandbox.failure("stash pop").contains("Move them away"));
        assertEquals("precious\n", sandbox.read("new.txt"));
        assertEquals(1, sandbox.git("stash", "list").lines().count());
        assertTrue(sandbox.failure("stash -p").contains("!git stash push -p"));
        assertEquals("?? b.txt\n?? new.txt", sandbox.git("status", "--porcelain"));
        sandbox.agrees();
    }
}
