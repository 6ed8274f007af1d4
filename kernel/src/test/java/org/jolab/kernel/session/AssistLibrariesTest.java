package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import org.jolab.api.UsageError;
import org.jolab.kernel.Interpreter.Match;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssistLibrariesTest {

    private static final String SOURCE = """
        package org.example.tools;

        /** A tool of the shed. */
        public class Hammer<T> {
            /** How heavy it is, in kg. */
            public static final double WEIGHT = 1.5;

            /**
             * Hits a nail.
             *
             * @param nail what to hit
             * @param times how often
             * @return what is left
             */
            public String hit(T nail, int... times) {
                return "done";
            }

            class Hidden {}
        }
        """;

    @TempDir
    private Path folder;
    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    private Path compile() throws IOException {
        var source = Files.createDirectories(folder.resolve("src/org/example/tools")).resolve("Hammer.java");
        Files.writeString(source, SOURCE);
        tool("javac", "-d", folder.resolve("classes").toString(), source.toString());
        return source;
    }

    private static void tool(String name, String... arguments) {
        var out = new java.io.PrintWriter(new StringWriter());
        assertEquals(0, ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments));
    }

    private Path jar(String name, Path root) throws IOException {
        var jar = folder.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(jar)); var files = Files.walk(root)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(new JarEntry(root.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private List<String> complete(String code) {
        return notebook.session.complete(code, code.length()).matches().stream().map(Match::text).toList();
    }

    private String inspect(String code, int detail) {
        return notebook.session.inspect(code, code.length(), detail)
            .map(bundle -> (String) bundle.data().get("text/plain")).orElse("");
    }

    @Test
    void theClassesOfAJarAreOfferedOnceItIsAdded() throws IOException {
        compile();
        assertEquals(List.of(), complete("Hamme"));
        notebook.session.workspace().addToClassPath(List.of(jar("tools-1.0.jar", folder.resolve("classes"))));
        assertEquals(List.of("org.example.tools.Hammer"), complete("Hamme"));
        assertEquals(List.of("Hammer"), complete("import org.example.tools."));
        assertEquals(List.of("tools."), complete("org.example."));
        assertEquals(List.of("hit("), complete("new org.example.tools.Hammer<String>().h").subList(0, 1));
        notebook.value("import org.example.tools.*; var hammer = new Hammer<String>();");
        assertEquals(List.of("hit("), complete("hammer.hi"));
        assertEquals("Hammer", complete("Hamme").getFirst());
    }

    @Test
    void aFolderOfClassesServesAsWell() throws IOException {
        compile();
        notebook.session.workspace().addToClassPath(List.of(folder.resolve("classes")));
        assertEquals(List.of("org.example.tools.Hammer"), complete("Hamme"));
        assertEquals(List.of("WEIGHT"), complete("org.example.tools.Hammer.WE"));
    }

    @Test
    void commentsComeFromTheSourcesBesideTheJar() throws IOException {
        compile();
        jar("tools-1.0-sources.jar", folder.resolve("src"));
        notebook.session.workspace().addToClassPath(List.of(jar("tools-1.0.jar", folder.resolve("classes"))));
        notebook.value("import org.example.tools.Hammer; var hammer = new Hammer<String>();");
        var text = inspect("hammer.hit(", 1);
        assertTrue(text.startsWith("public String hit(T nail, int... times)\n"), text);
        assertTrue(text.contains("Hits a nail."), text);
        assertTrue(text.contains("times – how often"), text);
        assertTrue(text.contains("return \"done\";"), text);
        assertTrue(inspect("Hammer.WEIGHT", 0).contains("How heavy it is, in kg."));
        assertTrue(inspect("Hammer", 0).contains("A tool of the shed."));
    }

    @Test
    void withoutSourcesCommentsComeFromTheJavadocBesideTheJar() throws IOException {
        var source = compile();
        tool("javadoc", "-quiet", "-Xdoclint:none", "-notimestamp", "-d", folder.resolve("doc").toString(),
            source.toString());
        jar("tools-1.0-javadoc.jar", folder.resolve("doc"));
        notebook.session.workspace().addToClassPath(List.of(jar("tools-1.0.jar", folder.resolve("classes"))));
        notebook.value("import org.example.tools.Hammer; var hammer = new Hammer<String>();");
        var text = inspect("hammer.hit(", 0);
        assertTrue(text.contains("Hits a nail."), text);
        assertTrue(text.contains("what to hit"), text);
        assertTrue(text.contains("what is left"), text);
        assertTrue(!text.contains("Hidden"), text);
        assertTrue(inspect("Hammer.WEIGHT", 0).contains("How heavy it is, in kg."), inspect("Hammer.WEIGHT", 0));
        assertTrue(inspect("Hammer", 0).contains("A tool of the shed."), inspect("Hammer", 0));
    }

    @Test
    void aTornJarIsRefusedAndDoesNoHarm() throws IOException {
        var jar = Files.writeString(folder.resolve("torn.jar"), "this is no zip");
        assertThrows(UsageError.class, () -> notebook.session.workspace().addToClassPath(List.of(jar)));
        assertTrue(complete("\"x\".len").contains("length()"));
        assertEquals("2", notebook.value("1 + 1"));
    }
}
