package org.jolab.kernel.assist;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the source of a declaration tells.
 *
 * @param doc its doc comment
 * @param parameters the names of its parameters
 * @param source its text, with its doc comment
 */
record Documented(Doc doc, List<String> parameters, String source) {

    /** Finds {@code declaration} in {@code text}, which {@code task} is about to parse. */
    static Optional<Documented> find(JavacTask task, String text, Declaration declaration) throws IOException {
        return findAll(task, text, List.of(declaration)).getFirst();
    }

    /** The same for several declarations at once. */
    static List<Optional<Documented>> findAll(JavacTask task, String text, List<Declaration> declarations)
            throws IOException {
        var unit = new TreePath(task.parse().iterator().next());
        var reader = new Reader(DocTrees.instance(task), text);
        return declarations.stream().map(declaration -> find(unit, reader, declaration)).toList();
    }

    private static Optional<Documented> find(TreePath unit, Reader reader, Declaration declaration) {
        var path = unit;
        var members = unit.getCompilationUnit().getTypeDecls();
        for (var name : declaration.types()) {
            var type = members.stream()
                .filter(tree -> tree instanceof ClassTree c && c.getSimpleName().contentEquals(name))
                .findFirst();
            if (type.isEmpty()) {
                return Optional.empty();
            }
            path = new TreePath(path, type.get());
            members = ((ClassTree) type.get()).getMembers();
        }
        var type = path;
        if (declaration.isType()) {
            return Optional.of(reader.read(type));
        }
        return members.stream()
            .filter(member -> likeness(member, declaration) >= 0)
            .max(Comparator.comparingInt(member -> likeness(member, declaration)))
            .map(member -> reader.read(new TreePath(type, member)))
            .or(() -> type.getLeaf().getKind() == Tree.Kind.RECORD ? component(reader.read(type), declaration)
                : Optional.empty());
    }

    /** What a record says of a component, whose accessor it does not write. */
    private static Optional<Documented> component(Documented type, Declaration declaration) {
        return Optional.ofNullable(type.doc().parameters().get(declaration.name()))
            .map(text -> new Documented(new Doc(text, Map.of(), "", Map.of(), List.of()), List.of(), type.source()));
    }

    /** How many parameters have the wanted types; negative if {@code member} can't be the one. */
    private static int likeness(Tree member, Declaration declaration) {
        if (declaration.parameters() == null) {
            return member instanceof VariableTree field && field.getName().contentEquals(declaration.name()) ? 0 : -1;
        }
        if (!(member instanceof MethodTree method) || !method.getName().contentEquals(declaration.name())
                || method.getParameters().size() != declaration.parameters().size()) {
            return -1;
        }
        var same = 0;
        for (var i = 0; i < method.getParameters().size(); i++) {
            var written = String.valueOf(method.getParameters().get(i).getType());
            same += Declaration.normal(written).equals(declaration.parameters().get(i)) ? 1 : 0;
        }
        return same;
    }

    private record Reader(DocTrees trees, String text) {

        Documented read(TreePath path) {
            DocCommentTree comment = trees.getDocCommentTree(path);
            var parameters = path.getLeaf() instanceof MethodTree method
                ? method.getParameters().stream().map(parameter -> parameter.getName().toString()).toList()
                : List.<String>of();
            return new Documented(comment == null ? Doc.EMPTY : DocReader.read(comment), parameters, source(path));
        }

        private String source(TreePath path) {
            var positions = trees.getSourcePositions();
            var start = (int) positions.getStartPosition(path.getCompilationUnit(), path.getLeaf());
            var end = (int) positions.getEndPosition(path.getCompilationUnit(), path.getLeaf());
            if (start < 0 || end < start || end > text.length()) {
                return "";
            }
            var lineStart = text.lastIndexOf('\n', start - 1) + 1;
            var indent = text.substring(lineStart, start);
            return ((indent.isBlank() ? indent : "") + text.substring(start, end)).stripIndent();
        }
    }
}
