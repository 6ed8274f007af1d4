package org.jolab.kernel.assist;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;

/**
 * The local variables, type parameters and local classes that a place sees, the nearest first.
 *
 * <p>javac would tell ({@link Trees#getScope}), but attributes everything before the place anew to do so.
 */
final class Locals {

    private final Trees trees;
    private final List<Element> found = new ArrayList<>();

    private Locals(Trees trees) {
        this.trees = trees;
    }

    /** What {@code place} sees. */
    static List<Element> of(Place place) {
        var locals = new Locals(place.trees());
        for (var path = place.path(); path.getParentPath() != null; path = path.getParentPath()) {
            locals.around(path.getParentPath(), path.getLeaf());
        }
        return locals.found;
    }

    /** What {@code parent} declares for its part {@code child}. */
    private void around(TreePath parent, Tree child) {
        switch (parent.getLeaf()) {
            case BlockTree block -> before(parent, block.getStatements(), child);
            case CaseTree branch -> {
                if (branch.getStatements() != null) {
                    before(parent, branch.getStatements(), child);
                }
                branch.getLabels().forEach(label -> bindings(parent, label));
                if (branch.getGuard() != null) {
                    bindings(parent, branch.getGuard());
                }
            }
            case ForLoopTree loop -> {
                before(parent, loop.getInitializer(), child);
                if (loop.getCondition() != null) {
                    bindings(parent, loop.getCondition());
                }
            }
            case EnhancedForLoopTree loop when child != loop.getExpression() -> add(parent, loop.getVariable());
            case TryTree attempt when child == attempt.getBlock() || attempt.getResources().contains(child) ->
                before(parent, attempt.getResources(), child);
            case CatchTree caught -> add(parent, caught.getParameter());
            case LambdaExpressionTree lambda -> lambda.getParameters().forEach(p -> add(parent, p));
            case MethodTree method -> {
                method.getParameters().forEach(p -> add(parent, p));
                method.getTypeParameters().forEach(p -> add(parent, p));
            }
            case ClassTree type -> type.getTypeParameters().forEach(p -> add(parent, p));
            default -> bindingsBefore(parent, child);
        }
    }

    /** The declarations among {@code statements} that come before {@code child}, the nearest first. */
    private void before(TreePath parent, List<? extends Tree> statements, Tree child) {
        var index = statements.indexOf(child);
        for (var i = (index < 0 ? statements.size() : index) - 1; i >= 0; i--) {
            switch (statements.get(i)) {
                case VariableTree variable -> add(parent, variable);
                case ClassTree type -> add(parent, type);
                // Without its pattern the statement would not have been left.
                case IfTree test when test.getElseStatement() == null -> bindings(parent, test.getCondition());
                default -> { }
            }
        }
    }

    /** The variables of patterns that come before {@code child}, as in {@code a instanceof B b && …}. */
    private void bindingsBefore(TreePath parent, Tree child) {
        switch (parent.getLeaf().getKind()) {
            case CONDITIONAL_AND, CONDITIONAL_OR, CONDITIONAL_EXPRESSION, IF, WHILE_LOOP -> new BindingScanner(child)
                .scan(parent, null);
            default -> { }
        }
    }

    private void bindings(TreePath parent, Tree tree) {
        new BindingScanner(null).scan(new TreePath(parent, tree), null);
    }

    private void add(TreePath parent, Tree declaration) {
        var element = trees.getElement(new TreePath(parent, declaration));
        if (element != null) {
            found.add(element);
        }
    }

    private final class BindingScanner extends TreePathScanner<Void, Void> {

        private final Tree end;
        private boolean ended;

        BindingScanner(Tree end) {
            this.end = end;
        }

        @Override
        public Void scan(Tree tree, Void nothing) {
            ended |= tree == end && tree != null;
            return ended || tree instanceof BlockTree ? null : super.scan(tree, nothing);
        }

        @Override
        public Void visitBindingPattern(BindingPatternTree pattern, Void nothing) {
            add(getCurrentPath(), pattern.getVariable());
            return null;
        }
    }
}
