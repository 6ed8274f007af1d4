package org.jolab.magics.files;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.JavacTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;

/**
 * A compiled source file, with the classes of other files that it uses, as JEP 458's launcher has it.
 *
 * @param types the binary names of the types at the top of the file, in order
 * @param classFiles by binary name
 */
record Program(Source source, List<String> types, Map<String, byte[]> classFiles) {

    /**
     * Compiles {@code source} against {@code classPath} and Jolab's own interface.
     *
     * @throws UsageError if it does not compile; what is wrong has been printed then
     */
    static Program compile(Source source, Collection<Path> classPath) throws IOException {
        var unit = new Unit(source);
        var types = types(unit);
        var problems = new DiagnosticCollector<JavaFileObject>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var standard = compiler.getStandardFileManager(problems, null, StandardCharsets.UTF_8);
            var files = new Memory(standard)) {
            standard.setLocationFromPaths(StandardLocation.CLASS_PATH,
                Stream.concat(classPath.stream(), interfaceJar().stream()).toList());
            var root = root(source, types);
            if (root.isPresent()) {
                standard.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of(root.get()));
            }
            var task = compiler.getTask(Writer.nullWriter(), files, problems,
                List.of("-g", "-parameters", "-proc:none", "-implicit:class"), null, List.of(unit));
            if (!task.call()) {
                throw refused(source, problems.getDiagnostics());
            }
            return new Program(source, types, files.classFiles());
        }
    }

    private static UsageError refused(Source source, List<Diagnostic<? extends JavaFileObject>> problems) {
        var errors = problems.stream().filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR).toList();
        errors.forEach(error -> System.err.println(text(source, error)));
        return new UsageError(source.name() + " does not compile: " + errors.size()
            + (errors.size() == 1 ? " error." : " errors."));
    }

    private static String text(Source source, Diagnostic<? extends JavaFileObject> error) {
        var isOurs = error.getSource() == null || error.getSource() instanceof Unit;
        var file = isOurs ? source.name() : Path.of(error.getSource().getName()).getFileName().toString();
        var text = new StringBuilder(file);
        if (error.getLineNumber() > 0) {
            text.append(", line ").append(error.getLineNumber());
        }
        text.append(": ").append(error.getMessage(null));
        if (error.getLineNumber() > 0) {
            var line = line(error);
            text.append("\n    ").append(line).append("\n    ")
                .repeat(' ', (int) Math.clamp(error.getColumnNumber() - 1, 0, line.length())).append('^');
        }
        return text.toString();
    }

    private static String line(Diagnostic<? extends JavaFileObject> error) {
        try {
            return error.getSource().getCharContent(true).toString().lines().skip(error.getLineNumber() - 1)
                .findFirst().orElse("").replace('\t', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private static List<String> types(Unit unit) throws IOException {
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(Writer.nullWriter(), null,
            problem -> { }, null, null, List.of(unit));
        for (var tree : task.parse()) {
            var prefix = tree.getPackageName() == null ? "" : tree.getPackageName() + ".";
            return tree.getTypeDecls().stream()
                .mapMulti((type, to) -> {
                    if (type instanceof ClassTree named) {
                        to.accept(prefix + named.getSimpleName());
                    }
                }).map(String::valueOf).toList();
        }
        return List.of();
    }

    /** The folder in which the file's package begins; empty if the file does not lie as its package says. */
    private static Optional<Path> root(Source source, List<String> types) {
        if (source.file().isEmpty() || types.isEmpty()) {
            return Optional.empty();
        }
        var folder = source.file().get().toAbsolutePath().getParent();
        var names = types.getFirst().split("\\.");
        for (var i = names.length - 2; i >= 0; i--) {
            if (folder == null || folder.getFileName() == null || !folder.endsWith(names[i])) {
                return Optional.empty();
            }
            folder = folder.getParent();
        }
        return Optional.ofNullable(folder);
    }

    /** Where the compiler finds {@code org.jolab.api}. */
    private static List<Path> interfaceJar() {
        try {
            var location = Notebook.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Optional.of(Path.of(location)).filter(Files::exists).stream().toList();
        } catch (URISyntaxException | RuntimeException e) {
            return List.of();
        }
    }

    /** The lines of the file in which {@code thrown} came up, innermost first; empty if it was elsewhere. */
    String lines(Throwable thrown) {
        var lines = source.text().lines().toList();
        return Stream.of(thrown.getStackTrace())
            .filter(frame -> source.name().equals(frame.getFileName()) && classFiles.containsKey(frame.getClassName())
                && frame.getLineNumber() > 0 && frame.getLineNumber() <= lines.size())
            .limit(10)
            .map(frame -> "  " + source.name() + ", line " + frame.getLineNumber() + ": "
                + lines.get(frame.getLineNumber() - 1).strip())
            .collect(Collectors.joining("\n"));
    }

    /** The source file as the compiler sees it; it need not be named as its public type is. */
    private static final class Unit extends SimpleJavaFileObject {

        private final Source source;

        Unit(Source source) {
            super(source.file().map(Path::toUri).orElseGet(
                () -> URI.create("web:///" + source.name().replaceAll("[^\\w.-]", "_"))), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source.text();
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE;
        }
    }

    /** Keeps what the compiler writes. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        Map<String, byte[]> classFiles() {
            return written.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toByteArray()));
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind,
                FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + kind.extension),
                    kind) {
                @Override
                public OutputStream openOutputStream() {
                    var bytes = new ByteArrayOutputStream();
                    written.put(className, bytes);
                    return bytes;
                }
            };
        }
    }

    /** The name that the file gives its class, such as {@code Hello} for {@code Hello.java}. */
    String expectedName() {
        var simple = source.name().substring(0, source.name().length() - ".java".length());
        var first = types.getFirst();
        return first.contains(".") ? first.substring(0, first.lastIndexOf('.') + 1) + simple : simple;
    }
}
