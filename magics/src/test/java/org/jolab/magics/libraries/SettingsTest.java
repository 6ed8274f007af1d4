package org.jolab.magics.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;

/** Mirrors, proxies, passwords, profiles: what Maven's users have set up once. */
class SettingsTest {

    private static final String NOT_CENTRAL = "<mirrors><mirror><id>nowhere</id><mirrorOf>central</mirrorOf>"
        + "<url>http://127.0.0.1:1/</url></mirror></mirrors>";

    @TempDir
    private Path home;
    private TestRepository repository;
    private TestNotebook notebook;

    @BeforeEach
    void serve() throws Exception {
        repository = new TestRepository().publish("com.acme:tools:1.0", "com.acme:base:1.0")
            .publish("com.acme:base:1.0");
        notebook = new TestNotebook(home);
    }

    @AfterEach
    void stop() {
        notebook.end();
        repository.close();
    }

    @Test
    void aMirrorTakesThePlaceOfTheRepository() throws Exception {
        TestNotebook.settings(home, repository);
        notebook.run("maven com.acme:tools:1.0");
        assertTrue(repository.requests().contains("com/acme/tools/1.0/tools-1.0.jar"));
        assertTrue(Files.readString(notebook.repository().resolve("com/acme/tools/1.0/_remote.repositories"))
            .contains("tools-1.0.jar>test="));
    }

    @Test
    void aRepositoryBehindAProxyWithAPasswordIsReached() throws Exception {
        try (var proxy = new TestProxy("me:pass word")) {
            var address = repository.url().replace("127.0.0.1", "repository.invalid");
            TestNotebook.settings(home, mirror(address) + proxy(proxy, "me", "pass word"));
            assertEquals(List.of("tools-1.0.jar", "base-1.0.jar"), notebook.run("maven com.acme:tools:1.0").names());
            assertTrue(proxy.requests().contains(address + "com/acme/tools/1.0/tools-1.0.jar"));
        }
    }

    @Test
    void aProxyThatIsGivenAWrongPasswordIsNamed() throws Exception {
        try (var proxy = new TestProxy("me:right")) {
            TestNotebook.settings(home, mirror(repository.url().replace("127.0.0.1", "repository.invalid"))
                + proxy(proxy, "me", "wrong"));
            var message = assertThrows(UsageError.class, () -> notebook.run("maven com.acme:tools:1.0")).getMessage();
            assertTrue(message.startsWith("The proxy on the way to the repository test (http://repository.invalid"),
                message);
            assertTrue(message.contains("407") && !message.contains("wrong"), message);
        }
    }

    @Test
    void theProxyOfTheEnvironmentIsUsedWhereSettingsNameNone() throws Exception {
        try (var proxy = new TestProxy("me:secret")) {
            notebook = new TestNotebook(home, Map.of("http_proxy", "http://me:secret@127.0.0.1:" + proxy.port(),
                "no_proxy", "localhost,.example.org"));
            TestNotebook.settings(home, mirror(repository.url().replace("127.0.0.1", "repository.invalid")));
            assertEquals(2, notebook.run("maven com.acme:tools:1.0").names().size());
            assertFalse(proxy.requests().isEmpty());
        }
    }

    private static String mirror(String url) {
        return "<mirrors><mirror><id>test</id><mirrorOf>central</mirrorOf><url>" + url + "</url></mirror></mirrors>";
    }

    private static String proxy(TestProxy proxy, String user, String password) {
        return "<proxies><proxy><active>true</active><protocol>http</protocol><host>127.0.0.1</host><port>"
            + proxy.port() + "</port><username>" + user + "</username><password>" + password
            + "</password></proxy></proxies>";
    }

    @Test
    void aPrivateRepositoryIsOpenedByTheServersPassword() throws Exception {
        repository.locked("me:open sesame");
        TestNotebook.settings(home, NOT_CENTRAL + server("acme", "me", "open sesame"));
        assertEquals(2, notebook.run("maven -r acme=" + repository.url() + " com.acme:tools:1.0").names().size());
    }

