package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures that git finds good. */
final class SigningTest {

    @TempDir
    private Path root;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = new Sandbox(root);
        sandbox.repository("work");
    }

    @AfterEach
    void end() throws Exception {
        sandbox.tryExecute("gpgconf", "--kill", "all");
        sandbox.close();
    }

    private void commit(String name, String options) throws Exception {
        sandbox.write(name, name).run("add -A");
        sandbox.run("commit -m " + name + " " + options);
    }

    private void makeKey() throws Exception {
        var keys = Files.createDirectory(root.resolve("keys"), PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rwx------")));
        sandbox.set("GNUPGHOME", keys.toString());
        sandbox.execute(List.of("gpg", "--batch", "--pinentry-mode", "loopback", "--passphrase", "",
            "--quick-generate-key", "Ada Lovelace <ada@example.com>", "ed25519", "sign", "never"), 0);
    }

    private void isGood(String commit) throws Exception {
        var verdict = sandbox.git("verify-commit", commit);
        assertTrue(verdict.contains("Good signature from \"Ada Lovelace <ada@example.com>\""), verdict);
    }

    @Test
    void commitsAndTagsAreSignedByGnuPg() throws Exception {
        makeKey();
        commit("a", "-S");
        isGood("HEAD");
        sandbox.run("tag -s v1 -m one");
        assertTrue(sandbox.git("verify-tag", "v1").contains("Good signature from"));
        sandbox.agrees();
    }

    @Test
    void whereTheConfigurationSaysSoMergesAndPicksAreSignedToo() throws Exception {
        makeKey();
        sandbox.git("config", "commit.gpgSign", "true");
        sandbox.run("switch -c other");
        commit("b", "");
        isGood("HEAD");
        sandbox.run("switch main");
        commit("c", "");
        sandbox.run("merge other");
        isGood("HEAD");
        sandbox.run("revert HEAD~1");
        isGood("HEAD");
        sandbox.run("switch -c picked HEAD~2");
        sandbox.run("cherry-pick other");
        isGood("HEAD");
        sandbox.run("commit --amend -m again");
        isGood("HEAD");
        sandbox.run("switch other");
        commit("d", "");
        sandbox.run("rebase main");
        isGood("HEAD");
        commit("e", "--no-gpg-sign");
        assertEquals("N", sandbox.git("log", "-1", "--format=%G?"));
        sandbox.agrees();
    }

    @Test
    void withoutAKeyNothingIsCommitted() throws Exception {
        var empty = Files.createDirectories(sandbox.home().resolve("keys"), PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rwx------")));
        sandbox.set("GNUPGHOME", empty.toString());
        var before = sandbox.git("rev-parse", "HEAD");
        sandbox.write("f", "f").run("add -A");
        var failure = sandbox.failure("commit -S -m f");
        assertTrue(failure.contains("No secret key") && failure.contains("!gpg --list-secret-keys"), failure);
        sandbox.git("config", "gpg.program", "no-such-gpg");
        failure = sandbox.failure("commit -S -m f");
        assertTrue(failure.contains("no program no-such-gpg") && failure.contains("gpg.format ssh"), failure);
        assertEquals(before, sandbox.git("rev-parse", "HEAD"));
        assertEquals("A  f", sandbox.git("status", "--porcelain"));
    }

    @Test
    void commitsAreSignedByAnSshKey() throws Exception {
        var ssh = Files.createDirectories(sandbox.home().resolve(".ssh"));
        SshHost.keygen(ssh.resolve("id_ed25519"), "ed25519", "");
        sandbox.git("config", "gpg.format", "ssh");
        sandbox.git("config", "user.signingKey", ssh.resolve("id_ed25519.pub").toString());
        Files.writeString(ssh.resolve("allowed"), "ada@example.com "
            + Files.readString(ssh.resolve("id_ed25519.pub")));
        sandbox.git("config", "gpg.ssh.allowedSignersFile", ssh.resolve("allowed").toString());
        commit("s", "-S");
        assertTrue(sandbox.git("verify-commit", "HEAD").contains("Good \"git\" signature for ada@example.com"));
        sandbox.git("config", "user.signingKey", ssh.resolve("missing.pub").toString());
        var failure = sandbox.failure("commit -S --amend -m again");
        assertTrue(failure.contains("missing.pub"), failure);
    }

    @Test
    void aMergeAsksForThePassphraseOfTheKeyThatSignsIt() throws Exception {
        var ssh = Files.createDirectories(sandbox.home().resolve(".ssh"));
        SshHost.keygen(ssh.resolve("id_ed25519"), "ed25519", "open sesame");
        sandbox.git("switch", "-q", "-c", "side");
        commit("s", "");
        sandbox.git("switch", "-q", "main");
        commit("m", "");
        sandbox.git("config", "gpg.format", "ssh");
        sandbox.git("config", "user.signingKey", ssh.resolve("id_ed25519.pub").toString());
        Files.writeString(ssh.resolve("allowed"), "ada@example.com "
            + Files.readString(ssh.resolve("id_ed25519.pub")));
        sandbox.git("config", "gpg.ssh.allowedSignersFile", ssh.resolve("allowed").toString());
        sandbox.git("config", "commit.gpgSign", "true");
        sandbox.answer("open sesame");
        sandbox.run("merge side");
        assertTrue(sandbox.prompts().getFirst().startsWith("hidden: "), sandbox.prompts()::toString);
        assertTrue(sandbox.git("verify-commit", "HEAD").contains("Good \"git\" signature for ada@example.com"));
        sandbox.agrees();
    }
}
