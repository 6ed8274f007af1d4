package org.jolab.magics.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "g:a | g | a | '' | '' | jar",
        "g:a:1.0 | g | a | 1.0 | '' | jar",
        "\"g:a:1.0\", | g | a | 1.0 | '' | jar",
        "g:a:jar:1.0 | g | a | 1.0 | '' | jar",
        "g:a:pom:1.0 | g | a | 1.0 | '' | pom",
        "g:a:1.0@pom | g | a | 1.0 | '' | pom",
        "g:a:jar:linux-x86_64:1.0 | g | a | 1.0 | linux-x86_64 | jar",
        "g:a:1.0:linux-x86_64 | g | a | 1.0 | linux-x86_64 | jar",
        "g:a:1.0:cls@zip | g | a | 1.0 | cls | zip",
        "g:a:[1.0,2.0) | g | a | [1.0,2.0) | '' | jar",
        "g:a:LATEST | g | a | '' | '' | jar",
        "g:a:+ | g | a | '' | '' | jar",
        "g:a:1.2.+ | g | a | [1.2.*] | '' | jar",
    })
    void allWaysOfWritingAreRead(String text, String group, String artifact, String version, String classifier,
            String extension) {
        assertEquals(new Coordinates(group, artifact, version, classifier, extension), Coordinates.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "guava", ":", "g:", ":a", "g:a:", "g:a:1:", "g:a:1:c:x:y", "g/h:a:1", "<dependency>"})
    void whatIsNoneShowsTheForm(String text) {
        if (!text.equals("g:a:")) {
            assertTrue(assertThrows(UsageError.class, () -> Coordinates.parse(text)).getMessage()
                .contains("group:artifact:version"));
        }
    }

    @Test
    void previewsAreToldFromReleases() {
        for (var preview : List.of("2.0-alpha1", "2.0.0.Beta2", "1.0-RC1", "3.0-M4", "1.0-SNAPSHOT", "1.0-b12", "2-ea",
            "1.0.0-rc.1", "4.13-beta-3", "1.0.CR1")) {
            assertTrue(Versions.isPreview(preview), preview);
        }
        for (var release : List.of("33.4.8-jre", "1.0", "5.0.0.Final", "42.7.4", "1.18.30", "9.4.56.v20240826",
            "1.0.ga", "3.0.0-incubating", "2.3.1-android", "1.0-mac", "r09")) {
            assertFalse(Versions.isPreview(release), release);
        }
    }

    @Test
    void theBestVersionIsNoPreviewAndNoDate() {
        assertEquals("1.10", Versions.best(List.of("1.2", "1.10", "2.0-rc1", "20041127.091804")));
        assertEquals("2.0-rc1", Versions.best(List.of("2.0-alpha", "2.0-rc1")));
        assertEquals("", Versions.best(List.of()));
    }

    @Test
    void nearIsWhatStandsAround() {
        var all = List.of("1.0", "1.1", "1.2", "2.0", "2.1", "3.0");
        assertEquals(List.of("1.1", "1.2", "2.0", "2.1"), Versions.near(all, "1.5"));
        assertEquals(List.of("2.1", "3.0"), Versions.near(all, "9"));
        assertEquals(List.of("1.0", "1.1"), Versions.near(all, "0.1"));
        assertEquals(List.of("guava"), Suggestions.near(List.of("guava", "guava-testlib-extras", "truth"), "guva"));
    }

    @Test
    void whatMavenCentralsSearchFindsIsOrderedByLikeness() {
        var answer = """
            {"response":{"numFound":3,"docs":[{"id":"org.other:guava","g":"org.other","a":"guava"},
            {"id":"com.google.guava:guava","g":"com.google.guava"},{"id":"com.googlecode:guava"}]}}""";
        assertEquals(List.of("com.googlecode:guava", "com.google.guava:guava", "org.other:guava"),
            Suggestions.found(answer, "com.google:guava"));
        assertEquals(List.of(), Suggestions.found("<html>", "a:b"));
    }

    @Test
    void sizesAreSaidAsPeopleSayThem() {
        assertEquals("999 bytes", Sizes.text(999));
        assertEquals("1.0 kB", Sizes.text(1000));
        assertEquals("12 kB", Sizes.text(12_345));
        assertEquals("3.4 MB", Sizes.text(3_400_000));
        assertEquals("1.0 MB", Sizes.text(999_999));
        assertEquals("2.35 GB", Sizes.text(2_345_000_000L));
    }

    @Test
    void repositoriesAreReadWithTheirIds() {
        assertEquals("acme", Repository.parse("acme=https://repo.acme.com/maven").id());
        assertEquals("repo.acme.com", Repository.parse("https://repo.acme.com/maven?x=y").id());
        assertEquals(new Repository("x", "https://h/m", "me", "p@:s"), Repository.parse("x=https://me:p%40:s@h/m"));
        assertEquals(Repository.CENTRAL, Repository.parse("mavencentral"));
    }
}
