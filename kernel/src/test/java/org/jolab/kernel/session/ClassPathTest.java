package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {

    private final Notebook notebook = new Notebook();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        notebook.close();
    }

    @Test
    void theKernelsOwnLibrariesAreNotSeen() {
        assertTrue(notebook.failure("new com.fasterxml.jackson.databind.ObjectMapper()")
            .contains("package com.fasterxml.jackson.databind does not exist"));
        assertTrue(notebook.failure("Class.forName(\"com.fasterxml.jackson.databind.ObjectMapper\")")
            .startsWith("ClassNotFoundException"));
        assertTrue(notebook.failure("Class.forName(\"org.jolab.kernel.session.Session\")")
            .startsWith("ClassNotFoundException"));
        assertTrue(notebook.failure("org.zeromq.ZMQ x;").contains("does not exist"));
    }

    @Test
    void aNotebookMayUseAnotherVersionOfALibraryOfTheKernels() throws IOException {
        var jar = library("com.fasterxml.jackson.databind.ObjectMapper", """
            package com.fasterxml.jackson.databind;
            public class ObjectMapper {
                public String version() { return "mine"; }
            }
            """);
        notebook.value("int before = 1;");
        notebook.session.workspace().addToClassPath(List.of(jar));
        assertEquals("mine", notebook.value("new com.fasterxml.jackson.databind.ObjectMapper().version()"));
        notebook.value("import com.fasterxml.jackson.databind.*;\nObjectMapper make() { return new ObjectMapper(); }");
        assertEquals("mine", notebook.value("make().version()"));
        assertEquals("1", notebook.value("before"));
    }

    @Test
    void anImportMayBringItsLibrary() throws IOException {
        System.setProperty("trial.jar", library("trial.library.Tool", """
            package trial.library;
            public class Tool {
                public static int size() { return 7; }
            }
            """).toString());
        assertEquals("7", notebook.value("import trial.library.Tool;\nTool.size()"));
    }

    @Test
    void theFirstDeclarationLeavesTheCellItsClassLoader() {
        assertEquals("true", notebook.value("import java.util.zip.CRC32;\nrecord First() {}\n"
            + "Thread.currentThread().getContextClassLoader() == First.class.getClassLoader()"));
    }

    @Test
    void theApiIsTheKernelsOwn() {
        assertEquals("true", notebook.value("UsageError.class.getClassLoader() == ClassLoader.getSystemClassLoader()"));
        assertEquals("text", notebook.value("MimeBundle.text(\"text\").data().get(\"text/plain\")"));
    }

    @Test
    void theJdksToolsMayBeUsed() {
        assertEquals("class jdk.jshell.JShell", notebook.value("jdk.jshell.JShell.class"));
        assertEquals("true", notebook.value("javax.tools.ToolProvider.getSystemJavaCompiler() != null"));
    }

    @Test
    void resourcesOfTheClassPathAreFound() throws IOException {
        var jar = folder.resolve("data.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("words.txt"));
            out.write("hello".getBytes());
        }
        notebook.session.workspace().addToClassPath(List.of(jar));
        assertEquals("hello", notebook.value("new String(Thread.currentThread().getContextClassLoader()"
            + ".getResourceAsStream(\"words.txt\").readAllBytes())"));
    }

    private Path library(String className, String source) throws IOException {
        var classes = Files.createDirectories(folder.resolve("classes"));
        var file = new SimpleJavaFileObject(URI.create("mem:///" + className.replace('.', '/') + ".java"),
            JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var done = ToolProvider.getSystemJavaCompiler()
            .getTask(null, null, null, List.of("-d", classes.toString()), null, List.of(file)).call();
        assertTrue(done);
        var jar = folder.resolve("library.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            var name = className.replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(name));
            out.write(Files.readAllBytes(classes.resolve(name)));
        }
        return jar;
    }
}
