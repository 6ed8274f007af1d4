package org.jolab.magics.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jolab.api.Displayable;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %jar}, {@code %classpath}, {@code %libs} and the comment lines of jbang. */
class JarMagicTest {

    @TempDir
    private Path home;
    private TestRepository repository;
    private TestNotebook notebook;

    @BeforeEach
    void serve() throws Exception {
        repository = new TestRepository().publish("com.acme:base:1.0").publish("com.acme:base:1.1")
            .publish("com.acme:tools:2.0", "com.acme:base:1.0");
        TestNotebook.settings(home, repository);
        notebook = new TestNotebook(home);
        Files.createDirectories(home.resolve("lib/deep"));
        Files.createDirectories(home.resolve("classes/org"));
        for (var name : List.of("lib/a.jar", "lib/b-1.jar", "lib/deep/c.jar")) {
            Files.write(home.resolve(name), TestRepository.jar(name));
        }
        Files.writeString(home.resolve("lib/readme.txt"), "no jar");
    }

    @AfterEach
    void stop() {
        notebook.end();
        repository.close();
    }

    @Test
    void filesFoldersAndPatternsAreAdded() throws Exception {
        var told = notebook.run("jar " + home.resolve("lib/a.jar"));
        assertEquals(List.of("a.jar"), told.names());
        assertTrue(told.out().startsWith("Added a.jar ("), told.out());
        notebook.run("jar " + home.resolve("lib") + "/*.jar");
        assertEquals(List.of("a.jar", "b-1.jar"), notebook.names());
        notebook.run("jar " + home.resolve("lib") + "/**.jar");
        assertEquals(List.of("a.jar", "b-1.jar", "c.jar"), notebook.names());
        notebook.run("classpath add " + home.resolve("classes"));
        assertEquals(home.resolve("classes"), notebook.classPath.getLast());
        assertTrue(notebook.run("jar " + home.resolve("lib")).out().startsWith("Nothing to add"), "a folder of jars");
        var shown = (Displayable) notebook.run("classpath").value();
        assertEquals(4, shown.toMimeBundle().data().get("text/plain").toString().lines().count());
    }

    @Test
    void patternsMayBeRelative() throws Exception {
        var jar = Files.createDirectories(Path.of("target/jar-magic-test")).resolve("x.jar");
        Files.write(jar, TestRepository.jar("x"));
        for (var typed : List.of("target/jar-magic-test/*.jar", "./target/jar-magic-test/?.jar", "target/*-test/x.jar",
            "target/jar-magic-test", "target/jar-magic-test/x.jar", jar.toUri().toString())) {
            assertEquals(List.of(jar.toAbsolutePath()), notebook.run("jar " + typed).jars(), typed);
        }
    }

    @Test
    void whatIsNotThereOrNoJarIsTold() {
        for (var bad : List.of("nothing.jar", "none/*.jar", home + "/lib/*.war", home + "/lib/readme.txt")) {
            var message = assertThrows(UsageError.class, () -> notebook.run("jar " + bad)).getMessage();
            assertTrue(message.contains("readme.txt is no jar") || message.contains("the current folder is"), message);
        }
        assertEquals(List.of(), notebook.classPath);
    }

    @Test
    void anAddressIsDownloadedOnceAndAgainIfItIsSaidSo() throws Exception {
        var address = repository.url() + "com/acme/base/1.0/base-1.0.jar";
        var jar = notebook.run("jar " + address).jars().getFirst();
        assertEquals("base-1.0.jar", jar.getFileName().toString());
        assertTrue(Files.size(jar) > 0);
        notebook.another().run("jar " + address);
        assertEquals(1, repository.requests().size());
        notebook.another().run("jar -u " + address);
        assertEquals(2, repository.requests().size());
    }

