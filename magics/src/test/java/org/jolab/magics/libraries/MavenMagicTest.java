package org.jolab.magics.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %maven} against a repository over HTTP that stands for Maven Central. */
class MavenMagicTest {

    @TempDir
    private Path home;
    private TestRepository repository;
    private TestNotebook notebook;
    private final List<TestNotebook> notebooks = new ArrayList<>();

    @BeforeEach
    void serve() throws Exception {
        repository = new TestRepository();
        repository.publish("com.acme:base:1.0");
        repository.publish("com.acme:base:1.1");
        repository.publish("com.acme:tools:2.0", "com.acme:base:1.0");
        repository.publish("com.acme:maths:3.0", "com.acme:base:1.1");
        TestNotebook.settings(home, repository);
        notebook = another();
    }

    private TestNotebook another() {
        notebooks.add(new TestNotebook(home));
        return notebooks.getLast();
    }

    @AfterEach
    void stop() {
        notebooks.forEach(TestNotebook::end);
        repository.close();
    }

    @Test
    void aLibraryComesWithWhatItNeeds() throws Exception {
        var told = notebook.run("maven com.acme:tools:2.0");
        assertEquals(List.of("tools-2.0.jar", "base-1.0.jar"), notebook.names());
        assertEquals(notebook.classPath, told.jars());
        assertTrue(told.jars().stream().allMatch(path -> path.startsWith(notebook.repository())));
        assertTrue(told.out().matches("(?s)Added 2 jars \\(\\d+ bytes\\): tools 2\\.0, base 1\\.0\\s*"), told.out());
        assertEquals("", told.err());
    }

    @Test
    void librariesOfOneLineAgreeOnVersionsAndTheFirstDecides() throws Exception {
        notebook.run("maven com.acme:tools:2.0 com.acme:maths:3.0");
        assertEquals(List.of("tools-2.0.jar", "base-1.0.jar", "maths-3.0.jar"), notebook.names());
    }

    @Test
    void aVersionThatIsNamedBeatsOneThatIsBroughtAlong() throws Exception {
        notebook.run("maven com.acme:tools:2.0 com.acme:base:1.1");
        assertEquals(List.of("tools-2.0.jar", "base-1.1.jar"), notebook.names().stream().sorted().toList().reversed());
    }

    @Test
    void whatIsLoadedStaysAndTheUserIsTold() throws Exception {
        notebook.run("maven com.acme:tools:2.0");
        var second = notebook.run("maven com.acme:maths:3.0");
        assertEquals(List.of("tools-2.0.jar", "base-1.0.jar", "maths-3.0.jar"), notebook.names());
        assertEquals(List.of("base-1.0.jar", "maths-3.0.jar"), second.names().stream().sorted().toList());
        assertTrue(second.err().contains("base 1.0 is loaded already and stays, though maths 3.0 wants 1.1: restart "
            + "the kernel"), second.err());
        assertTrue(second.err().contains("to switch from 1.0 to 1.1"), second.err());
        var third = notebook.run("maven com.acme:base:1.1");
        assertEquals(3, notebook.classPath.size());
        assertTrue(third.err().contains("restart the kernel to switch from 1.0 to 1.1"), third.err());
        assertEquals(List.of("base-1.0.jar"), third.names());
        assertEquals("", notebook.run("maven com.acme:tools:2.0").err(), "nobody wants to read it again and again");
    }

    @Test
    void theSameAgainAddsNothingAndHasTheSameValue() throws Exception {
        var first = notebook.run("maven com.acme:tools:2.0");
        var second = notebook.run("maven com.acme:tools:2.0");
        assertEquals(first.jars(), second.jars());
        assertTrue(second.out().startsWith("Nothing to add: tools 2.0 is on the class path already."),
            second.out());
        assertEquals(2, notebook.classPath.size());
    }

    @Test
    void withoutAVersionItIsTheLatestReleaseThatIsNoPreview() throws Exception {
        repository.publish("com.acme:base:1.2-rc1");
        repository.publish("com.acme:base:1.10");
        repository.publish("com.acme:base:2.0-alpha");
        var told = notebook.run("maven com.acme:base");
        assertEquals(List.of("base-1.10.jar"), told.names());
        assertTrue(told.out().contains("base: 1.10 is the latest release."), told.out());
        repository.publish("com.acme:base:1.11");
        assertEquals(List.of("base-1.10.jar"), notebook.run("maven com.acme:base").names(), "it is loaded");
    }

    @Test
    void aRangeIsItsHighestVersion() throws Exception {
        repository.publish("com.acme:base:2.0-beta");
        repository.publish("com.acme:base:2.0");
        assertEquals(List.of("base-1.1.jar"), notebook.run("maven com.acme:base:[1.0,2.0)").names());
        assertEquals("", notebook.run("maven com.acme:base:[1.1,1.5]").err(), "1.1 is in the range");
    }

    @Test
    void classifiersAreWrittenInMavensAndInGradlesWay() throws Exception {
        repository.publish("com.acme:nat:1.0:linux", "", "jar", TestRepository.jar("linux"));
        repository.publish("com.acme:nat:1.0:mac", "", "jar", TestRepository.jar("mac"));
        repository.publish("com.acme:nat:1.0", "", "zip", TestRepository.jar("zip"));
        notebook.run("maven com.acme:nat:jar:linux:1.0 com.acme:nat:1.0:mac");
        assertEquals(List.of("nat-1.0-linux.jar", "nat-1.0-mac.jar"), notebook.names());
        assertEquals(List.of("nat-1.0.zip"), notebook.run("maven com.acme:nat:1.0@zip").names());
        assertEquals(2, notebook.classPath.size(), "only jars have classes");
    }

