package org.jolab.magics.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A notebook that is run again has its libraries at once, as long as nothing has changed. */
class CacheTest {

    private static final String LINE = "maven com.acme:tools:2.0 com.acme:more:1.0";

    @TempDir
    private Path home;
    private TestRepository repository;
    private final List<TestNotebook> notebooks = new ArrayList<>();

    @BeforeEach
    void serve() throws Exception {
        repository = new TestRepository().publish("com.acme:base:1.0").publish("com.acme:base:1.1")
            .publish("com.acme:tools:2.0", "com.acme:base:1.0").publish("com.acme:more:1.0", "com.acme:base:1.1");
        // So that no thread looks for sources behind a test's back.
        for (var name : List.of("base/1.0/base-1.0", "base/1.1/base-1.1", "tools/2.0/tools-2.0", "more/1.0/more-1.0")) {
            repository.put("com/acme/" + name + "-sources.jar", TestRepository.jar("Source.java"));
        }
        TestNotebook.settings(home, repository);
    }

    @AfterEach
    void stop() {
        notebooks.forEach(TestNotebook::end);
        repository.close();
    }

    private TestNotebook another() {
        notebooks.add(new TestNotebook(home));
        return notebooks.getLast();
    }

    @Test
    void theSecondTimeNothingIsAskedAndItTakesNoTime() throws Exception {
        var first = another().run(LINE.replace("maven", "maven --sources"));
        var asked = repository.requests().size();
        var start = System.nanoTime();
        var second = another().run(LINE);
        var millis = (System.nanoTime() - start) / 1_000_000;
        assertEquals(first.jars(), second.jars());
        assertEquals(first.out(), second.out());
        assertEquals(asked, repository.requests().size());
        assertTrue(millis < 200, millis + " ms");
        repository.close();
        assertEquals(first.jars(), another().run(LINE).jars(), "a network is not needed");
    }

    @Test
    void aNotebookOfSeveralCellsIsRememberedCellByCell() throws Exception {
        for (var i = 0; i < 2; i++) {
            var notebook = another();
            notebook.run("maven --sources com.acme:tools:2.0");
            var told = notebook.run("maven --sources com.acme:more:1.0");
            assertTrue(told.err().contains("base 1.0 is loaded already"), told.err());
            assertEquals(List.of("tools-2.0.jar", "base-1.0.jar", "more-1.0.jar"), notebook.names());
            notebook.end();
            if (i == 0) {
                repository.close();
            }
        }
    }

    @Test
    void aFileThatIsGoneOrChangedIsFetchedAnew() throws Exception {
        var jar = another().run(LINE).jars().getFirst();
        Files.delete(jar);
        assertEquals(3, another().run(LINE).jars().size());
        assertTrue(Files.exists(jar));
        Files.writeString(jar, "not a jar any more");
        assertThrows(UsageError.class, () -> another().run(LINE));
        assertEquals(3, another().run(LINE).jars().size());
    }

    @Test
    void otherSettingsAreOtherAnswers() throws Exception {
        another().run("maven --sources com.acme:tools:2.0");
        try (var other = new TestRepository().publish("com.acme:tools:2.0")) {
            TestNotebook.settings(home, "<localRepository>" + home.resolve("other") + "</localRepository><mirrors>"
                + "<mirror><id>x</id><mirrorOf>central</mirrorOf><url>" + other.url() + "</url></mirror></mirrors>");
            assertEquals(1, another().run("maven com.acme:tools:2.0").jars().size());
        }
    }

    @Test
    void theLatestReleaseIsRememberedForADayAndASnapshotThatMayAlwaysChangeIsNot() throws Exception {
        another().run("maven --sources com.acme:base");
        var cached = Files.list(home.resolve("cache/libraries")).toList();
        var expires = Long.parseLong(Files.readAllLines(cached.getFirst()).getFirst().split("\t")[1]);
        assertTrue(expires > System.currentTimeMillis()
            && expires <= System.currentTimeMillis() + 25 * 3_600_000L, "until midnight");
        var lines = new ArrayList<>(Files.readAllLines(cached.getFirst()));
        lines.set(0, lines.getFirst().replace("" + expires, "" + (System.currentTimeMillis() - 1)));
        Files.write(cached.getFirst(), lines);
        var asked = repository.requests().size();
        var told = another().run("maven com.acme:base");
        assertTrue(told.out().contains("1.1 is the latest release"), told.out());
        assertTrue(Files.readAllLines(cached.getFirst()).getFirst().endsWith("" + expires), "found again");
        assertEquals(asked, repository.requests().size(), "Maven's own list of versions is of today");
    }

    @Test
    void aTornOrForeignFileInTheCacheDoesNoHarm() throws Exception {
        another().run(LINE);
        for (var text : List.of("", "jolab-libraries 1\t99999999999999\nfile\tx", "something else\n\u0000")) {
            try (var files = Files.list(home.resolve("cache/libraries"))) {
                for (var file : files.toList()) {
                    Files.writeString(file, text);
                }
            }
            assertEquals(3, another().run(LINE).jars().size());
        }
    }

    @Test
    void aCacheThatCanNotBeWrittenDoesNoHarm() throws Exception {
        Files.writeString(home.resolve("cache"), "a file where the folder should be");
        assertEquals(3, another().run(LINE).jars().size());
        assertFalse(Files.isDirectory(home.resolve("cache")));
    }
}
