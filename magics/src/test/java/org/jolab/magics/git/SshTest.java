package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories behind OpenSSH's server: keys, passphrases, the agent, hosts that nobody knows yet. */
final class SshTest {

    @TempDir
    private Path root;

    private Sandbox sandbox;
    private Path ssh;

    @BeforeEach
    void begin() throws Exception {
        sandbox = new Sandbox(root);
        sandbox.repository("origin");
        sandbox.in("home").git("clone", "-q", "--bare", "../origin", "../served/r.git");
        sandbox.in("work");
        ssh = sandbox.home().resolve(".ssh");
        Files.createDirectories(ssh);
    }

    @AfterEach
    void end() throws Exception {
        sandbox.close();
    }

    private SshHost host(String key) throws Exception {
        return new SshHost(sandbox.root().resolve("sshd"), ssh.resolve(key + ".pub"));
    }

    private Path repository() {
        return sandbox.root().resolve("served/r.git");
    }

    @Test
    void anUnknownHostIsAskedAboutAndThenKnown() throws Exception {
        SshHost.keygen(ssh.resolve("id_ed25519"), "ed25519", "");
        try (var host = host("id_ed25519")) {
            sandbox.answer("no", "no");
            sandbox.failure("clone " + host.url(repository()));
            assertFalse(sandbox.exists("r"));
            sandbox.answer("yes", "yes");
            sandbox.run("clone " + host.url(repository()));
            assertTrue(sandbox.prompts().getFirst().contains("127.0.0.1")
                && sandbox.prompts().getFirst().contains("SHA256:"), sandbox.prompts()::toString);
            assertTrue(Files.readString(ssh.resolve("known_hosts")).contains("[127.0.0.1]:" + host.port()));
            sandbox.answer();
            sandbox.in("work/r").write("x.txt", "x\n").run("add -A");
            sandbox.run("commit -m x");
            sandbox.run("push");
            sandbox.agrees();
            assertEquals(sandbox.git("rev-parse", "HEAD"), sandbox.in("served/r.git").git("rev-parse", "main"));
        }
    }

    @Test
    void withoutAnybodyToAskAnUnknownHostIsRefused() throws Exception {
        SshHost.keygen(ssh.resolve("id_rsa"), "rsa", "");
        try (var host = host("id_rsa")) {
            var failure = sandbox.failure("clone " + host.url(repository()));
            assertTrue(failure.contains("Nobody can be asked") && failure.contains("ssh-keyscan"), failure);
            assertFalse(sandbox.exists("r"));
            Files.writeString(ssh.resolve("known_hosts"), host.knownHost());
            sandbox.run("clone " + host.url(repository()));
            sandbox.in("work/r").agrees();
        }
    }

    @Test
    void aChangedHostKeyIsToldOf() throws Exception {
        SshHost.keygen(ssh.resolve("id_ed25519"), "ed25519", "");
        SshHost.keygen(sandbox.root().resolve("other"), "ed25519", "");
        try (var host = host("id_ed25519")) {
            Files.writeString(ssh.resolve("known_hosts"), "[127.0.0.1]:" + host.port() + " "
                + Files.readString(sandbox.root().resolve("other.pub")));
            var failure = sandbox.failure("clone " + host.url(repository()));
            assertTrue(failure.contains("key"), failure);
            assertFalse(sandbox.exists("r"));
        }
    }

    @Test
    void aPassphraseIsAskedForThreeTimesAtMost() throws Exception {
        SshHost.keygen(ssh.resolve("id_ed25519"), "ed25519", "open sesame");
        try (var host = host("id_ed25519")) {
            Files.writeString(ssh.resolve("known_hosts"), host.knownHost());
            sandbox.answer("wrong", "open sesame");
            sandbox.run("clone " + host.url(repository()));
            assertEquals(2, sandbox.prompts().size(), sandbox.prompts()::toString);
            assertTrue(sandbox.prompts().getFirst().startsWith("hidden: "), sandbox.prompts()::toString);
            sandbox.answer("a", "b", "c", "d", "e");
            var failure = sandbox.failure("clone " + host.url(repository()) + " again");
            assertTrue(sandbox.prompts().size() <= 3, sandbox.prompts()::toString);
            assertFalse(sandbox.exists("again"));
            assertTrue(failure.contains("SSH keys") || failure.contains("passphrase"), failure);
        }
    }

    @Test
    void theAgentHoldsTheKeyAndTheConfigNamesTheHost() throws Exception {
        SshHost.keygen(sandbox.root().resolve("elsewhere/key"), "ed25519", "secret");
        Files.copy(sandbox.root().resolve("elsewhere/key.pub"), ssh.resolve("agent.pub"));
        var socket = Path.of(System.getProperty("java.io.tmpdir"), "jolab-agent-" + ProcessHandle.current().pid());
        var agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try (var host = host("agent")) {
            add(socket, sandbox.root().resolve("elsewhere/key"));
            sandbox.set("SSH_AUTH_SOCK", socket.toString());
            Files.writeString(ssh.resolve("known_hosts"), host.knownHost());
            Files.writeString(ssh.resolve("config"), "Host shortcut\n  HostName 127.0.0.1\n  Port " + host.port()
                + "\n  User " + System.getProperty("user.name") + "\n");
            sandbox.run("clone shortcut:" + repository());
            assertEquals(List.of(), sandbox.prompts());
            sandbox.in("work/r").agrees();
            assertTrue(sandbox.run("ls-remote").contains("refs/heads/main"));
        } finally {
            agent.destroy();
            agent.waitFor(10, TimeUnit.SECONDS);
            Files.deleteIfExists(socket);
        }
    }

    private static void add(Path socket, Path key) throws Exception {
        var askpass = key.resolveSibling("askpass.sh");
        Files.writeString(askpass, "#!/bin/sh\necho secret\n");
        assertTrue(askpass.toFile().setExecutable(true));
        for (var tries = 0; !Files.exists(socket) && tries < 500; tries++) {
            Thread.sleep(10);
        }
        var builder = new ProcessBuilder("ssh-add", key.toString()).redirectErrorStream(true);
        builder.environment().put("SSH_AUTH_SOCK", socket.toString());
        builder.environment().put("SSH_ASKPASS", askpass.toString());
        builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    @Test
    void aKeyThatTheHostDoesNotKnowSaysSo() throws Exception {
        SshHost.keygen(ssh.resolve("id_ed25519"), "ed25519", "");
        SshHost.keygen(ssh.resolve("other"), "ed25519", "");
        try (var host = host("other")) {
            Files.writeString(ssh.resolve("known_hosts"), host.knownHost());
            var failure = sandbox.failure("clone " + host.url(repository()));
            assertTrue(failure.contains("accepts none of your SSH keys"), failure);
        }
    }
}
