package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Git LFS; the program git-lfs is the witness. */
final class LargeFilesTest {

    @TempDir
    private Path root;

    private Sandbox sandbox;
    private HttpHost host;
    private final byte[] bytes = new byte[3 << 20];

    @BeforeEach
    void begin() throws Exception {
        sandbox = new Sandbox(root);
        sandbox.repository("origin");
        sandbox.in("home").git("clone", "-q", "--bare", "../origin", "../served/r.git");
        sandbox.in("served/r.git").git("config", "http.receivepack", "true");
        host = new HttpHost(sandbox.root().resolve("served"), null);
        new Random(5).nextBytes(bytes);
        sandbox.in("work");
    }

    @AfterEach
    void end() throws Exception {
        host.close();
        sandbox.close();
    }

    private void large() throws Exception {
        Files.write(sandbox.folder().resolve("big.bin"), bytes);
        sandbox.write("small.bin", "");
        sandbox.run("lfs track '*.bin'");
        sandbox.run("add -A");
        sandbox.run("commit -m large");
    }

    @Test
    void whatJolabPushesGitLfsReads() throws Exception {
        host.basic("ada", "s3cret");
        sandbox.answer("ada", "s3cret");
        sandbox.run("clone " + host.url("r.git"));
        sandbox.in("work/r");
        large();
        assertTrue(sandbox.git("cat-file", "blob", "HEAD:big.bin").startsWith("version https://git-lfs.github.com/"));
        sandbox.run("push");
        assertEquals(1, sandbox.prompts().size() / 2);
        sandbox.in("home").git("lfs", "install", "--skip-repo");
        Files.writeString(sandbox.home().resolve(".netrc"), "machine localhost login ada password s3cret\n");
        sandbox.in("work").git("clone", "-q", host.url("r.git"), "by-git");
        assertArrayEquals(bytes, Files.readAllBytes(sandbox.folder().resolve("by-git/big.bin")));
        sandbox.in("work/by-git");
        assertEquals("", sandbox.git("status", "--porcelain"));
        assertTrue(sandbox.git("lfs", "fsck").contains("OK"));
        assertEquals(sandbox.git("lfs", "ls-files"), sandbox.run("lfs ls-files"));
        sandbox.in("work/r").agrees();
    }

    @Test
    void whatGitLfsPushesJolabReads() throws Exception {
        sandbox.in("home").git("lfs", "install", "--skip-repo");
        sandbox.in("work").git("clone", "-q", host.url("r.git"), "by-git");
        sandbox.in("work/by-git").git("lfs", "track", "*.bin");
        Files.write(sandbox.folder().resolve("big.bin"), bytes);
        sandbox.git("add", "-A");
        sandbox.git("commit", "-q", "-m", "large");
        sandbox.git("push", "-q");
        sandbox.in("work").run("clone " + host.url("r.git"));
        sandbox.in("work/r");
        assertArrayEquals(bytes, Files.readAllBytes(sandbox.folder().resolve("big.bin")));
        sandbox.agrees();
        assertEquals("", sandbox.run("status -s"));
    }

    @Test
    void aLargeFileThatIsMissingLeavesItsPointer() throws Exception {
        sandbox.run("clone " + host.url("r.git"));
        sandbox.in("work/r");
        large();
        sandbox.run("push");
        var kept = sandbox.root().resolve("large");
        Files.move(kept, sandbox.root().resolve("away"));
        sandbox.in("work").run("clone " + host.url("r.git") + " other");
        assertTrue(sandbox.errors().contains("1 large file is not here"), sandbox.errors());
        sandbox.in("work/other");
        assertTrue(sandbox.read("big.bin").startsWith("version https://git-lfs"));
        assertEquals("", sandbox.run("status -s"));
        Files.delete(kept);
        Files.move(sandbox.root().resolve("away"), kept);
        sandbox.run("lfs pull");
        assertArrayEquals(bytes, Files.readAllBytes(sandbox.folder().resolve("big.bin")));
        sandbox.git("lfs", "install", "--skip-repo");
        sandbox.agrees();
    }

    @Test
    void anotherFolderGivesItsLargeFiles() throws Exception {
        sandbox.in("origin");
        large();
        sandbox.in("work").run("clone ../origin copy");
        assertArrayEquals(bytes, Files.readAllBytes(sandbox.folder().resolve("copy/big.bin")));
        sandbox.in("work/copy").git("lfs", "install", "--skip-repo");
        sandbox.agrees();
    }
}
