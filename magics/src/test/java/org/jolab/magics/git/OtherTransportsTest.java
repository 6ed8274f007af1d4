package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories in other folders and behind git's daemon; submodules; interrupts. */
final class OtherTransportsTest {

    @TempDir
    private Path root;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = new Sandbox(root);
        sandbox.repository("origin");
        sandbox.in("work");
    }

    @AfterEach
    void end() throws Exception {
        sandbox.close();
    }

    @Test
    void aFolderIsAnAddressToo() throws Exception {
        sandbox.run("clone ../origin copy");
        sandbox.in("work/copy").agrees();
        sandbox.write("x", "x").run("add -A");
        sandbox.run("commit -m x");
        assertTrue(sandbox.failure("push").contains("working tree"));
        sandbox.run("push origin HEAD:other");
        assertEquals(sandbox.git("rev-parse", "HEAD"), sandbox.in("origin").git("rev-parse", "other"));
        sandbox.in("work").run("clone --bare file://" + sandbox.root().resolve("origin") + " bare.git");
        assertEquals("true", sandbox.in("work/bare.git").git("rev-parse", "--is-bare-repository"));
        sandbox.in("work").run("clone -o upstream ../origin third");
        assertEquals("upstream", sandbox.in("work/third").git("remote"));
    }

    @Test
    void gitsDaemonServesAnybody() throws Exception {
        sandbox.in("home").git("clone", "-q", "--bare", "../origin", "../served/r.git");
        var port = SshHost.freePort();
        var daemon = new ProcessBuilder("git", "daemon", "--reuseaddr", "--listen=127.0.0.1", "--port=" + port,
            "--base-path=" + sandbox.root().resolve("served"), "--export-all", "--enable=receive-pack")
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            SshHost.awaitAnswer(port, daemon, sandbox.root().resolve("none"));
            sandbox.in("work").run("clone git://127.0.0.1:" + port + "/r.git");
            sandbox.in("work/r").write("x", "x").run("add -A");
            sandbox.run("commit -m x");
            sandbox.run("push");
            sandbox.agrees();
            assertEquals(sandbox.git("rev-parse", "HEAD"), sandbox.in("served/r.git").git("rev-parse", "main"));
            assertTrue(sandbox.in("work").failure("clone git://127.0.0.1:" + port + "/nothing.git")
                .contains("There is no repository "));
        } finally {
            daemon.descendants().forEach(ProcessHandle::destroy);
            daemon.destroy();
            daemon.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void submodulesComeAlongIfAsked() throws Exception {
        sandbox.repository("inner");
        sandbox.in("origin").git("submodule", "--quiet", "add", sandbox.root().resolve("inner").toString(), "lib/in");
        sandbox.git("commit", "-q", "-m", "with inner");
        sandbox.in("work").run("clone ../origin plain");
        assertFalse(sandbox.exists("plain/lib/in/a.txt"));
        sandbox.in("work/plain");
        assertTrue(sandbox.run("submodule").startsWith("-"));
        assertTrue(sandbox.run("submodule update --init").contains("Submodule path 'lib/in': checked out '"));
        assertTrue(sandbox.exists("lib/in/a.txt"));
        sandbox.agrees();
        sandbox.in("work").run("clone --recurse-submodules ../origin all");
        assertTrue(sandbox.exists("all/lib/in/a.txt"));
        sandbox.in("work/all").agrees();
        assertEquals(sandbox.git("submodule", "status").replaceAll(" \\(.*\\)", ""), sandbox.run("submodule status"));
        sandbox.in("work/all/lib/in").write("a.txt", "other\n").git("commit", "-qam", "inner work");
        sandbox.in("work/all");
        assertEquals(sandbox.git("status", "--porcelain"), sandbox.run("status --porcelain"));
    }

    @Test
    void aSubmoduleIsAddedAsGitDoes() throws Exception {
        sandbox.repository("inner");
        sandbox.repository("outer");
        sandbox.run("submodule add " + sandbox.root().resolve("inner") + " lib/in");
        sandbox.agrees();
        assertEquals("A  .gitmodules\nA  lib/in", sandbox.git("status", "--porcelain"));
        sandbox.run("commit -m 'With a library'");
        sandbox.in("work").git("clone", "-q", "--recurse-submodules", "../outer", "by-git");
        assertTrue(sandbox.exists("by-git/lib/in/a.txt"));
    }

    /** Interrupts {@code work} as a cell is, again and again, when {@code isTime}; returns how long it then took. */
    private static long interrupted(Callable<?> work, Callable<Boolean> isTime) throws Exception {
        var cell = new Thread(() -> assertThrows(InterruptedException.class, work::call));
        var failures = new java.util.concurrent.atomic.AtomicReference<Throwable>();
        cell.setUncaughtExceptionHandler((_, e) -> failures.set(e));
        cell.start();
        for (var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30); !isTime.call(); Thread.sleep(10)) {
            assertTrue(System.nanoTime() < end && cell.isAlive(), () -> "it never came to that: " + failures.get());
        }
        var start = System.nanoTime();
        while (cell.isAlive()) {
            cell.interrupt();
            cell.join(20);
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20), "it does not end");
        }
        if (failures.get() != null) {
            throw new AssertionError(failures.get());
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private void await(Callable<Boolean> condition) throws Exception {
        for (var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10); !condition.call(); Thread.sleep(20)) {
            assertTrue(System.nanoTime() < end, "it stays");
        }
    }

    @Test
    void anInterruptedCloneLeavesNothing() throws Exception {
        sandbox.in("origin");
        var bytes = new byte[8 << 20];
        new Random(2).nextBytes(bytes);
        Files.write(sandbox.folder().resolve("big"), bytes);
        sandbox.git("add", "-A");
        sandbox.git("commit", "-q", "-m", "big");
        sandbox.in("home").git("clone", "-q", "--bare", "../origin", "../served/r.git");
        sandbox.in("work");
        Files.createDirectories(sandbox.folder().resolve("empty"));
        try (var host = new HttpHost(sandbox.root().resolve("served"), null).slow(20)) {
            for (var folder : List.of("fresh/deep", "empty")) {
                var pack = sandbox.folder().resolve(folder).resolve(".git/objects/pack");
                var took = interrupted(() -> sandbox.run("clone " + host.url("r.git") + " " + folder), () ->
                    Files.isDirectory(pack) && host.requests().stream().anyMatch(request ->
                        request.startsWith("POST")));
                assertTrue(took < 2000, () -> took + " ms");
                await(() -> folder.equals("empty") ? sandbox.exists("empty") && isEmpty("empty")
                    : !sandbox.exists("fresh"));
                host.requests().clear();
            }
        }
    }

    private boolean isEmpty(String name) throws IOException {
        try (var files = Files.list(sandbox.folder().resolve(name))) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void aServerThatIsSilentCanBeInterrupted() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            for (var scheme : List.of("git", "http", "ssh")) {
                var start = System.nanoTime();
                var took = interrupted(() -> sandbox.run("clone " + scheme + "://127.0.0.1:" + silent.getLocalPort()
                    + "/r.git"), () -> System.nanoTime() - start > 700_000_000);
                assertTrue(took < 2000, () -> scheme + ": " + took + " ms");
                await(() -> !sandbox.exists("r"));
            }
        }
    }

    @Test
    void anInterruptedFetchLeavesNoLock() throws Exception {
        sandbox.in("home").git("clone", "-q", "--bare", "../origin", "../served/r.git");
        sandbox.in("home").git("clone", "-q", "../served/r.git", "../work/r");
        sandbox.in("origin");
        var bytes = new byte[8 << 20];
        new Random(3).nextBytes(bytes);
        Files.write(sandbox.folder().resolve("big"), bytes);
        sandbox.git("add", "-A");
        sandbox.git("commit", "-q", "-m", "big");
        sandbox.git("push", "-q", "../served/r.git", "main");
        sandbox.in("work/r");
        try (var host = new HttpHost(sandbox.root().resolve("served"), null).slow(20)) {
            sandbox.git("remote", "set-url", "origin", host.url("r.git"));
            interrupted(() -> sandbox.run("pull"), () -> host.requests().stream().filter(request ->
                request.startsWith("POST")).count() > 1);
            await(() -> sandbox.locks().isEmpty());
            sandbox.agrees();
            host.slow(0);
            sandbox.run("pull");
            assertTrue(sandbox.exists("big"));
            sandbox.agrees();
        }
    }
}