    @Test
    void aBillOfMaterialsGivesVersions() throws Exception {
        repository.publish("com.acme:bom:9.0", "<dependencyManagement><dependencies>"
            + TestRepository.dependency("com.acme:base:1.1") + TestRepository.dependency("com.acme:tools:2.0")
            + "</dependencies></dependencyManagement>", "pom", null);
        notebook.run("maven --bom com.acme:bom:9.0 com.acme:tools");
        assertEquals(List.of("tools-2.0.jar", "base-1.1.jar"), notebook.names());
        notebook.run("maven com.acme:base");
        assertEquals(2, notebook.classPath.size());
        var other = another();
        other.run("maven com.acme:bom:9.0@pom com.acme:tools");
        assertEquals(List.of("tools-2.0.jar", "base-1.1.jar"), other.names(), "jbang's way");
    }

    @Test
    void whatIsExcludedDoesNotCome() throws Exception {
        assertEquals(List.of("tools-2.0.jar"),
            notebook.run("maven --exclude com.acme:base com.acme:tools:2.0").names());
        var other = another();
        assertEquals(List.of("maths-3.0.jar"), other.run("maven --no-transitive com.acme:maths:3.0").names());
    }

    @Test
    void aSnapshotIsAskedForAgainWhenItsTimeIsOver() throws Exception {
        TestNotebook.settings(home, "<profiles><profile><id>p</id><repositories><repository><id>snaps</id><url>"
            + repository.url() + "</url><snapshots><enabled>true</enabled><updatePolicy>always</updatePolicy>"
            + "</snapshots></repository>"
            + "</repositories></profile></profiles><activeProfiles><activeProfile>p</activeProfile>"
            + "</activeProfiles><mirrors><mirror><id>test</id><mirrorOf>central</mirrorOf><url>" + repository.url()
            + "</url></mirror></mirrors>");
        repository.publishSnapshot("com.acme:fresh", 1);
        var other = another();
        var jar = other.run("maven com.acme:fresh:1.0-SNAPSHOT").jars().getFirst();
        assertEquals("fresh-1.0-SNAPSHOT.jar", jar.getFileName().toString());
        other.end();
        var before = Files.readAllBytes(jar);
        repository.publishSnapshot("com.acme:fresh", 2);
        notebook.run("maven com.acme:fresh:1.0-SNAPSHOT");
        assertFalse(Arrays.equals(before, Files.readAllBytes(jar)));
    }

    @Test
    void sourcesOfWhatWasNamedComeLaterByThemselves() throws Exception {
        var folder = "com/acme/tools/2.0/tools-2.0-sources.jar";
        repository.put(folder, TestRepository.jar("Source.java"));
        repository.put("com/acme/base/1.0/base-1.0-sources.jar", TestRepository.jar("Base.java"));
        notebook.run("maven com.acme:tools:2.0");
        var sources = notebook.repository().resolve(folder);
        for (var i = 0; i < 200 && !Files.exists(sources); i++) {
            Thread.sleep(50);
        }
        assertTrue(Files.exists(sources));
        assertFalse(Files.exists(notebook.repository().resolve("com/acme/base/1.0/base-1.0-sources.jar")));
        notebook.run("maven --sources com.acme:tools:2.0");
        assertTrue(Files.exists(notebook.repository().resolve("com/acme/base/1.0/base-1.0-sources.jar")));
    }

    @Test
    void sourcesThatAreNotThereAreLookedForOnce() throws Exception {
        notebook.run("maven com.acme:base:1.0");
        for (var i = 0; i < 200 && !Files.exists(home.resolve("cache/no-sources")); i++) {
            Thread.sleep(50);
        }
        notebook.end();
        var asked = repository.requests().size();
        assertTrue(repository.requests().contains("com/acme/base/1.0/base-1.0-sources.jar"));
        var other = another();
        other.run("maven com.acme:base:1.0");
        Thread.sleep(300);
        assertEquals(asked, repository.requests().size());
    }

    @Test
    void aRepositoryStaysForTheNotebookAndMayBeAFolder() throws Exception {
        try (var other = new TestRepository()) {
            other.publish("org.other:thing:1.0", "com.acme:base:1.0").publish("org.other:second:1.0");
            notebook.run("maven -r other=" + other.url() + " org.other:thing:1.0");
            notebook.run("maven org.other:second:1.0");
            assertEquals(List.of("thing-1.0.jar", "base-1.0.jar", "second-1.0.jar"), notebook.names());
        }
        try (var third = new TestRepository()) {
            third.publish("org.third:local:1.0").saveTo(home.resolve("folder"));
        }
        notebook.run("maven --repo " + home.resolve("folder") + " org.third:local:1.0");
        assertEquals("local-1.0.jar", notebook.names().getLast());
    }

    @Test
    void nothingIsSaidIfItShallBeQuiet() throws Exception {
        assertEquals("", notebook.run("maven -q com.acme:tools:2.0").out());
        assertEquals(2, notebook.classPath.size());
    }
}