    @Test
    void anAddressThatHasNoJarIsTold() {
        var message = failure("jar " + repository.url() + "gone.jar");
        assertEquals(repository.url() + "gone.jar can't be downloaded: the server answers 404.", message);
        repository.put("page.jar", "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertEquals("What comes from " + repository.url() + "page.jar is no jar.",
            failure("jar " + repository.url() + "page.jar"));
        assertTrue(failure("jar https://me:secret@repository.invalid/x.jar").equals("https://repository.invalid/x.jar "
            + "can't be downloaded: there is no such host, or no network."));
        repository.locked("me:secret");
        assertTrue(failure("jar " + repository.url() + "page.jar").contains("<id> 127.0.0.1"));
    }

    private String failure(String line) {
        return assertThrows(UsageError.class, () -> notebook.run(line)).getMessage();
    }

    @Test
    void theLinesOfACellAreResolvedTogether() throws Exception {
        notebook.cell("""
            //DEPS com.acme:tools:2.0 // for work
            var text = \"\"\"
            //DEPS com.acme:text:1
            \"\"\";
            //DEPS com.acme:${name.that.is.not.set:base}:1.1, com.acme:tools:2.0
            """);
        var first = notebook.run("DEPS com.acme:tools:2.0 // for work");
        assertEquals(List.of("tools-2.0.jar", "base-1.1.jar"), notebook.names());
        assertTrue(first.out().startsWith("Added 2 jars"), first.out());
        assertEquals("", notebook.run("DEPS com.acme:${name.that.is.not.set:base}:1.1, com.acme:tools:2.0").out());
    }

    @Test
    void repositoriesOfACellServeItsLibraries() throws Exception {
        try (var other = new TestRepository().publish("org.other:thing:1.0")) {
            notebook.cell("//DEPS org.other:thing:1.0\n//REPOS mavencentral,other=" + other.url() + "\n");
            notebook.run("DEPS org.other:thing:1.0");
            notebook.run("REPOS mavencentral,other=" + other.url());
            assertEquals(List.of("thing-1.0.jar"), notebook.names());
        }
        assertTrue(notebook.run("repos").out().contains("other (http"));
    }

    @Test
    void beakersAndOthersWordsAreUnderstood() throws Exception {
        notebook.run("classpath add mvn com.acme base 1.0");
        assertEquals(List.of("base-1.0.jar"), notebook.names());
        notebook.run("addMavenDependencies com.acme:tools:2.0");
        assertEquals(2, notebook.classPath.size());
    }

    @Test
    void whatTheNotebookHasIsListedWithWhoNeedsIt() throws Exception {
        notebook.run("maven com.acme:tools:2.0 com.acme:base:1.1");
        notebook.run("jar " + home.resolve("lib/a.jar"));
        var lines = (List<?>) notebook.run("libs").value();
        assertEquals("JDK", ((Library) lines.getFirst()).library());
        assertTrue(lines.contains(new Library("com.acme:tools", "2.0",
            Sizes.text(Files.size(notebook.classPath.getFirst())), "asked for")), lines.toString());
        assertTrue(lines.stream().map(Library.class::cast).anyMatch(line -> line.library().equals("com.acme:base")
            && line.version().equals("1.1") && line.origin().contains("wanted by tools as 1.0")
            && line.origin().contains("asked for")), lines.toString());
        assertTrue(lines.stream().map(Library.class::cast).anyMatch(line -> line.origin().endsWith("lib/a.jar")),
            lines.toString());
        assertEquals("nd4j", ((Library) lines.getLast()).library(), "sets that could be added come last");
    }

    @Test
    void whatTheLocalRepositoryHasIsProposed() throws Exception {
        notebook.run("maven com.acme:tools:2.0");
        var index = new LocalIndex(notebook.repository());
        assertEquals(List.of("com.acme:"), index.proposals("com.ac"));
        assertEquals(List.of("com."), index.proposals("c"));
        assertEquals(List.of("com.acme:base", "com.acme:tools"), index.proposals("com.acme:"));
        assertEquals(List.of("com.acme:tools:2.0"), index.proposals("com.acme:tools:"));
        assertFalse(index.proposals("org").contains("org."));
    }
}
