package org.jolab.kernel.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jdk.jshell.Snippet;
import org.jolab.api.Display;
import org.jolab.api.Magic;
import org.jolab.api.Workspace;
import org.jolab.kernel.Interpreter;
import org.jolab.kernel.cell.CellReader;
import org.jolab.kernel.cell.Known;
import org.jolab.kernel.cell.Reading;
import org.jolab.kernel.cell.Use;
import org.jolab.kernel.magic.MagicTable;
import org.jolab.kernel.output.Outlet;
import org.jolab.kernel.output.Scope;

/**
 * Evaluates cells: declares what they declare, runs their statements and their magics. May be used by all threads: what
 * reads or changes declarations holds the session's lock, which takes milliseconds; user code and magics run without.
 */
final class Evaluator {

    /** What a notebook need not import: JShell's own, and what people expect beside it. */
    static final List<String> DEFAULT_IMPORTS = Stream.concat(
        Stream.of("java.io", "java.math", "java.net", "java.nio.file", "java.time", "java.util",
            "java.util.concurrent", "java.util.function", "java.util.prefs", "java.util.regex", "java.util.stream",
            "org.jolab.api").map(name -> "import " + name + ".*;"),
        Stream.of("import static org.jolab.api.Magics._exitCode;")).toList();

    private final Object lock = new Object();
    private final Names names = new Names();
    private final UserLoader loader;
    private final Javac javac;
    private final CellParser parser;
    private final Cells cells;
    private final Statements statements;
    private final Traceback traceback;
    private final MagicTable magics;
    private final LateDeclarations declarations;
    /** Values for form fields; guarded by the lock. */
    private final Map<String, String> given = new HashMap<>();
    private final CompilerWatches watches = new CompilerWatches();
    private final MissingNames missing;

    /** An evaluator that can run statements at once; {@code shared} jars are seen by cells. */
    Evaluator(Collection<Path> shared, UserLoader loader, Supplier<Workspace> workspace) {
        this.loader = loader;
        javac = new Javac(shared, names::visible);
        parser = new CellParser(javac);
        cells = new Cells(parser, this::declarations);
        statements = new Statements(javac, names, loader);
        traceback = new Traceback(this::declarations);
        magics = new MagicTable(workspace);
        missing = new MissingNames(workspace);
        names.setImports(DEFAULT_IMPORTS);
        declarations = new LateDeclarations(shared, classPath -> {
            var made = new Declarations(names, loader, classPath);
            made.declareAll(DEFAULT_IMPORTS);
            return made;
        });
    }

    /** What a piece of code came to; {@code shown} if the cell that ends with it shows the value. */
    record Value(Object value, boolean shown) {

        static final Value NONE = new Value(null, false);

        /** A Display is the handle of something that is shown already. */
        static Value of(Object value) {
            return new Value(value, !(value instanceof Display));
        }
    }

    /**
     * Runs {@code code} as the cell {@code count}.
     *
     * @throws CompileFailure with its text, if the code is wrong; what was run before that is not undone
     * @throws Throwable what the code throws
     */
    Value evaluate(int count, String code) throws Throwable {
        return evaluate(count, code, 1);
    }

    /** Runs {@code code}, whose first line is the line {@code firstLine} of the cell {@code count}. */
    Value evaluate(int count, String code, int firstLine) throws Throwable {
        return evaluate(new CellText(count, compiling(() -> read(code, 0)), firstLine));
    }

    CompilerWatches watches() {
        return watches;
    }

    private <T> T compiling(CompilerWatches.Work<T> work) throws CompileFailure {
        return watches.compiling(() -> {
            synchronized (lock) {
                return work.compile();
            }
        });
    }

    private void give(Map<String, String> values) {
        synchronized (lock) {
            given.putAll(values);
        }
    }

    /** The text from {@code from} on, with what is known now. */
    Reading read(String code, int from) {
        return withLock(known -> CellReader.read(code, from, known));
    }

    /** Does something that asks for names. */
    <R> R withLock(Function<Known, R> work) {
        synchronized (lock) {
            return work.apply(new Lookup());
        }
    }

