package org.jolab.kernel.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import jdk.jshell.Snippet;
import org.jolab.api.Display;
import org.jolab.api.MimeBundle;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;
import org.jolab.kernel.Interpreter;
import org.jolab.kernel.Settings;
import org.jolab.kernel.assist.Assistant;
import org.jolab.kernel.assist.Neighbourhood;
import org.jolab.kernel.output.Outlet;

/**
 * The Java interpreter of a notebook. May be used by all threads: what reads or changes the session's declarations
 * holds its lock, which takes milliseconds; user code runs without it, on cell threads.
 */
public final class Session implements Interpreter {

    /** What a notebook need not import: JShell's own, and what people expect beside it. */
    public static final List<String> DEFAULT_IMPORTS = Stream.of("java.io", "java.math", "java.net", "java.nio.file",
            "java.time", "java.util", "java.util.concurrent", "java.util.function", "java.util.prefs",
            "java.util.regex", "java.util.stream", "org.jolab.api")
        .map(name -> "import " + name + ".*;")
        .toList();

    /** How long processes that the user started may take to end with the kernel. */
    private static final long CHILDREN_MILLIS = 500;

    private final Object lock = new Object();
    private final Settings settings;
    private final Surroundings surroundings;
    private final Names names = new Names();
    private final UserLoader loader;
    private final Javac javac;
    private final Cells cells;
    private final Statements statements;
    private final CellThreads threads;
    private final CompileErrors compileErrors;
    private final Traceback traceback;
    private final FutureTask<Declarations> declarations;
    private final Set<Path> classPath = new LinkedHashSet<>();
    private final AssistantView assistantView;
    private final Assistant assistant;
    private final AtomicBoolean assistantIsCold = new AtomicBoolean(true);
    private final Workspace workspace = new SessionWorkspace(this);
    private boolean started;

    /** A session that can run statements at once; the rest gets ready in the background. */
    public Session(Settings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        loader = new UserLoader(settings.shared());
        javac = new Javac(settings.shared(), names::visible);
        cells = new Cells(new CellParser(javac), this::shell);
        statements = new Statements(javac, names, loader);
        threads = new CellThreads(loader);
        compileErrors = new CompileErrors(this::qualifiedNames);
        traceback = new Traceback(this::shell);
        assistantView = new AssistantView(settings.shared(), this::copyOfNames, loader, this::origin);
        assistant = new Assistant(assistantView);
        names.setImports(DEFAULT_IMPORTS);
        declarations = new FutureTask<>(this::declareDefaults);
        Thread.ofPlatform().daemon().name("warm-up").start(this::warmUp);
    }

