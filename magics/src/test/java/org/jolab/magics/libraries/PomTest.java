package org.jolab.magics.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %%pom} and {@code %pom}. */
class PomTest {

    @TempDir
    private Path home;
    private TestRepository repository;
    private TestNotebook notebook;

    @BeforeEach
    void serve() throws Exception {
        repository = new TestRepository().publish("com.acme:base:1.0").publish("com.acme:base:1.1")
            .publish("com.acme:tools:2.0", "com.acme:base:1.0").publish("com.acme:junit:1.0");
        TestNotebook.settings(home, repository);
        notebook = new TestNotebook(home);
    }

    @AfterEach
    void stop() {
        notebook.end();
        repository.close();
    }

    @Test
    void dependenciesAloneAreEnough() throws Exception {
        var told = notebook.run("pom", "<!-- copied -->\n<dependencies>"
            + TestRepository.dependency("com.acme:tools:2.0")
            + TestRepository.dependency("com.acme:junit:1.0").replace("</version>", "</version><scope>test</scope>")
            + "</dependencies>");
        assertEquals(List.of("tools-2.0.jar", "base-1.0.jar"), told.names());
        notebook.run("maven com.acme:junit:1.0");
        assertEquals(3, notebook.classPath.size());
        var other = notebook.another();
        assertEquals(List.of("base-1.1.jar"),
            other.run("pom", TestRepository.dependency("com.acme:base:1.1")).names(), "a lone <dependency>");
    }

    @Test
    void managedVersionsBillsOfMaterialsAndRepositoriesCount() throws Exception {
        try (var other = new TestRepository().publish("org.other:thing:5", "com.acme:base:1.0")) {
            repository.publish("com.acme:bom:1", "<dependencyManagement><dependencies>"
                + TestRepository.dependency("org.other:thing:5") + "</dependencies></dependencyManagement>", "pom",
                null);
            var told = notebook.run("pom", """
                <properties><v>1.1</v></properties>
                <repositories><repository><id>other</id><url>%s</url></repository></repositories>
                <dependencyManagement><dependencies>
                  <dependency><groupId>com.acme</groupId><artifactId>base</artifactId><version>${v}</version>
                  </dependency>
                  <dependency><groupId>com.acme</groupId><artifactId>bom</artifactId><version>1</version>
                    <type>pom</type><scope>import</scope></dependency>
                </dependencies></dependencyManagement>
                <dependencies>
                  <dependency><groupId>org.other</groupId><artifactId>thing</artifactId></dependency>
                </dependencies>""".formatted(other.url()));
            assertEquals(List.of("thing-5.jar", "base-1.1.jar"), told.names());
        }
    }

    @Test
    void aWholeProjectWithAParentIsReadFromAFile() throws Exception {
        Files.createDirectories(home.resolve("project/module"));
        Files.writeString(home.resolve("project/pom.xml"), """
            <project><modelVersion>4.0.0</modelVersion><groupId>my</groupId><artifactId>parent</artifactId>
            <version>1</version><packaging>pom</packaging><properties><tools>2.0</tools></properties></project>""");
        var file = home.resolve("project/module/pom.xml");
        Files.writeString(file, """
            <?xml version="1.0" encoding="UTF-8"?>
            <project><modelVersion>4.0.0</modelVersion><parent><groupId>my</groupId><artifactId>parent</artifactId>
            <version>1</version></parent><artifactId>module</artifactId><dependencies><dependency>
            <groupId>com.acme</groupId><artifactId>tools</artifactId><version>${tools}</version></dependency>
            </dependencies></project>""");
        assertEquals(List.of("tools-2.0.jar", "base-1.0.jar"), notebook.run("pom " + file).names());
        assertEquals(2, notebook.another().run("pom " + file).names().size(), "the second time, too");
    }

    @Test
    void aPomThatIsNoneIsToldWithItsLine() {
        assertTrue(failure("<dependencies>\n<dependency>\n</dependencies>").startsWith("This is no POM: line 3, "));
        assertTrue(failure("com.acme:tools:2.0").contains("begins with \"com.acme:tools:2.0\""));
        assertTrue(failure("<dependencies><dependency><groupId>com.acme</groupId></dependency></dependencies>")
            .contains("is not valid: 'dependencies.dependency.artifactId'"));
        assertTrue(failure("<parent><groupId>com.acme</groupId><artifactId>none</artifactId><version>1</version>"
            + "</parent>")
            .contains("com.acme:none"));
        assertTrue(failure("").startsWith("A POM is made of elements"));
        assertThrows(UsageError.class, () -> notebook.run("pom /no/such/pom.xml"));
    }

    private String failure(String body) {
        return assertThrows(UsageError.class, () -> notebook.run("pom", body)).getMessage();
    }
}