    private Value evaluate(CellText cell) throws Throwable {
        try {
            var magic = cell.reading().cellMagic();
            give(cell.reading().given());
            return magic.isPresent() ? magic(cell, magic.get()) : java(cell);
        } catch (CompileFailure e) {
            throw e.in(cell);
        }
    }

    private Value magic(CellText cell, Use use) throws Throwable {
        var code = cell.code();
        var line = code.substring(use.lineStart(), use.end());
        var verbatim = magics.cell(use.name()).filter(magic -> magic.is(Magic.Trait.VERBATIM)).isPresent();
        if (!verbatim && (line.contains("{") || line.contains("$"))) {
            var text = withLock(known -> CellReader.lineOf(code, use, known));
            line = (String) java(new CellText(cell.count(), new Reading(code, List.of(), text), cell.firstLine()))
                .value();
        }
        var body = Reading.bodyStart(code, use);
        return Value.of(magics.show(use.name(), line, code.substring(body),
            () -> rethrowing(() -> evaluate(new CellText(cell.count(), read(code, body), cell.firstLine())).value())));
    }

    /** Work that may throw anything. */
    private interface Work {
        Object run() throws Throwable;
    }

    private static Object rethrowing(Work work) throws Exception {
        try {
            return work.run();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new ExecutionException(e);
        }
    }

    /** Runs the parts of a cell in order. */
    private Value java(CellText cell) throws Throwable {
        var parts = compiling(() -> cells.split(cell.java()));
        var value = Value.NONE;
        var declared = new ArrayList<Snippet>();
        try {
            for (var part : parts) {
                switch (part) {
                    case Cells.Part.Declaration declaration -> declared.addAll(declare(cell, declaration));
                    case Cells.Part.Run run -> value = run(cell, run, declared);
                }
            }
            // Only now: what one declaration lacks may come further down.
            supplyLacking(declared);
        } finally {
            noteLacking(declared);
        }
        return value;
    }

    /** JShell takes a declaration whose names are missing, and mends it by itself when they come. */
    private boolean supplyLacking(Collection<Snippet> declared) throws Exception {
        return !declared.isEmpty()
            && missing.supplyDependencies(withLock(_ -> declarations.get().unresolved(declared)));
    }

    /** Runs statements, which may need what {@code declared} lacks. */
    private Value run(CellText cell, Cells.Part.Run part, Collection<Snippet> declared) throws Throwable {
        try {
            var compiled = missing.compiling(() -> supplyLacking(declared), () -> compiling(() -> {
                var made = compile(cell, part);
                statements.load(made);
                return made;
            }));
            var value = statements.run(compiled);
            return compiled.hasValue() ? Value.of(value) : Value.NONE;
        } catch (CompileFailure e) {
            var pieces = part.pieces();
            if (!e.isTooLarge() || pieces.size() == 1) {
                throw e;
            }
            var half = pieces.size() / 2;
            run(cell, new Cells.Part.Run(part.code(), pieces.subList(0, half)), declared);
            return run(cell, new Cells.Part.Run(part.code(), pieces.subList(half, pieces.size())), declared);
        }
    }

    private Collection<Snippet> declare(CellText cell, Cells.Part.Declaration part) throws Exception {
        var origin = new Declarations.Origin(cell, part.start());
        return missing.compiling(() -> false, () -> compiling(() -> {
            try {
                return declarations.get().declare(part.source(), origin);
            } catch (CompileFailure e) {
                if (part.otherwise().isEmpty()) {
                    throw e;
                }
                return declarations.get().declare(part.otherwise().get(), origin);
            }
        }));
    }

    private void noteLacking(Collection<Snippet> declared) {
        if (!declared.isEmpty()) {
            synchronized (lock) {
                declarations.get().lacking(declared).forEach(note -> Scope.current()
                    .ifPresent(outlet -> outlet.stream(Outlet.Stream.STDERR, note + "\n")));
            }
        }
    }

    private Statements.Compiled compile(CellText cell, Cells.Part.Run run) throws CompileFailure {
        synchronized (lock) {
            var compiled = statements.compile(run.code(), run.pieces());
            traceback.add(compiled.className(), cell);
            if (declarations.isReady()) {
                declarations.get().variablesChanged(compiled.declared());
            }
            return compiled;
        }
    }

