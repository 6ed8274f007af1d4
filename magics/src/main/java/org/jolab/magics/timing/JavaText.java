package org.jolab.magics.timing;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java source as javac's parser sees it; nothing is looked up or compiled. */
final class JavaText {

    private JavaText() {}

    /** Makes something of a parsed text, before the parser is gone. */
    interface Reader<T> {

        /** {@code problems} are javac's names of the errors. */
        T read(JavacTask task, CompilationUnitTree unit, List<String> problems);
    }

    static <T> T parse(String text, Reader<T> reader) {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
            .getTask(null, null, diagnostics, List.of("-proc:none"), null, List.of(new Text(text)));
        try {
            var unit = task.parse().iterator().next();
            return reader.read(task, unit, diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::getCode).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String text) {
            super(URI.create("string:///$Timed.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