    @Override
    public Outcome execute(Cell cell) {
        try {
            return threads.run(cell.outlet(), () -> {
                surroundings.begin(cell.outlet());
                try {
                    runStartup(cell.outlet());
                    return executeHere(cell);
                } finally {
                    surroundings.end(cell.outlet());
                }
            });
        } catch (ExecutionException e) {
            return e.getCause() instanceof CellInterrupted abandoned
                ? traceback.showInterrupted(abandoned) : traceback.show(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return traceback.showInterrupted(e);
        } finally {
            if (assistantIsCold.compareAndSet(true, false)) {
                // Whoever has run a cell will soon press Tab; front ends give up on an answer after a second or two.
                Thread.ofPlatform().daemon().name("warm-up").start(assistant::warmUp);
            }
        }
    }

    private Outcome executeHere(Cell cell) {
        var text = new CellText(cell.count(), cell.code());
        try {
            var value = run(text, cell.outlet(), !cell.silent());
            var expressions = new LinkedHashMap<String, Outcome>();
            cell.userExpressions().forEach((key, code) -> expressions.put(key, expression(cell, code)));
            return new Success(value, expressions);
        } catch (CompileFailure e) {
            return compileErrors.show(text, e.problems());
        } catch (ExitRequested e) {
            cell.outlet().stream(Outlet.Stream.STDERR, e.getMessage() + " ends the kernel.\n");
            cell.outlet().payload(Map.of("source", "ask_exit", "keepkernel", false));
            surroundings.exit(e.status);
            return new Success(Optional.empty(), Map.of());
        } catch (Throwable e) {
            return threads.isInterrupted() ? traceback.showInterrupted(e) : traceback.show(e);
        }
    }

    private Outcome expression(Cell cell, String code) {
        var text = new CellText(cell.count(), code);
        try {
            return new Success(run(text, cell.outlet(), true), Map.of());
        } catch (CompileFailure e) {
            return compileErrors.show(text, e.problems());
        } catch (Throwable e) {
            return traceback.show(e);
        }
    }

    /** Runs the parts of a cell in order; the result is what its last expression shows. */
    private Optional<MimeBundle> run(CellText cell, Outlet outlet, boolean show) throws Throwable {
        List<Cells.Part> parts;
        synchronized (lock) {
            parts = cells.split(cell.code());
        }
        Optional<MimeBundle> shown = Optional.empty();
        var declared = new ArrayList<Snippet>();
        try {
            for (var part : parts) {
                switch (part) {
                    case Cells.Part.Declaration declaration -> declared.addAll(declare(cell, declaration));
                    case Cells.Part.Run run -> shown = run(cell, run, show);
                }
            }
        } finally {
            // Only now: what one declaration lacks may come further down.
            noteLacking(declared, outlet);
        }
        return shown;
    }

    private Optional<MimeBundle> run(CellText cell, Cells.Part.Run part, boolean show) throws Throwable {
        try {
            var compiled = compile(cell, part);
            var value = statements.run(compiled);
            // A Display is the handle of something that is shown already.
            return compiled.hasValue() && show && !(value instanceof Display)
                ? Optional.of(render(value)) : Optional.empty();
        } catch (CompileFailure e) {
            var pieces = part.pieces();
            if (!e.isTooLarge() || pieces.size() == 1) {
                throw e;
            }
            var half = pieces.size() / 2;
            run(cell, new Cells.Part.Run(part.code(), pieces.subList(0, half)), false);
            return run(cell, new Cells.Part.Run(part.code(), pieces.subList(half, pieces.size())), show);
        }
    }

    private MimeBundle render(Object value) {
        return value instanceof Throwable thrown
            ? MimeBundle.text(String.join("\n", traceback.show(thrown).traceback()))
            : surroundings.render(value);
    }

    private Collection<Snippet> declare(CellText cell, Cells.Part.Declaration part) throws CompileFailure {
        var origin = new Declarations.Origin(cell, part.start());
        synchronized (lock) {
            try {
                return shell().declare(part.source(), origin);
            } catch (CompileFailure e) {
                if (part.otherwise().isEmpty()) {
                    throw e;
                }
                return shell().declare(part.otherwise().get(), origin);
            }
        }
    }

    private void noteLacking(Collection<Snippet> declared, Outlet outlet) {
        if (!declared.isEmpty()) {
            synchronized (lock) {
                shell().lacking(declared)
                    .forEach(note -> outlet.stream(Outlet.Stream.STDERR, note + "\n"));
            }
        }
    }

    private Statements.Compiled compile(CellText cell, Cells.Part.Run run) throws CompileFailure {
        synchronized (lock) {
            var compiled = statements.compile(run.code(), run.pieces());
            traceback.add(compiled.className(), cell);
            if (declarations.isDone()) {
                shell().variablesChanged(compiled.declared());
            }
            return compiled;
        }
    }

    /** Runs the user's start-up file with the first cell, so that what it prints and its errors are seen. */
    private void runStartup(Outlet outlet) {
        synchronized (lock) {
            if (started) {
                return;
            }
            started = true;
        }
        settings.startup().ifPresent(file -> {
            try {
                var outcome = executeHere(new Cell(Files.readString(file), true, 0, Map.of(), outlet));
                if (outcome instanceof Failure failure) {
                    outlet.stream(Outlet.Stream.STDERR, "The start-up file " + file + " failed:\n"
                        + String.join("\n", failure.traceback()) + "\n");
                }
            } catch (IOException e) {
                outlet.stream(Outlet.Stream.STDERR, "The start-up file " + file + " can't be read: " + e.getMessage()
                    + "\n");
            }
        });
    }

    void addToClassPath(Collection<Path> entries) {
        for (var entry : entries) {
            if (!Files.exists(entry)) {
                throw new UsageError("There is no " + entry.toAbsolutePath() + " to put on the class path.");
            }
            if (!Files.isDirectory(entry)) {
                // javac makes of a torn jar an error in every cell.
                try (var jar = new ZipFile(entry.toFile())) {
                    jar.size();
                } catch (IOException e) {
                    throw new UsageError(entry.toAbsolutePath() + " is no whole jar: " + e.getMessage() + ".", e);
                }
            }
        }
        synchronized (lock) {
            entries.stream().map(Path::toAbsolutePath).filter(classPath::add).forEach(loader::add);
            var all = Stream.concat(settings.shared().stream(), classPath.stream()).toList();
            javac.setClassPath(all);
            shell().setClassPath(all);
            assistantView.setClassPath(all);
        }
    }

    List<Path> classPath() {
        synchronized (lock) {
            return List.copyOf(classPath);
        }
    }

    List<Workspace.Variable> variables() {
        synchronized (lock) {
            return statements.values();
        }
    }

    /** What magics and notebooks may do with this session. */
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public Completion complete(String code, int cursor) {
        return assistant.complete(code, cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        return assistant.inspect(code, cursor, detail);
    }

    @Override
    public Completeness isComplete(String code) {
        synchronized (lock) {
            return cells.completeness(code);
        }
    }

    @Override
    public void interrupt() {
        threads.interrupt();
    }

    @Override
    public void close() {
        threads.interrupt();
        Children.endAll(CHILDREN_MILLIS);
        assistant.close();
    }

    UserLoader loader() {
        return loader;
    }

    private Names copyOfNames() {
        synchronized (lock) {
            return names.copy();
        }
    }

    private Optional<Neighbourhood.Origin> origin(String className) {
        var cell = traceback.cellOf(className);
        if (cell.isPresent()) {
            return cell.map(text -> new Neighbourhood.Origin(text.count(), text.code(), 0, text.code().length()));
        }
        synchronized (lock) {
            return shell().place(className).map(Declarations.Placed::whereabouts);
        }
    }

    private List<String> qualifiedNames(String simpleName) {
        return shell().sourceCode().listQualifiedNames(simpleName, simpleName.length()).getNames();
    }

    /** Waits for JShell to be there, if need be. */
    private Declarations shell() {
        try {
            declarations.run();
            return declarations.get();
        } catch (InterruptedException e) {
            throw new CellInterrupted();
        } catch (ExecutionException e) {
            throw new IllegalStateException("JShell can't be started.", e.getCause());
        }
    }

    private Declarations declareDefaults() {
        var made = new Declarations(names, loader, settings.shared());
        made.declareAll(DEFAULT_IMPORTS);
        return made;
    }

    /** Does once, unseen, what the first cell would otherwise wait for; in steps, so that it may come between. */
    private void warmUp() {
        try {
            for (var code : List.of("1 + 1", "List.of(1, 2).size()")) {
                var text = new CellText(0, code);
                Statements.Compiled compiled;
                synchronized (lock) {
                    compiled = compile(text, (Cells.Part.Run) cells.split(code).getFirst());
                }
                statements.run(compiled);
            }
            shell();
        } catch (Throwable e) {
            System.getLogger(Session.class.getName()).log(System.Logger.Level.WARNING, "warm-up failed", e);
        }
    }
}
