package org.jolab.kernel.assist;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Scope;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** A tree of a source that javac has attributed; lives as long as its task. */
record Place(JavacTask task, TreePath path) {

    /** Attributes the source of {@code task} and finds there the name that is being typed. */
    static Optional<Place> ofUnfinished(JavacTask task) throws IOException {
        var unit = task.parse().iterator().next();
        task.analyze();
        var finder = new Finder();
        finder.scan(new TreePath(unit), null);
        return Optional.ofNullable(finder.found).map(path -> new Place(task, path));
    }

    private static final class Finder extends TreePathScanner<Void, Void> {

        private TreePath found;

        @Override
        public Void scan(Tree tree, Void nothing) {
            if (found != null || tree == null) {
                return null;
            }
            var name = switch (tree) {
                case IdentifierTree identifier -> identifier.getName();
                case MemberSelectTree select -> select.getIdentifier();
                case MemberReferenceTree reference -> reference.getName();
                case VariableTree variable -> variable.getName();
                default -> null;
            };
            if (name != null && name.contentEquals(Approximation.UNFINISHED)) {
                found = new TreePath(getCurrentPath(), tree);
                return null;
            }
            return super.scan(tree, nothing);
        }

        @Override
        public Void visitErroneous(ErroneousTree tree, Void nothing) {
            return scan(tree.getErrorTrees(), nothing);
        }
    }

    Tree tree() {
        return path.getLeaf();
    }

    Trees trees() {
        return Trees.instance(task);
    }

    Elements elements() {
        return task.getElements();
    }

    Types types() {
        return task.getTypes();
    }

    /** The scope of the innermost class around that is no local one; it tells what is accessible. */
    Scope scope() {
        TreePath best = null;
        for (var at = path; at.getParentPath() != null; at = at.getParentPath()) {
            switch (at.getLeaf()) {
                case ClassTree type -> best = best == null ? at : best;
                case MethodTree method -> best = null;
                case BlockTree block -> best = null;
                case VariableTree variable -> best = null;
                default -> { }
            }
        }
        return trees().getScope(best);
    }

    /** The classes around, the innermost first. */
    List<TypeElement> enclosingTypes() {
        var types = new ArrayList<TypeElement>();
        for (var at = path; at != null; at = at.getParentPath()) {
            if (at.getLeaf() instanceof ClassTree && trees().getElement(at) instanceof TypeElement type) {
                types.add(type);
            }
        }
        return types;
    }

    Place parent() {
        return new Place(task, path.getParentPath());
    }

    Place child(Tree tree) {
        return new Place(task, new TreePath(path, tree));
    }

    /** What the tree means; empty if that is an error. */
    Optional<Element> element() {
        return Optional.ofNullable(trees().getElement(path)).filter(element ->
            !element.getKind().isClass() && !element.getKind().isInterface()
                || element.asType().getKind() != TypeKind.ERROR);
    }

    /** The tree's type; empty if that is an error. */
    Optional<TypeMirror> type() {
        return Optional.ofNullable(trees().getTypeMirror(path)).filter(type -> switch (type.getKind()) {
            case ERROR, NONE, OTHER, PACKAGE, EXECUTABLE, VOID -> false;
            default -> true;
        });
    }
}
