package org.jolab.install.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No Python test is forgotten. */
class CompletenessTest {

    private static final Path HERE = Path.of("src/test/java/org/jolab/install/conformance");
    private static final Pattern NAMED = Pattern.compile("PythonSuite\\.of\\(\"([^\"]+\\.py)\"");

    @Test
    void everyPythonTestIsRunByAnIntegrationTest() throws IOException {
        var named = new TreeSet<String>();
        try (var files = Files.list(HERE)) {
            for (var file : files.filter(f -> f.toString().endsWith("IT.java")).toList()) {
                NAMED.matcher(Files.readString(file)).results().forEach(found -> named.add(found.group(1)));
            }
        }
        try (var files = Files.walk(PythonSuite.TESTS)) {
            var present = files.filter(f -> f.getFileName().toString().matches("test_.*\\.py"))
                .map(f -> PythonSuite.TESTS.relativize(f).toString())
                .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(present, named);
        }
    }
}
