package org.jolab.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jolab.api.Workspace;

/**
 * Compiles the statements of a cell as one class. Used by the thread that holds the session's lock; what it returns may
 * run without.
 */
final class Statements {

    private final Javac javac;
    private final Names names;
    private final UserLoader loader;
    private final NeededImports needed;
    private int classes;

    Statements(Javac javac, Names names, UserLoader loader) {
        this.javac = javac;
        this.names = names;
        this.loader = loader;
        needed = new NeededImports(loader);
    }

    /**
     * Statements ready to run.
     *
     * @param className the binary name of the class that holds them
     * @param declared the variables that they declare
     * @param replaced the variables whose names are now those of other fields
     * @param hasValue whether the last of them is an expression that the cell shows
     */
    record Compiled(String className, List<Variable> declared, List<Variable> replaced, boolean hasValue) {}

    /**
     * Compiles {@code pieces}, which hold no types and declare no name twice, of the cell {@code code}. The variables
     * that they declare exist from now on.
     *
     * @throws CompileFailure if javac finds an error; nothing has changed then
     */
    Compiled compile(String code, List<Piece> pieces) throws CompileFailure {
        var start = pieces.getFirst().start();
        var text = code.substring(start, pieces.getLast().end());
        var variables = pieces.stream()
            .filter(Piece.Variable.class::isInstance)
            .map(Piece.Variable.class::cast)
            .filter(variable -> !variable.name().isEmpty())
            .toList();
        var used = Names.identifiersIn(text);
        var analysis = needsTypes(pieces, variables)
            ? Analysis.of(javac, names, text, new Analysis.Place(start, names.importsFor(used, needed)))
            : new Analysis(Map.of(), Set.of(), "var", List.of());
        if (!analysis.problems().isEmpty()) {
            throw new CompileFailure(analysis.problems());
        }
        var types = new HashMap<String, String>();
        var fields = new LinkedHashMap<String, String>();
        for (var variable : variables) {
            var type = variable.type() == null ? analysis.types().get(variable.name()) : variable.type();
            types.put(variable.name(), type);
            if (!analysis.kept().contains(variable.name())) {
                fields.put(variable.name(), type);
            }
        }
        var simpleName = Javac.CELL + ++classes;
        var className = Javac.PACKAGE + "." + simpleName;
        types.values().forEach(type -> used.addAll(Names.identifiersIn(type)));
        var imports = names.importsFor(used, needed);
        var source = CellSource.write(code, pieces,
            new CellSource.Plan(simpleName, imports, fields, analysis.valueType()));
        var result = javac.compile(className, source.text());
        var problems = Problem.errors(result.problems(), source::toCell);
        if (!problems.isEmpty()) {
            throw new CompileFailure(problems);
        }
        result.classes().forEach(compiled -> {
            loader.add(compiled.name(), compiled.bytes());
            if (compiled.name().equals(className) && !fields.isEmpty()) {
                names.addHolder(compiled);
            }
        });
        var replaced = fields.keySet().stream().flatMap(name -> names.variable(name).stream()).toList();
        fields.keySet().forEach(name -> names.declare(new Variable(name, className, types.get(name))));
        return new Compiled(className, variables.stream()
            .map(variable -> names.variable(variable.name()).orElseThrow())
            .toList(), replaced, pieces.getLast() instanceof Piece.Expression last && last.shown()
                && !analysis.valueType().equals("void"));
    }

    /** Loads what was compiled, which would else happen, and take some time, when it is run. */
    void load(Compiled compiled) {
        try {
            Class.forName(compiled.className(), false, loader);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs what was compiled; returns the value that the cell shows, or null. Throws what the user's code throws. */
    Object run(Compiled compiled) throws Throwable {
        try {
            return Class.forName(compiled.className(), true, loader).getMethod(CellSource.RUN).invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            compiled.replaced().forEach(this::release);
        }
    }

    /** Lets go of a value that no cell can name any more; it may be large. */
    void release(Variable variable) {
        if (!field(variable).getType().isPrimitive()) {
            assign(variable, null);
        }
    }

    /**
     * Gives a variable a value.
     *
     * @throws IllegalArgumentException if it is of another type
     */
    void assign(Variable variable, Object value) {
        try {
            field(variable).set(null, value);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** All variables with what they hold now. */
    List<Workspace.Variable> values() {
        return names.variables().stream()
            .map(variable -> new Workspace.Variable(variable.name(), variable.type(), value(variable)))
            .toList();
    }

    private Object value(Variable variable) {
        try {
            return field(variable).get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private Field field(Variable variable) {
        try {
            return Class.forName(variable.holder(), true, loader).getField(variable.name());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the text alone does not tell what class to write. */
    private boolean needsTypes(List<Piece> pieces, List<Piece.Variable> variables) {
        return variables.stream().anyMatch(v -> v.type() == null || names.variable(v.name()).isPresent())
            || pieces.getLast() instanceof Piece.Expression last && last.shown() && last.statement()
            || pieces.getLast() instanceof Piece.Expression other && other.shown() && isNull(other);
    }

    /** {@code var} cannot hold a bare null; four letters long, it is worth a look by the compiler. */
    private static boolean isNull(Piece.Expression expression) {
        return expression.expressionEnd() - expression.start() == "null".length();
    }
}
