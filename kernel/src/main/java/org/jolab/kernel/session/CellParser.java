package org.jolab.kernel.session;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the text of a cell, as javac does: first as the statements of a method, which most cells are. */
final class CellParser {

    static final String NOT_A_STATEMENT = "compiler.err.not.stmt";

    private static final String BLOCK = "package REPL;class $Parse{void $run()throws Throwable{\n";
    private static final String BLOCK_END = "\n;}}";
    private static final String MEMBER = "package REPL;class $Parse{\n";
    private static final String MEMBER_END = "\n}";

    private static final Set<Tree.Kind> WITH_BODY = EnumSet.of(Tree.Kind.FOR_LOOP, Tree.Kind.ENHANCED_FOR_LOOP,
        Tree.Kind.WHILE_LOOP, Tree.Kind.IF, Tree.Kind.LABELED_STATEMENT);

    private final Javac javac;

    CellParser(Javac javac) {
        this.javac = javac;
    }

    /** What a text is when it is read as statements; no pieces if it cannot be. */
    record Block(Optional<List<Piece>> pieces, List<Problem> problems) {}

    /** Reads {@code code} as statements and local types. A last expression needs no semicolon. */
    Block parseBlock(String code) {
        return javac.analyze("$Parse", BLOCK + code + BLOCK_END, (task, diagnostics) -> {
            var unit = task.parse().iterator().next();
            var problems = Problem.errors(diagnostics, at -> clamp(at - BLOCK.length(), code));
            var broken = problems.stream().anyMatch(problem -> !problem.code().equals(NOT_A_STATEMENT));
            return new Block(broken ? Optional.empty() : pieces(task, unit, code, problems),
                problems);
        });
    }

    /** The errors of {@code code} when it is read as members of a class: methods, fields, types. */
    List<Problem> parseMembers(String code) {
        return javac.analyze("$Parse", MEMBER + code + MEMBER_END, (task, diagnostics) -> {
            task.parse();
            return Problem.errors(diagnostics, at -> clamp(at - MEMBER.length(), code));
        });
    }

    /**
     * Where the modifiers of the one field that {@code code} declares start and end, if it is one and has any: a local
     * variable may have no {@code static} or {@code public}, but in a cell it may.
     */
    Optional<int[]> fieldModifiers(String code) {
        return javac.analyze("$Parse", MEMBER + code + MEMBER_END, (task, diagnostics) -> {
            var unit = task.parse().iterator().next();
            var positions = Trees.instance(task).getSourcePositions();
            if (!diagnostics.isEmpty()) {
                return Optional.empty();
            }
            return members(unit).stream()
                .filter(VariableTree.class::isInstance)
                .map(member -> ((VariableTree) member).getModifiers())
                .filter(modifiers -> !modifiers.getFlags().isEmpty())
                .map(modifiers -> new int[] {
                    (int) positions.getStartPosition(unit, modifiers) - MEMBER.length(),
                    (int) positions.getEndPosition(unit, modifiers) - MEMBER.length()})
                .findFirst();
        });
    }

    private static Optional<List<Piece>> pieces(JavacTask task, CompilationUnitTree unit, String code,
            List<Problem> problems) throws IOException {
        var members = members(unit);
        if (members.size() != 1 || !(members.getFirst() instanceof MethodTree method)) {
            return Optional.empty();
        }
        var reader = new Reader(Trees.instance(task).getSourcePositions(), unit, code);
        var pieces = new ArrayList<Piece>();
        for (var statement : ((BlockTree) method.getBody()).getStatements()) {
            if (reader.start(statement) >= code.length() || statement.getKind() == Tree.Kind.EMPTY_STATEMENT) {
                continue;
            }
            if (reader.end(statement) > code.length() && WITH_BODY.contains(statement.getKind())) {
                // The semicolon of BLOCK_END has become the body that is still to be typed.
                return Optional.empty();
            }
            pieces.add(reader.read(statement));
        }
        if (!pieces.isEmpty() && pieces.getLast() instanceof Piece.Statement last
                && last.switched() && problems.stream().anyMatch(problem -> problem.position() >= last.start())) {
            // A switch whose arrows lead to values: it was read as a statement, but an expression was meant.
            pieces.set(pieces.size() - 1, new Piece.Expression(last.start(), last.end(), last.end(), false, true));
        }
        return Optional.of(pieces);
    }

    private static List<? extends Tree> members(CompilationUnitTree unit) {
        var types = unit.getTypeDecls();
        return types.size() == 1 && types.getFirst() instanceof ClassTree type ? type.getMembers() : List.of();
    }

    private static int clamp(int position, String code) {
        return Math.clamp(position, 0, code.length());
    }

    /** Turns javac's trees, which live as long as their task, into pieces, which live on. */
    private record Reader(SourcePositions positions, CompilationUnitTree unit, String code) {

        Piece read(StatementTree tree) {
            return switch (tree) {
                case ClassTree type -> new Piece.Type(start(type), Math.min(end(type), code.length()));
                case VariableTree variable -> variable(variable);
                case ExpressionStatementTree expression -> expression(expression);
                default -> new Piece.Statement(start(tree), Math.min(end(tree), code.length()),
                    tree.getKind() == Tree.Kind.SWITCH);
            };
        }

        private Piece variable(VariableTree tree) {
            var type = tree.getType() == null ? null : tree.getType().toString();
            var value = tree.getInitializer();
            return new Piece.Variable(start(tree), Math.min(end(tree), code.length()), tree.getName().toString(), type,
                value == null ? -1 : start(value), value == null ? -1 : end(value),
                value instanceof NewArrayTree array && array.getType() == null,
                type == null && value instanceof NewClassTree created ? anonymous(created) : null);
        }

        /** The class that {@code tree} makes on the spot, if it is simple enough to be given a name. */
        private Piece.Anonymous anonymous(NewClassTree tree) {
            var superType = tree.getIdentifier().toString();
            if (tree.getClassBody() == null || tree.getEnclosingExpression() != null || !tree.getArguments().isEmpty()
                    || superType.endsWith("<>")) {
                return null;
            }
            return new Piece.Anonymous(superType, code.indexOf('{', end(tree.getIdentifier())), end(tree));
        }

        private Piece expression(ExpressionStatementTree tree) {
            var erroneous = tree.getExpression() instanceof ErroneousTree;
            var expression = erroneous
                ? ((ErroneousTree) tree.getExpression()).getErrorTrees().getFirst()
                : tree.getExpression();
            var end = end(tree);
            return new Piece.Expression(start(expression), Math.min(end, code.length()), end(expression), !erroneous,
                end > code.length());
        }

        int start(Tree tree) {
            return (int) positions.getStartPosition(unit, tree) - BLOCK.length();
        }

        int end(Tree tree) {
            return (int) positions.getEndPosition(unit, tree) - BLOCK.length();
        }
    }
}
