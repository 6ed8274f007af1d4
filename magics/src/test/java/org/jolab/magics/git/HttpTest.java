package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jolab.git.Cloned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories behind HTTP and HTTPS, with logins from everywhere. */
final class HttpTest {

    @TempDir
    private Path root;

    private Sandbox sandbox;
    private HttpHost host;

    @BeforeEach
    void begin() throws Exception {
        sandbox = new Sandbox(root);
        sandbox.repository("origin");
        sandbox.in("home").git("clone", "-q", "--bare", "../origin", "../served/r.git");
        sandbox.in("served/r.git").git("config", "http.receivepack", "true");
        host = new HttpHost(sandbox.root().resolve("served"), null);
        sandbox.in("work");
    }

    @AfterEach
    void end() throws Exception {
        host.close();
        sandbox.close();
    }

    private void commit(String file) throws Exception {
        sandbox.write(file, file + "\n").run("add -A");
        sandbox.run("commit -m 'Add " + file + "'");
    }

    @Test
    void cloneFetchPullAndPushGoAround() throws Exception {
        var cloned = (Cloned) sandbox.value("clone " + host.url("r.git"));
        assertEquals(Path.of("r"), cloned.folder());
        assertEquals("main", cloned.branch());
        sandbox.in("work/r").agrees();
        assertEquals(host.url("r.git"), sandbox.git("config", "remote.origin.url"));
        commit("mine.txt");
        assertTrue(sandbox.run("push").contains("main -> main (fast-forward)"));
        assertEquals("Your branch is up to date with 'origin/main'.", sandbox.run("status").lines().toList().get(1));
        sandbox.in("work").run("clone -b main " + host.url("r.git") + " other");
        sandbox.in("work/other");
        commit("theirs.txt");
        sandbox.run("push origin main");
        sandbox.in("work/r");
        assertTrue(sandbox.run("fetch").contains("main -> origin/main"));
        assertTrue(sandbox.run("status").contains("is behind 'origin/main' by 1 commit"));
        assertTrue(sandbox.run("pull").startsWith("Fast-forward to "));
        assertTrue(sandbox.exists("theirs.txt"));
        assertEquals("Already up to date.", sandbox.run("pull"));
        sandbox.agrees();
    }

    @Test
    void divergedBranchesSayWhatToDo() throws Exception {
        sandbox.run("clone " + host.url("r.git") + " one");
        sandbox.run("clone " + host.url("r.git") + " two");
        sandbox.in("work/one");
        commit("one.txt");
        sandbox.run("push");
        sandbox.in("work/two");
        commit("two.txt");
        var before = sandbox.git("rev-parse", "HEAD");
        assertTrue(sandbox.failure("push").contains("%git pull --rebase"));
        assertTrue(sandbox.failure("pull").contains("%git pull --no-rebase"));
        assertTrue(sandbox.failure("pull --ff-only").contains("can't just be moved"));
        assertEquals(before, sandbox.git("rev-parse", "HEAD"));
        sandbox.agrees();
        sandbox.run("pull --rebase");
        assertEquals("Add two.txt\nAdd one.txt\nFirst", sandbox.git("log", "--format=%s"));
        sandbox.run("push");
        sandbox.in("work/one");
        commit("more.txt");
        sandbox.run("pull --no-rebase");
        assertEquals("Merge branch 'main' of " + host.url("r.git"), sandbox.git("log", "-1", "--format=%s"));
        sandbox.run("push");
        sandbox.agrees();
    }

    @Test
    void pushKnowsItsOptions() throws Exception {
        sandbox.run("clone " + host.url("r.git"));
        sandbox.in("work/r").run("switch -c feature");
        commit("f.txt");
        assertTrue(sandbox.failure("push").contains("%git push -u origin feature"));
        assertTrue(sandbox.run("push -u origin feature").contains("set up to track 'origin/feature'"));
        assertEquals("origin/feature", sandbox.git("rev-parse", "--abbrev-ref", "@{u}"));
        assertEquals("origin/feature", sandbox.run("rev-parse --abbrev-ref @{u}"));
        sandbox.run("commit --amend -m amended");
        assertTrue(sandbox.failure("push").contains("has commits that are not in yours"));
        sandbox.run("push --force-with-lease");
        sandbox.git("update-ref", "refs/remotes/origin/feature", "HEAD~1");
        sandbox.run("commit --amend -m 'amended again'");
        assertTrue(sandbox.failure("push --force-with-lease").contains("%git fetch"));
        sandbox.run("push -f");
        sandbox.run("tag v1");
        assertTrue(sandbox.run("push --tags").contains("v1 -> v1 (new)"));
        sandbox.run("push origin HEAD:refs/heads/elsewhere");
        sandbox.run("push origin --delete elsewhere");
        assertTrue(sandbox.failure("push origin --delete elsewhere").contains("no branch elsewhere"));
        assertEquals(sandbox.git("ls-remote", "origin"), sandbox.run("ls-remote"));
        assertEquals(sandbox.git("ls-remote", "--heads", "origin"), sandbox.run("ls-remote --heads origin"));
        sandbox.agrees();
        sandbox.in("work").run("clone " + host.url("r.git") + " two");
        sandbox.in("work/r").run("push origin :feature");
        sandbox.in("work/two");
        assertTrue(sandbox.run("fetch --prune").contains("(deleted)"));
        assertEquals(sandbox.git("branch", "-a").replaceAll("(?m)^.*/HEAD.*\n", ""), sandbox.run("branch -a"));
    }