    /** Lets all later code see {@code entries}, jars and folders of classes, of which {@code added} are new. */
    void setClassPath(Collection<Path> entries, Collection<Path> added) {
        synchronized (lock) {
            added.forEach(loader::add);
            javac.setClassPath(entries);
            declarations.setClassPath(entries);
        }
        magics.load(loader);
    }

    /** Declares a variable that holds {@code value}. */
    void declare(String name, String type, Object value) throws CompileFailure {
        var cell = new CellText(0, type + " " + name + ";");
        synchronized (lock) {
            compile(cell, (Cells.Part.Run) cells.split(cell.java()).getFirst()).replaced()
                .forEach(statements::release);
            statements.assign(names.variable(name).orElseThrow(), value);
        }
    }

    /** Forgets variables. */
    void forget(Collection<String> variables) {
        synchronized (lock) {
            for (var name : variables) {
                names.variable(name).ifPresent(variable -> {
                    statements.release(variable);
                    declarations.get().forget(variable);
                    names.forget(variable);
                });
            }
        }
    }

    /** Forgets everything that was declared. */
    void reset() {
        synchronized (lock) {
            forget(names.variables().stream().map(Variable::name).toList());
            declarations.get().reset(DEFAULT_IMPORTS);
        }
    }

    List<Workspace.Variable> variables() {
        synchronized (lock) {
            return statements.values();
        }
    }

    List<Workspace.Declared> declared() {
        synchronized (lock) {
            return declarations.get().declared();
        }
    }

    List<String> imports() {
        synchronized (lock) {
            return names.imports();
        }
    }

    Optional<byte[]> classFile(String className) {
        synchronized (lock) {
            return names.classFile(className);
        }
    }

    Interpreter.Completeness completeness(String code) {
        var reading = read(code, 0);
        synchronized (lock) {
            return magics.completeness(reading).orElseGet(() -> cells.completeness(reading.java().text()));
        }
    }

    /** The names as they are now, with what could be imported for completion. */
    Names copyOfNames() {
        synchronized (lock) {
            var copy = names.copy();
            copy.setImports(Stream.concat(names.imports().stream(), missing.imports().stream()).distinct().toList());
            return copy;
        }
    }

    /** Where in the notebook the declaration stands that was compiled into {@code className}. */
    Optional<Declarations.Placed> place(String className) {
        synchronized (lock) {
            return declarations.get().place(className);
        }
    }

    List<String> qualifiedNames(String simpleName) {
        return declarations.get().sourceCode().listQualifiedNames(simpleName, simpleName.length()).getNames();
    }

    private Declarations declarations() {
        return declarations.get();
    }

    MagicTable magics() {
        return magics;
    }

    Traceback traceback() {
        return traceback;
    }

    /** Does once, unseen, what the first cell would otherwise wait for; in steps, so that it may come between. */
    void warmUp() {
        try {
            for (var code : List.of("1 + 1", "List.of(1, 2).size()")) {
                var text = new CellText(0, code);
                Statements.Compiled compiled;
                synchronized (lock) {
                    compiled = compile(text, (Cells.Part.Run) cells.split(text.java()).getFirst());
                }
                statements.run(compiled);
            }
            declarations.get();
            magics.all();
        } catch (Throwable e) {
            System.getLogger(Evaluator.class.getName()).log(System.Logger.Level.WARNING, "warm-up failed", e);
        }
    }

    /** What a reader of cells asks; used while the lock is held. */
    private final class Lookup implements Known {

        @Override
        public Optional<String> variableType(String name) {
            return names.variable(name).map(Variable::type);
        }

        @Override
        public boolean isMember(String name) {
            return names.members().containsKey(name);
        }

        @Override
        public boolean isExpression(String code) {
            var block = parser.parseBlock("var $e = (" + code + "\n);");
            return block.problems().isEmpty() && block.pieces().filter(pieces -> pieces.size() == 1).isPresent();
        }

        @Override
        public Optional<String> given(String name) {
            return Optional.ofNullable(given.get(name));
        }

        @Override
        public Optional<Magic> magic(String name) {
            return magics.line(name);
        }
    }
}
