package org.jolab.kernel.assist;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jolab.kernel.assist.Neighbourhood.View;

/** The variables that a cell declares before a method or type of it, which sees them. */
final class CellVariables {

    private CellVariables() {}

    /** Their names and types, as source; none if no member of the cell is being typed. */
    static Map<String, String> of(Neighbourhood neighbourhood, View view, Cell cell) {
        var needed = cell.chunk().filter(Chunk::isMember).isPresent()
            && cell.chunks().stream().anyMatch(chunk -> chunk.kind() == Chunk.Kind.STATEMENT);
        return !needed ? Map.of()
            : Attempt.of(() -> neighbourhood.analyze(view, Approximation.before(view, cell).source(),
                CellVariables::read), Map.of());
    }

    private static Map<String, String> read(JavacTask task) throws IOException {
        var variables = new LinkedHashMap<String, String>();
        var unit = task.parse().iterator().next();
        task.analyze();
        var trees = Trees.instance(task);
        var root = new TreePath(unit);
        for (var type : unit.getTypeDecls()) {
            if (type instanceof ClassTree members) {
                var inClass = new TreePath(root, members);
                for (var member : members.getMembers()) {
                    if (member instanceof MethodTree method && method.getName().contentEquals(Approximation.BODY)) {
                        read(method.getBody(), new TreePath(inClass, method), trees, variables);
                    }
                }
            }
        }
        variables.replaceAll((name, text) -> isSource(text) ? text : "Object");
        return variables;
    }

    private static void read(BlockTree body, TreePath method, Trees trees, Map<String, String> variables) {
        var inBody = new TreePath(method, body);
        for (var statement : body.getStatements()) {
            if (statement instanceof VariableTree variable) {
                var element = trees.getElement(new TreePath(inBody, variable));
                if (element != null && !Words.isGenerated(variable.getName())) {
                    variables.put(variable.getName().toString(), text(element.asType()));
                }
            }
        }
    }

    private static String text(TypeMirror type) {
        return type.getKind() == TypeKind.ERROR ? "Object" : type.toString();
    }

    /** Whether the compiler's name for a type can be compiled. */
    private static boolean isSource(String type) {
        return type.indexOf('#') < 0 && type.indexOf('&') < 0 && type.indexOf('<' + "anonymous") < 0;
    }
}