    @Test
    void shallowClonesStayShallowUntilTheyAreTold() throws Exception {
        sandbox.in("origin");
        for (var i = 0; i < 5; i++) {
            sandbox.git("commit", "-q", "--allow-empty", "-m", "c" + i);
        }
        sandbox.git("push", "-q", "../served/r.git", "main");
        sandbox.git("push", "-q", "../served/r.git", "HEAD~2:refs/heads/older");
        sandbox.in("work").run("clone --depth 2 " + host.url("r.git"));
        sandbox.in("work/r");
        assertEquals("2", sandbox.git("rev-list", "--count", "HEAD"));
        assertEquals("true", sandbox.run("rev-parse --is-shallow-repository"));
        assertEquals("origin/HEAD origin/main", sandbox.git("for-each-ref", "--format=%(refname:short)", "refs/remotes")
            .lines().filter(name -> name.contains("/")).reduce((a, b) -> a + " " + b).orElse(""));
        assertTrue(sandbox.failure("show HEAD~4").contains("%git fetch --unshallow"));
        sandbox.agrees();
        sandbox.run("fetch --depth 3");
        assertEquals("3", sandbox.git("rev-list", "--count", "HEAD"));
        sandbox.run("fetch --unshallow");
        assertEquals("6", sandbox.git("rev-list", "--count", "HEAD"));
        assertTrue(sandbox.failure("fetch --unshallow").contains("nothing to unshallow"));
        sandbox.agrees();
    }

    @Test
    void aPasswordIsAskedForOnceAndNeverShown() throws Exception {
        host.basic("ada", "s3cret");
        sandbox.answer("ada", "s3cret");
        assertFalse(sandbox.run("clone " + host.url("r.git")).contains("s3cret"));
        assertEquals(List.of("Username for '" + host.url("").replaceFirst("/$", "") + "': ", "hidden: Password for '"
            + host.url("").replaceFirst("/$", "").replace("//", "//ada@") + "': "), sandbox.prompts());
        sandbox.in("work/r");
        commit("x.txt");
        sandbox.answer();
        sandbox.run("push");
        assertEquals(List.of(), sandbox.prompts());
        assertFalse(everything().contains("s3cret"));
    }

