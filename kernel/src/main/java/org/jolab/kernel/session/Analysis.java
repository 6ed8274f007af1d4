package org.jolab.kernel.session;

import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * The types that a cell's text leaves to the compiler to find.
 *
 * @param types the types of the variables declared, by name, as Java source
 * @param kept the variables that are declared again with the type that they have already
 * @param valueType the type of the expression that the cell shows; {@code void} if it has no value
 * @param problems what is wrong, if that kept the types from being found
 */
record Analysis(Map<String, String> types, Set<String> kept, String valueType, List<Problem> problems) {

    /** Errors that vanish when the variables, here a method's, become fields, and statements stand behind an "if". */
    private static final Set<String> OF_LOCALS = Set.of(
        CellParser.NOT_A_STATEMENT,
        "compiler.err.cant.ref.non.effectively.final.var",
        "compiler.err.local.var.accessed.from.icls.needs.final",
        "compiler.err.var.might.not.have.been.initialized",
        "compiler.err.var.might.be.assigned.in.loop",
        "compiler.err.var.might.already.be.assigned",
        "compiler.err.unreachable.stmt");

    /** Where a stretch of a cell stands: it begins at {@code offset} there and needs these {@code imports}. */
    record Place(int offset, String imports) {}

    /** Lets {@code javac} attribute the stretch {@code text} of a cell. */
    static Analysis of(Javac javac, Names names, String text, Place place) {
        var head = "package " + Javac.PACKAGE + ";" + place.imports + "class $Parse{void $run()throws Throwable{\n";
        return javac.analyze("$Parse", head + text + "\n;}}", (task, diagnostics) -> {
            var finder = new Finder(task, names, head.length() + text.length());
            finder.run();
            var problems = Problem.errors(diagnostics,
                    at -> place.offset + Math.clamp(at - head.length(), 0, text.length()))
                .stream()
                .filter(problem -> !OF_LOCALS.contains(problem.code()))
                .toList();
            return new Analysis(finder.types, finder.kept, finder.valueType, problems);
        });
    }

    private static final class Finder extends TreePathScanner<Void, Void> {

        private final JavacTask task;
        private final Trees trees;
        private final Names names;
        private final int textEnd;
        private final Map<String, String> types = new HashMap<>();
        private final Set<String> kept = new HashSet<>();
        private String valueType = "void";

        Finder(JavacTask task, Names names, int textEnd) {
            this.task = task;
            this.names = names;
            this.textEnd = textEnd;
            trees = Trees.instance(task);
        }

        void run() throws IOException {
            var unit = task.parse().iterator().next();
            task.analyze();
            scan(new TreePath(unit), null);
        }

        /** The statements of the method itself and not of the blocks and lambdas in them. */
        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            var body = new TreePath(getCurrentPath(), method.getBody());
            for (var statement : method.getBody().getStatements()) {
                var path = new TreePath(body, statement);
                if (statement instanceof VariableTree variable) {
                    variable(variable, trees.getElement(path));
                } else if (statement instanceof ExpressionStatementTree expression
                        && trees.getSourcePositions().getEndPosition(path.getCompilationUnit(), statement) > textEnd) {
                    value(expression, path);
                }
            }
            return null;
        }

        private void variable(VariableTree tree, Element element) {
            if (element == null || element.asType().getKind() == TypeKind.ERROR) {
                return;
            }
            var name = tree.getName().toString();
            types.put(name, TypeText.of(element.asType()));
            names.variable(name)
                .filter(before -> isSame(element.asType(), before))
                .ifPresent(before -> kept.add(name));
        }

        private boolean isSame(TypeMirror type, Variable before) {
            var holder = task.getElements().getTypeElement(before.holder());
            return holder != null && holder.getEnclosedElements().stream()
                .filter(field -> field.getSimpleName().contentEquals(before.name()))
                .anyMatch(field -> task.getTypes().isSameType(field.asType(), type));
        }

        private void value(ExpressionStatementTree statement, TreePath path) {
            var expression = statement.getExpression() instanceof ErroneousTree erroneous
                ? erroneous.getErrorTrees().getFirst()
                : statement.getExpression();
            var type = trees.getTypeMirror(new TreePath(path, expression));
            valueType = type == null ? "var" : switch (type.getKind()) {
                case VOID -> "void";
                case NULL -> "Object";
                default -> "var";
            };
        }
    }
}
