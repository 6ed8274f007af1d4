package org.jolab.kernel.assist;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.Optional;

/** Finds the tree whose name stands at a position. */
final class NameFinder extends TreePathScanner<Void, Void> {

    private final SourcePositions positions;
    private final CompilationUnitTree unit;
    private final int mark;
    private final String name;
    private TreePath found;
    private boolean exact;

    private NameFinder(Trees trees, CompilationUnitTree unit, int mark, String name) {
        positions = trees.getSourcePositions();
        this.unit = unit;
        this.mark = mark;
        this.name = name;
    }

    /** The use or declaration of {@code name} at {@code mark}. */
    static Optional<TreePath> find(Trees trees, CompilationUnitTree unit, int mark, String name) {
        var finder = new NameFinder(trees, unit, mark, name);
        finder.scan(new TreePath(unit), null);
        return Optional.ofNullable(finder.found);
    }

    @Override
    public Void scan(Tree tree, Void nothing) {
        if (tree == null || exact) {
            return null;
        }
        var start = positions.getStartPosition(unit, tree);
        var end = positions.getEndPosition(unit, tree);
        switch (tree) {
            case IdentifierTree identifier when identifier.getName().contentEquals(name) -> use(tree, start == mark);
            case MemberSelectTree select when select.getIdentifier().contentEquals(name) ->
                use(tree, end - name.length() == mark);
            case MemberReferenceTree reference when reference.getName().contentEquals(name) ->
                use(tree, end - name.length() == mark);
            case VariableTree variable when variable.getName().contentEquals(name) -> declared(tree, start, end);
            case MethodTree method when method.getName().contentEquals(name) -> declared(tree, start, end);
            case ClassTree type when type.getSimpleName().contentEquals(name) -> declared(tree, start, end);
            case MethodTree method when method.getName().contentEquals("<init>") && isOfNamed() ->
                declared(tree, start, end);
            default -> { }
        }
        return exact ? null : super.scan(tree, nothing);
    }

    private boolean isOfNamed() {
        return getCurrentPath().getLeaf() instanceof ClassTree type && type.getSimpleName().contentEquals(name);
    }

    private void use(Tree tree, boolean here) {
        if (here) {
            found = new TreePath(getCurrentPath(), tree);
            exact = true;
        }
    }

    private void declared(Tree tree, long start, long end) {
        if (start <= mark && mark < end) {
            found = new TreePath(getCurrentPath(), tree);
        }
    }

    @Override
    public Void visitErroneous(ErroneousTree tree, Void nothing) {
        return scan(tree.getErrorTrees(), nothing);
    }
}