    private String everything() throws Exception {
        var all = new StringBuilder();
        try (var files = Files.walk(sandbox.root())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void threeWrongPasswordsAreEnoughAndLeaveNothing() throws Exception {
        host.basic("ada", "s3cret");
        sandbox.answer("ada", "wrong1", "ada", "wrong2", "ada", "wrong3", "ada", "wrong4");
        var failure = sandbox.failure("clone " + host.url("r.git"));
        assertTrue(failure.contains("does not accept the login"), failure);
        assertFalse(failure.contains("wrong"));
        assertEquals(6, sandbox.prompts().size());
        assertFalse(sandbox.exists("r"));
        sandbox.answer("ada", "wrong1", "ada", "wrong2", "ada", "s3cret");
        sandbox.run("clone " + host.url("r.git"));
        sandbox.in("work/r").agrees();
    }

    @Test
    void whereNobodyCanBeAskedTheMessageSaysWhatToSet() throws Exception {
        host.basic("ada", "s3cret");
        var failure = sandbox.failure("clone " + host.url("r.git"));
        assertTrue(failure.contains("~/.netrc") && failure.contains("Nobody can be asked"), failure);
        assertFalse(sandbox.exists("r"));
    }

    @Test
    void netrcAndTheStoreAreReadAndTheStoreIsWritten() throws Exception {
        host.basic("ada", "s3 cret:/@");
        Files.writeString(sandbox.home().resolve(".netrc"), "machine localhost login ada password wrong\n");
        sandbox.git("config", "--global", "credential.helper", "store");
        sandbox.answer("ada", "s3 cret:/@");
        sandbox.run("clone " + host.url("r.git"));
        var stored = Files.readString(sandbox.home().resolve(".git-credentials"));
        assertEquals("http://ada:s3%20cret%3A%2F%40@localhost%3A" + host.port() + "\n",
            stored.replace("@localhost:", "@localhost%3A"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(
            sandbox.home().resolve(".git-credentials"))));
        // Git itself can use what was kept.
        sandbox.git("clone", "-q", host.url("r.git"), "by-git");
        sandbox.answer();
        try (var fresh = new HttpHost(sandbox.root().resolve("served"), null).basic("bob", "known")) {
            Files.writeString(sandbox.home().resolve(".netrc"), "machine localhost\nlogin bob\npassword known\n");
            sandbox.run("clone " + fresh.url("r.git") + " bobs");
        }
    }

    @Test
    void theCredentialHelperIsAskedAndTold() throws Exception {
        host.basic("ada", "s3cret");
        var script = sandbox.home().resolve("helper.sh");
        Files.writeString(script, """
            #!/bin/sh
            echo "== $1" >> "$HOME/helper.log"
            cat >> "$HOME/helper.log"
            if [ "$1" = get ]; then echo username=ada; cat "$HOME/helper.secret" 2>/dev/null; fi
            """);
        assertTrue(script.toFile().setExecutable(true));
        sandbox.git("config", "--global", "credential.helper", script.toString());
        Files.writeString(sandbox.home().resolve("helper.secret"), "password=s3cret\n");
        sandbox.run("clone " + host.url("r.git"));
        var log = Files.readString(sandbox.home().resolve("helper.log"));
        assertTrue(log.startsWith("== get\nprotocol=http\nhost=localhost:" + host.port() + "\n"), log);
        assertTrue(log.contains("== store\n") && log.contains("password=s3cret"), log);
        Files.writeString(sandbox.home().resolve("helper.secret"), "password=old\n");
        sandbox.answer("ada", "s3cret");
        sandbox.run("clone " + host.url("r.git") + " again");
        assertTrue(Files.readString(sandbox.home().resolve("helper.log")).contains("== erase\n"));
    }

    @Test
    void aPasswordTypedInTheAddressIsUsedAndNotKept() throws Exception {
        host.basic("ada", "s3cret");
        var out = sandbox.run("clone " + host.url("r.git").replace("//", "//ada:s3cret@"));
        assertFalse(out.contains("s3cret") || sandbox.errors().contains("s3cret"));
        assertTrue(sandbox.errors().contains("delete it there"));
        sandbox.in("work/r");
        assertEquals(host.url("r.git"), sandbox.git("config", "remote.origin.url"));
        assertFalse(everything().contains("s3cret"));
        var failure = sandbox.in("work").failure("clone http://ada:s3cret@localhost:1/x.git");
        assertFalse(failure.contains("s3cret"), failure);
    }

    @Test
    void aBearerTokenGoesByTheExtraHeader() throws Exception {
        host.bearer("t0ken");
        sandbox.git("config", "--global", "http.extraHeader", "Authorization: Bearer t0ken");
        sandbox.run("clone " + host.url("r.git"));
        sandbox.in("work/r").agrees();
    }

    @Test
    void theTokenOfGitHubGoesToGitHubAlone() throws Exception {
        host.basic("x-access-token", "t0ken");
        sandbox.set("GITHUB_TOKEN", "t0ken");
        sandbox.failure("clone " + host.url("r.git"));
        assertTrue(host.requests().stream().allMatch(request -> request.endsWith(" -")), host.requests()::toString);
    }

    @Test
    void aPrivateAuthorityIsTrustedWhenItIsNamed() throws Exception {
        var keys = HttpHost.keys(Files.createDirectories(sandbox.root().resolve("keys")));
        try (var secure = new HttpHost(sandbox.root().resolve("served"), keys).basic("ada", "s3cret")) {
            sandbox.answer("ada", "s3cret");
            var failure = sandbox.failure("clone " + secure.url("r.git"));
            assertTrue(failure.contains("http.sslCAInfo"), failure);
            assertFalse(sandbox.exists("r"));
            assertEquals(List.of(), secure.requests());
            sandbox.set("GIT_SSL_CAINFO", keys.resolveSibling("ca.pem").toString());
            sandbox.run("clone " + secure.url("r.git"));
            sandbox.in("work/r").agrees();
        }
    }

    @Test
    void wrongAddressesSaySo() throws Exception {
        assertTrue(sandbox.failure("clone " + host.url("nothing.git")).contains("There is no repository "));
        assertTrue(sandbox.failure("clone http://localhost:1/x.git").contains("Nobody answers at "));
        assertTrue(sandbox.failure("clone http://no-such-host.invalid/x.git").contains("There is no computer called "));
        assertTrue(sandbox.failure("clone owner/repo").contains("https://github.com/owner/repo"));
        assertTrue(sandbox.failure("clone -b nothing " + host.url("r.git")).contains("Its branches: main"));
        sandbox.write("full/x", "x");
        assertTrue(sandbox.failure("clone " + host.url("r.git") + " full").contains("not empty"));
        try (var files = Files.list(sandbox.folder())) {
            assertEquals(List.of("full"), files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void aProxyIsUsedIfTheEnvironmentNamesOne() throws Exception {
        // The host answers for whatever it is asked, as a proxy is asked with the whole address.
        sandbox.set("http_proxy", "http://localhost:" + host.port());
        sandbox.run("clone http://elsewhere.invalid/r.git");
        sandbox.in("work/r").agrees();
        sandbox.set("no_proxy", "elsewhere.invalid");
        assertTrue(sandbox.failure("fetch").contains("no computer called elsewhere.invalid"));
    }
}