    @Test
    void aWrongPasswordIsToldWithTheRepositoryAndNeverShown() throws Exception {
        repository.locked("me:right");
        TestNotebook.settings(home, NOT_CENTRAL + server("acme", "me", "wrong-one"));
        var line = "maven -r acme=" + repository.url() + " com.acme:tools:1.0";
        var error = assertThrows(UsageError.class, () -> notebook.run(line));
        assertTrue(error.getMessage().startsWith("The repository acme (" + repository.url() + ") answers 401: it does "
            + "not accept the user name and password"), error.getMessage());
        assertTrue(error.getMessage().contains("<server><id>acme</id>"), error.getMessage());
        assertFalse(error.getMessage().contains("wrong-one"));
        TestNotebook.settings(home, NOT_CENTRAL);
        assertTrue(assertThrows(UsageError.class, () -> notebook.run(line)).getMessage()
            .contains("answers 401: it wants a user name and a password"));
        TestNotebook.settings(home, NOT_CENTRAL + server("acme", "me", "right"));
        assertEquals(2, notebook.run(line).names().size(), "the same kernel reads the corrected file");
    }

    @Test
    void aPasswordInAnAddressOpensAndIsWrittenNowhere() throws Exception {
        repository.locked("me:p@ss");
        TestNotebook.settings(home, NOT_CENTRAL);
        var told = notebook.run("maven -r acme=" + repository.url().replace("//", "//me:p%40ss@")
            + " com.acme:tools:1.0");
        assertEquals(2, told.names().size());
        assertFalse(notebook.run("repos").out().contains("p%40ss"));
        try (var files = Files.walk(home)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("p@ss") || text.contains("p%40ss"), file.toString());
            }
        }
    }

    @Test
    void anEncryptedPasswordIsDecryptedWithTheMasterPassword() throws Exception {
        var cipher = new DefaultPlexusCipher();
        repository.locked("me:hidden");
        TestNotebook.settings(home, NOT_CENTRAL + server("acme", "me", cipher.encryptAndDecorate("hidden", "master")));
        Files.writeString(home.resolve(".m2/settings-security.xml"), "<settingsSecurity><master>"
            + cipher.encryptAndDecorate("master", "settings.security") + "</master></settingsSecurity>");
        assertEquals(2, notebook.run("maven -r acme=" + repository.url() + " com.acme:tools:1.0").names().size());
    }

    @Test
    void aTokenInAHeaderOpensTheServer() throws Exception {
        repository.locked("me:token");
        TestNotebook.settings(home, NOT_CENTRAL + "<servers><server><id>acme</id><configuration><httpHeaders><property>"
            + "<name>Authorization</name><value>Basic bWU6dG9rZW4=</value></property></httpHeaders></configuration>"
            + "</server></servers>");
        assertEquals(2, notebook.run("maven -r acme=" + repository.url() + " com.acme:tools:1.0").names().size());
    }

    private static String server(String id, String user, String password) {
        return "<servers><server><id>" + id + "</id><username>" + user + "</username><password>" + password
            + "</password></server></servers>";
    }

    @Test
    void repositoriesOfActiveProfilesAreAskedAndTheLocalRepositoryIsWhereItIsSaidToBe() throws Exception {
        TestNotebook.settings(home, NOT_CENTRAL + "<localRepository>" + home.resolve("elsewhere") + "</localRepository>"
            + "<profiles><profile><id>work</id><activation><activeByDefault>true</activeByDefault></activation>"
            + "<repositories><repository><id>work</id><url>" + repository.url() + "</url></repository></repositories>"
            + "</profile></profiles>");
        var told = notebook.run("maven com.acme:tools:1.0");
        assertTrue(told.jars().stream().allMatch(jar -> jar.startsWith(home.resolve("elsewhere"))), told.toString());
    }

    @Test
    void offlineInSettingsMeansThatNothingIsAskedFor() throws Exception {
        TestNotebook.settings(home, "<offline>true</offline>" + mirror(repository.url()));
        var message = assertThrows(UsageError.class, () -> notebook.run("maven com.acme:tools:1.0")).getMessage();
        assertTrue(message.contains("says <offline>"), message);
        assertEquals(List.of(), repository.requests());
    }
}
