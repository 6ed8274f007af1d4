package org.jolab.kernel.session;

import com.sun.source.util.JavacTask;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.api.JavacTaskPool;
import com.sun.tools.javac.code.ClassFinder;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * javac, kept warm. May be called by all threads; it serves one at a time.
 *
 * <p>The tasks come from the pool that JShell uses, too: it keeps what was learned about the JDK's classes, which
 * makes a compilation of a few lines cost milliseconds.
 */
final class Javac {

    /** The package of everything that cells declare, JShell's choice. */
    static final String PACKAGE = "REPL";

    /** What the class of a cell's statements is called, before its number. */
    static final String CELL = "$Cell$";

    private static final List<String> OPTIONS = List.of("-proc:none", "-Xlint:none", "-parameters", "-g");

    private final ReplFiles files;
    private JavacTaskPool pool = new JavacTaskPool(4);

    /** Something to do with one source file before it is compiled. */
    interface Work<R> {

        /** Called with the task, which must not be kept, and a list that fills with what is wrong. */
        R with(JavacTask task, List<Diagnostic<? extends JavaFileObject>> problems) throws IOException;
    }

    /** A compilation's end: the classes, or none and what is wrong. */
    record Result(Collection<ReplFiles.Compiled> classes, List<Diagnostic<? extends JavaFileObject>> problems) {}

    /** A compiler of sources that see {@code classPath} and the classes that {@code earlier} names at each call. */
    Javac(Collection<Path> classPath, Supplier<Collection<ReplFiles.Compiled>> earlier) {
        files = new ReplFiles(ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null), earlier);
        files.setClassPath(classPath);
    }

    /** Lets all later compilations see {@code entries}, jars and folders of classes, and no others. */
    synchronized void setClassPath(Collection<Path> entries) {
        files.setClassPath(entries);
        // A pooled task does not look again into packages that it has listed.
        pool = new JavacTaskPool(4);
    }

    /** Parses, or analyses as far as types, a source file with the name of {@code className}. */
    <R> R analyze(String className, String source, Work<R> work) {
        return run(className, source, "--should-stop=at=ATTR", work);
    }

    /** Compiles a source file with the name of {@code className} to class files. */
    synchronized Result compile(String className, String source) {
        var result = run(className, source, "--should-stop=at=GENERATE", (task, problems) -> {
            task.call();
            return new Result(files.takeWritten(), problems);
        });
        if (result.problems().stream().anyMatch(problem -> problem.getCode().startsWith("compiler.err.limit"))) {
            // What did not fit into a class file stays in the task's buffers and would be held against the next cell.
            pool = new JavacTaskPool(4);
        }
        return result;
    }

    /** Whether a class, by its binary name, is one of a cell's statements. */
    static boolean isCell(String className) {
        var prefix = PACKAGE.length() + 1 + CELL.length();
        return className.startsWith(CELL, PACKAGE.length() + 1) && className.indexOf('$', prefix) < 0;
    }

    private synchronized <R> R run(String className, String source, String until, Work<R> work) {
        var file = new SimpleJavaFileObject(ReplFiles.uri(className, JavaFileObject.Kind.SOURCE),
            JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var options = new ArrayList<>(OPTIONS);
        options.add(until);
        var problems = new DiagnosticCollector<JavaFileObject>();
        // What javac prints of its own failures is none of the user's output; its exceptions reach the caller.
        return pool.getTask(Writer.nullWriter(), files, problems, options, null, List.of(file), task -> {
            var context = ((BasicJavacTask) task).getContext();
            forgetPackage(context);
            try {
                return work.with(task, problems.getDiagnostics());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * Makes a pooled task read the package of the cells anew: it has grown since, and a class may have been replaced by
     * another of the same name.
     */
    private void forgetPackage(Context context) {
        var symbols = Symtab.instance(context);
        var names = Names.instance(context);
        var cells = symbols.getPackage(symbols.unnamedModule, names.fromString(PACKAGE));
        if (cells != null) {
            files.earlier().forEach(known ->
                symbols.removeClass(symbols.unnamedModule, names.fromString(known.name())));
            cells.members_field = null;
            cells.completer = ClassFinder.instance(context).getCompleter();
        }
    }
}
