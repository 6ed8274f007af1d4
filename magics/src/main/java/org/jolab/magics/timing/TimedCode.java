package org.jolab.magics.timing;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.util.List;
import java.util.Optional;

/**
 * Statements to be timed, with what becomes of the last of them: the value of an expression or a variable is to be
 * kept, so that the JIT compiler cannot leave its computation out.
 *
 * @param before what stands before the last statement, as it was written
 * @param last the last statement; without its semicolon if it is an expression
 * @param kept what to keep of it
 */
record TimedCode(String before, String last, Kept kept) {

    private static final String FIELD = "class $Timed{Object $value=\n";
    private static final String FIELD_END = "\n;}";
    private static final String METHOD = "class $Timed{void $body()throws Throwable{\n";
    private static final String METHOD_END = "\n;}}";
    private static final String NOT_A_STATEMENT = "compiler.err.not.stmt";

    /** What is to be kept of a statement. */
    sealed interface Kept {

        /** Its value. */
        record Value() implements Kept {}

        /** Its value if it has one: it is a call, which only the compiler can tell from one of a void method. */
        record ValueIfAny() implements Kept {}

        /** The value of the variable that it declares. */
        record Variable(String name) implements Kept {}

        /** Nothing. */
        record Nothing() implements Kept {}
    }

    /** Reads {@code code}; empty if it is no sequence of statements. */
    static Optional<TimedCode> of(String code) {
        return expression(code).or(() -> statements(code));
    }

    private static Optional<TimedCode> expression(String code) {
        return Source.parse(FIELD + code + FIELD_END, (source, positions) -> {
            var members = source.members();
            if (!source.problems().isEmpty() || members.size() != 1
                    || !(members.getFirst() instanceof VariableTree field) || !hasValue(field.getInitializer())) {
                return Optional.empty();
            }
            var value = field.getInitializer();
            return Optional.of(new TimedCode("", source.text(positions, value), keptOf(value)));
        });
    }

    /** Lambdas and arrays in braces mean nothing without the type that they are assigned to. */
    private static boolean hasValue(Tree tree) {
        return !(tree instanceof LambdaExpressionTree || tree instanceof MemberReferenceTree
            || tree instanceof NewArrayTree array && array.getType() == null);
    }

    private static Kept keptOf(Tree expression) {
        return expression instanceof MethodInvocationTree ? new Kept.ValueIfAny() : new Kept.Value();
    }

    private static Optional<TimedCode> statements(String code) {
        return Source.parse(METHOD + code + METHOD_END, (source, positions) -> {
            var members = source.members();
            if (source.problems().stream().anyMatch(problem -> !problem.equals(NOT_A_STATEMENT))
                    || members.size() != 1 || !(members.getFirst() instanceof MethodTree method)) {
                return Optional.empty();
            }
            var statements = method.getBody().getStatements().stream()
                .filter(statement -> !(statement instanceof EmptyStatementTree)).toList();
            return statements.isEmpty() ? Optional.empty() : Optional.of(of(source, positions, statements));
        });
    }

    private static TimedCode of(Source source, SourcePositions positions, List<? extends StatementTree> statements) {
        var last = statements.getLast();
        var start = (int) positions.getStartPosition(source.unit(), last);
        var before = source.source().substring(METHOD.length(), Math.max(METHOD.length(), start));
        return switch (last) {
            case ExpressionStatementTree statement -> {
                var expression = statement.getExpression() instanceof ErroneousTree wrong
                    ? wrong.getErrorTrees().getFirst() : statement.getExpression();
                yield new TimedCode(before, source.text(positions, expression), keptOf(expression));
            }
            case VariableTree variable when variable.getInitializer() != null -> new TimedCode(before,
                source.text(positions, last), new Kept.Variable(variable.getName().toString()));
            case BlockTree _, ClassTree _ -> new TimedCode(before, source.text(positions, last), new Kept.Nothing());
            default -> new TimedCode(before, source.text(positions, last), new Kept.Nothing());
        };
    }

    /** What has been parsed; lives no longer than the parser. */
    private record Source(String source, com.sun.source.tree.CompilationUnitTree unit, List<String> problems) {

        interface Reader<T> {
            T read(Source source, SourcePositions positions);
        }

        static <T> T parse(String text, Reader<T> reader) {
            return JavaText.parse(text, (task, unit, problems) -> reader.read(new Source(text, unit, problems),
                Trees.instance(task).getSourcePositions()));
        }

        List<? extends Tree> members() {
            return unit.getTypeDecls().size() == 1 && unit.getTypeDecls().getFirst() instanceof ClassTree type
                ? type.getMembers() : List.of();
        }

        String text(SourcePositions positions, Tree tree) {
            return source.substring((int) positions.getStartPosition(unit, tree),
                (int) positions.getEndPosition(unit, tree));
        }
    }
}
