package org.jolab.magics.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A notebook whose Maven Central is the test's, with a library that has ND4J's name and nothing else of it. */
class LibrarySetTest {

    @TempDir
    Path home;

    private final String before = System.getProperty("user.home");
    private TestRepository central;
    private Trial trial;

    @BeforeEach
    void begin() throws Exception {
        central = new TestRepository()
            .publish("org.slf4j:slf4j-nop:1.7.36")
            .publish("org.nd4j:nd4j-api:1.0.0-M2.1")
            .publish("org.nd4j:nd4j-native:1.0.0-M2.1",
                "<dependencies>" + TestRepository.dependency("org.nd4j:nd4j-api:1.0.0-M2.1") + "</dependencies>", "jar",
                jar(home));
        TestNotebook.settings(home, central);
        System.setProperty("user.home", home.toString());
        trial = new Trial();
    }

    @AfterEach
    void end() throws Exception {
        System.setProperty("user.home", before);
        trial.close();
        central.close();
    }

    private static byte[] jar(Path folder) throws IOException {
        var source = new SimpleJavaFileObject(URI.create("string:///org/nd4j/linalg/factory/Nd4j.java"),
            javax.tools.JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean lenient) {
                return "package org.nd4j.linalg.factory; public class Nd4j { public static int ones() { return 11; } }";
            }
        };
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertTrue(compiler.getTask(null, null, null, List.of("-d", folder.toString(), "-proc:none"), null,
            List.of(source)).call());
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new JarEntry("org/nd4j/linalg/factory/Nd4j.class"));
            jar.write(Files.readAllBytes(folder.resolve("org/nd4j/linalg/factory/Nd4j.class")));
        }
        return bytes.toByteArray();
    }

    @Test
    void aCellThatImportsOfASetJustWorks() {
        var result = trial.ok("import org.nd4j.linalg.factory.Nd4j;\n\nNd4j.ones() + 1");
        assertEquals("12", result.value());
        assertTrue(result.stdout().contains("Added 3 jars"), result.stdout());
        assertEquals("", trial.ok("import org.nd4j.linalg.factory.*;").stdout());
        assertEquals("11", trial.ok("Nd4j.ones()").value());
        var again = trial.run("import org.nd4j.nonsense.Thing;");
        assertTrue(again.failure().contains("org.nd4j.nonsense"), again.failure());
    }

    @Test
    void qualifiedNamesAndDeclarationsBringItToo() {
        assertEquals("11", trial.ok("org.nd4j.linalg.factory.Nd4j.ones()").value());
        trial.ok("int twice() { return 2 * org.nd4j.linalg.factory.Nd4j.ones(); }");
        assertEquals("22", trial.ok("twice()").value());
    }

    @Test
    void aMethodMayBeTheFirstToNameIt() {
        trial.ok("import org.nd4j.linalg.factory.Nd4j;\nint three() { return 3 * Nd4j.ones(); }");
        assertEquals("33", trial.ok("three()").value());
    }

    @Test
    void javacppIsToldHowMuchMemoryItMayTake() {
        trial.ok("%libs add nd4j");
        assertTrue(Long.getLong("org.bytedeco.javacpp.maxbytes") > 1 << 28);
        assertTrue(Long.getLong("org.bytedeco.javacpp.maxphysicalbytes")
            > Long.getLong("org.bytedeco.javacpp.maxbytes"));
    }

    @Test
    void setsAreListedWithTheirState() {
        assertTrue(trial.ok("%libs").value().contains("available by"));
        assertTrue(central.requests().isEmpty(), "nothing is asked for before somebody needs it");
        trial.ok("%libs add nd4j");
        assertFalse(trial.ok("%libs").value().contains("available by"), "on the class path");
        assertTrue(trial.ok("%libs").value().contains("org.nd4j:nd4j-native"), "on the class path");
        assertTrue(LibrarySet.named("nd4j").orElseThrow().isIn(home.resolve(".m2/repository")));
        assertTrue(trial.failure("%libs add nd5j").contains("There is no set \"nd5j\". There are: nd4j."));
        assertTrue(trial.failure("%libs remove nd4j").contains("%libs add"));
    }

    @Test
    void withoutANetworkTheCellSaysWhatIsMissing() throws Exception {
        central.close();
        var failure = trial.failure("import org.nd4j.linalg.factory.Nd4j;");
        assertTrue(failure.contains("can't be reached: the connection is refused"), failure);
    }
}
