package org.jolab.magics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;
import org.jolab.kernel.session.CellInterrupted;
import org.jolab.kernel.session.ExitRequested;
import org.jolab.magics.Words;

/** {@code %run}: programs, scripts and notebooks in files and on the web. */
final class RunMagics {

    private static final List<String> ENDINGS = List.of(".java", ".jsh", ".ipynb");

    private final Places places;
    /** What is being run by which thread, so that a notebook that runs itself is told. */
    private final ThreadLocal<Set<String>> running = ThreadLocal.withInitial(HashSet::new);

    RunMagics(Places places) {
        this.places = places;
    }

    List<Magic> all() {
        return List.of(Magic.line("run", "Runs a program (.java), a script (.jsh) or a notebook (.ipynb).")
            .rest("FILE", "a file or an address (https:), and the arguments that it gets")
            .details("""
                A .java file is compiled with the libraries of this notebook and its main method is called; it sees
                other source files that lie beside it, but nothing that this notebook has declared.
                A .jsh file is run as a cell of this notebook, a notebook's code cells one after the other: what
                they declare stays. Arguments are in the variable args.

                    %run Hello.java --name World
                    %run setup.ipynb""")
            .does(this::run));
    }

    private Object run(MagicCall call) throws Exception {
        var words = Words.of(call.rest());
        if (words.isEmpty()) {
            throw call.usage("Say which file is to be run.");
        }
        var source = Source.of(withEnding(words.getFirst()), places);
        var arguments = words.subList(1, words.size()).toArray(String[]::new);
        var name = source.file().map(file -> file.toAbsolutePath().normalize().toString()).orElse(words.getFirst());
        if (!running.get().add(name)) {
            throw new UsageError(source.name() + " runs itself, again and again.");
        }
        try {
            return switch (source.kind()) {
                case "java" -> runProgram(source, arguments, call.workspace());
                case "jsh", "jshell", "repl" -> runScript(source, arguments, call.workspace());
                case "ipynb" -> runNotebook(source, arguments, call.workspace());
                default -> throw new UsageError("%run knows .java, .jsh and .ipynb files, but not " + source.name()
                    + hint(source) + ".");
            };
        } finally {
            running.get().remove(name);
        }
    }

    private String withEnding(String typed) {
        if (!Source.isOnTheWeb(typed) && !Files.isRegularFile(places.of(typed))) {
            for (var ending : ENDINGS) {
                if (Files.isRegularFile(places.of(typed + ending))) {
                    return typed + ending;
                }
            }
        }
        return typed;
    }

    private static String hint(Source source) {
        var program = switch (source.kind()) {
            case "py" -> "python3";
            case "sh", "bash" -> "bash";
            case "jar" -> "java -jar";
            case "js" -> "node";
            case "r" -> "Rscript";
            case "rb" -> "ruby";
            case "pl" -> "perl";
            default -> "";
        };
        return program.isEmpty() ? "" : "; !" + program + " " + source.name() + " runs it";
    }

    private static Object runProgram(Source source, String[] arguments, Workspace workspace) throws Exception {
        var program = Program.compile(source, workspace.classPath());
        var main = main(program, workspace.loader(program.classFiles()));
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(main.type().getClassLoader());
        try {
            main.call(arguments);
        } catch (ExitRequested e) {
            // A program that says how it went, as programs do at their end, means itself and not the notebook.
            if (!e.getMessage().equals("System.exit(0)")) {
                System.err.println(source.name() + " ended with " + e.getMessage() + ".");
            }
        } catch (Exception | Error e) {
            var lines = e instanceof CellInterrupted || e instanceof InterruptedException ? "" : program.lines(e);
            if (!lines.isEmpty()) {
                System.err.println(lines);
            }
            throw e;
        } finally {
            thread.setContextClassLoader(before);
        }
        return null;
    }

    private static MainMethod main(Program program, ClassLoader loader) throws ClassNotFoundException, IOException {
        if (program.types().isEmpty()) {
            throw new UsageError(program.source().name() + " declares no class.");
        }
        var first = MainMethod.of(Class.forName(program.types().getFirst(), false, loader));
        if (first.isPresent()) {
            return first.get();
        }
        var expected = program.expectedName();
        if (program.types().contains(expected)) {
            var named = MainMethod.of(Class.forName(expected, false, loader));
            if (named.isPresent()) {
                return named.get();
            }
        }
        throw new UsageError(program.source().name() + " has no main method, so there is nothing to run. To use its "
            + "classes in this notebook, load it into a cell with %load.");
    }

    private static Object runScript(Source source, String[] arguments, Workspace workspace) throws Exception {
        declare(arguments, workspace);
        try {
            return workspace.evaluate(source.text());
        } catch (Exception | Error e) {
            System.err.println("In " + source.name() + ", whose lines are meant below:");
            throw e;
        }
    }

    private static Object runNotebook(Source source, String[] arguments, Workspace workspace) throws Exception {
        var notebook = NotebookText.of(source);
        if (!notebook.language().isEmpty() && !notebook.language().equals("java")) {
            throw new UsageError(source.name() + " is a notebook in " + notebook.language() + ", not in Java.");
        }
        declare(arguments, workspace);
        var cells = notebook.cells();
        for (var i = 0; i < cells.size(); i++) {
            Cancelled.check();
            try {
                var value = cells.get(i).isBlank() ? null : workspace.evaluate(cells.get(i));
                if (value != null) {
                    Notebook.display(value);
                }
            } catch (Exception | Error e) {
                System.err.println("In code cell " + (i + 1) + " of " + cells.size() + " of " + source.name()
                    + ", whose lines are meant below:");
                throw e;
            }
        }
        return null;
    }

    private static void declare(String[] arguments, Workspace workspace) {
        if (arguments.length > 0) {
            workspace.declare("args", "java.lang.String[]", arguments);
        }
    }
}
