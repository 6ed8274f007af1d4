package org.jolab.magics.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users read when a library can't be had, and that their class path is as it was. */
class FailuresTest {

    @TempDir
    private Path home;
    private TestRepository repository;
    private TestNotebook notebook;

    @BeforeEach
    void serve() throws Exception {
        repository = new TestRepository();
        for (var version : List.of("1.0", "1.4", "1.6", "2.0", "2.1-rc1")) {
            repository.publish("com.acme:tools:" + version);
        }
        TestNotebook.settings(home, repository);
        notebook = new TestNotebook(home);
    }

    @AfterEach
    void stop() {
        notebook.end();
        repository.close();
    }

    private String failure(String line) {
        var message = assertThrows(UsageError.class, () -> notebook.run(line)).getMessage();
        assertEquals(List.of(), notebook.classPath);
        assertEquals(List.of(), halfFiles());
        return message;
    }

    private List<Path> halfFiles() {
        if (!Files.isDirectory(notebook.repository())) {
            return List.of();
        }
        try (var files = Files.walk(notebook.repository())) {
            return files.filter(file -> file.toString().matches(".*\\.(tmp|part)")).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aMissingVersionNamesThoseAroundIt() {
        assertEquals("There is no com.acme:tools 1.5 in test (" + repository.url() + "). There are 1.0, 1.4, 1.6, 2.0; "
            + "the latest release is 2.0.", failure("maven com.acme:tools:1.5"));
    }

    @Test
    void anEmptyRangeNamesWhatIsAroundIt() {
        var message = failure("maven com.acme:tools:[3.0,4.0)");
        assertTrue(message.startsWith("There is no com.acme:tools in the range [3.0,4.0) in test"), message);
        assertTrue(message.contains("2.0, 2.1-rc1; the latest release is 2.0."), message);
    }

    @Test
    void aMissingLibraryNamesTheNearestOnesOfItsGroup() {
        repository.publish("com.acme:tooling:1.0").publish("com.acme:something-else:1.0");
        var message = failure("maven com.acme:tols:1.0");
        assertEquals("There is no library com.acme:tols in test (" + repository.url()
            + "). Did you mean com.acme:tools?", message);
        assertEquals(message, failure("maven com.acme:tols"));
    }

    @Test
    void aMissingGroupSaysWhereItLooked() {
        var message = failure("maven org.nobody:nothing:1");
        assertTrue(message.startsWith("There is no library org.nobody:nothing in test (" + repository.url() + ")."),
            message);
        assertTrue(message.contains("--repo"), message);
    }

    @Test
    void aMissingClassifierIsNotAMissingVersion() {
        var message = failure("maven com.acme:tools:1.0:linux");
        assertTrue(message.startsWith("The version 1.0 of com.acme:tools has no file tools-1.0-linux.jar in test"),
            message);
    }

    @Test
    void whatIsMissingTwoStepsAwayIsNamed() {
        repository.publish("com.acme:user:1.0", "com.acme:tools:1.1");
        assertTrue(failure("maven com.acme:user:1.0").startsWith("There is no com.acme:tools 1.1"));
    }

    @Test
    void aBadCoordinateShowsTheForm() {
        for (var bad : List.of("guava", "a:b:c:d:e:f", "a::1", ":b:1", "a b", "https://x", "com.acme:tools:1.0:")) {
            var message = failure("maven " + bad.replace(' ', '_') + (bad.equals("a b") ? ":" : ""));
            assertTrue(message.contains("group:artifact:version"), message);
        }
    }

    @Test
    void aFileWithAWrongChecksumIsNamedAndNotKept() throws Exception {
        var path = "com/acme/tools/1.0/tools-1.0.jar";
        var right = repository.get(path);
        repository.spoil(path, TestRepository.jar("something else"));
        var message = failure("maven com.acme:tools:1.0");
        assertTrue(message.startsWith("tools-1.0.jar from the repository test (" + repository.url()
            + ") is broken: its checksum is "), message);
        assertFalse(Files.exists(notebook.repository().resolve(path)));
        repository.spoil(path, right);
        assertEquals(List.of("tools-1.0.jar"), notebook.run("maven com.acme:tools:1.0").names());
    }

    @Test
    void aJarThatIsNoZipIsNamedAndDeletedSoThatARetryHelps() throws Exception {
        var path = "com/acme/tools/1.0/tools-1.0.jar";
        var right = repository.get(path);
        repository.put(path, "<html>log in first</html>".getBytes(StandardCharsets.UTF_8));
        var message = failure("maven com.acme:tools:1.0");
        assertTrue(message.contains("tools-1.0.jar was broken"), message);
        repository.put(path, right);
        assertEquals(List.of("tools-1.0.jar"), notebook.run("maven com.acme:tools:1.0").names());
    }

    @Test
    void aRepositoryWithoutChecksumsIsGoodEnough() throws Exception {
        repository.withoutChecksums();
        assertEquals(List.of("tools-1.0.jar"), notebook.run("maven com.acme:tools:1.0").names());
    }

    @Test
    void withoutANetworkItSaysSoAndOfflineWorksWithWhatIsThere() throws Exception {
        notebook.run("maven com.acme:tools:1.0");
        repository.close();
        notebook.end();
        notebook = notebook.another();
        var message = failure("maven com.acme:tools:1.4");
        assertTrue(message.startsWith("The repository test (" + repository.url() + ") can't be reached: the connection "
            + "is refused."), message);
        assertTrue(message.contains("--offline"), message);
        deleteCache();
        assertEquals(List.of("tools-1.0.jar"), notebook.run("maven --offline com.acme:tools:1.0").names());
        var other = notebook.another();
        assertEquals(List.of("tools-1.0.jar"), other.run("maven --offline com.acme:tools").names());
        var third = notebook.another();
        message = assertThrows(UsageError.class, () -> third.run("maven --offline com.acme:tools:1.6")).getMessage();
        assertTrue(message.contains("com.acme:tools:1.6") && message.contains("is not in the local repository")
            && message.contains("--offline"), message);
    }

    private void deleteCache() throws IOException {
        try (var files = Files.list(home.resolve("cache/libraries"))) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void anUnknownHostIsToldAsSuch() throws Exception {
        TestNotebook.settings(home, "<mirrors><mirror><id>gone</id><mirrorOf>*</mirrorOf>"
            + "<url>https://repository.invalid/maven</url></mirror></mirrors>");
        for (var line : List.of("maven com.acme:tools:1.0", "maven com.acme:tools", "maven com.acme:tools:[1,2)")) {
            var message = failure(line);
            assertTrue(message.startsWith("The repository gone (https://repository.invalid/maven) can't be reached: "
                + "there is no such host, or no network. "), message);
        }
    }

    @Test
    void aServerThatAnswersNonsenseIsNamed() throws Exception {
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (true) {
                        var connection = socket.accept();
                        connection.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                        connection.close();
                    }
                } catch (IOException e) {
                    Thread.currentThread().interrupt();
                }
            });
            TestNotebook.settings(home, "<mirrors><mirror><id>odd</id><mirrorOf>*</mirrorOf><url>http://127.0.0.1:"
                + socket.getLocalPort() + "/</url></mirror></mirrors>");
            assertTrue(failure("maven com.acme:tools:1.0").startsWith("The repository odd (http://127.0.0.1:"));
        }
    }

    @Test
    void aLocalRepositoryThatCanNotBeWrittenIsNamed() throws Exception {
        Files.writeString(home.resolve(".m2/repository"), "a file where the folder should be");
        var message = assertThrows(UsageError.class, () -> notebook.run("maven com.acme:tools:1.0")).getMessage();
        assertTrue(message.startsWith("The local repository " + home.resolve(".m2/repository")
            + " can't be written: "), message);
    }

    @Test
    void settingsThatAreNoneAreNamedWithTheLine() throws Exception {
        TestNotebook.settings(home, "<mirrors><mirror></mirrors>");
        var message = failure("maven com.acme:tools:1.0");
        assertTrue(message.startsWith("Maven's settings can't be read: ") && message.contains("settings.xml")
            && message.contains("line 1"), message);
    }

    @Test
    void aRepositoryThatAPomNamesWithoutEncryptionIsNotAsked() throws Exception {
        repository.publish("com.acme:far:1.0", "<repositories><repository><id>plain</id><url>http://repository.invalid/"
            + "</url></repository></repositories><dependencies>" + TestRepository.dependency("com.acme:gone:1")
            + "</dependencies>", "jar", TestRepository.jar("far"));
        var message = failure("maven com.acme:far:1.0");
        assertTrue(message.contains("plain (http://repository.invalid/), which is not encrypted"), message);
    }

    @Test
    void aRepositoryThatIsNoneIsToldWithoutItsPassword() {
        var message = failure("maven -r x=ftp://me:secret@host/maven com.acme:tools:1.0");
        assertTrue(message.contains("is no repository"), message);
        assertFalse(message.contains("secret"), message);
        assertTrue(failure("maven -r /no/such/folder com.acme:tools:1.0").contains("is no repository"));
    }
}
