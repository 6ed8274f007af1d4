package org.jolab.kernel.assist;

import java.util.List;
import java.util.Set;
import org.jolab.kernel.assist.Outline.Shape;
import org.jolab.kernel.assist.Proposals.Rank;
import org.jolab.kernel.cell.Token;
import org.jolab.kernel.cell.Tokens;

/** Proposes Java's own words where they may stand, as far as the tokens before tell. */
final class KeywordProposals {

    private static final List<String> PRIMITIVES = List.of("boolean", "byte", "char", "double", "float", "int", "long",
        "short");
    private static final List<String> TYPES = List.of("abstract", "class", "enum", "final", "interface", "record",
        "sealed", "static", "void");
    private static final List<String> ACCESS = List.of("private", "protected", "public");
    private static final List<String> MEMBERS = List.of("default", "native", "synchronized", "transient", "volatile");
    private static final List<String> STATEMENTS = List.of("assert", "do", "for", "if", "switch", "synchronized",
        "throw", "try", "var", "while");
    private static final List<String> INNER_STATEMENTS = List.of("break", "continue", "return");
    private static final List<String> EXPRESSIONS = List.of("false", "new", "null", "switch", "true");
    private static final List<String> IN_CLASS = List.of("super", "this");
    private static final Set<String> BEFORE_TYPE = Set.of("extends", "implements", "throws", "permits", "@", "import",
        "class", "interface", "enum", "record", "package", "break", "continue");

    private final Proposals proposals;
    private final Tokens tokens;
    private final int word;
    private final Outline outline;

    private KeywordProposals(Question question) {
        proposals = question.proposals();
        tokens = question.cell().tokens();
        word = question.cell().word();
        outline = new Outline(tokens).readTo(word);
        if (question.cell().chunk().isEmpty() && outline.frames().size() == 1) {
            outline.cut();
        }
    }

    /** Proposes what fits where {@code question} stands. */
    static void propose(Question question) {
        new KeywordProposals(question).propose();
    }

    private void propose() {
        var frame = outline.innermost();
        var before = tokens.text(word - 1);
        var start = Modifiers.skip(tokens, Math.max(0, frame.statement), word);
        // A block may go on with else or catch, or end there, and what follows it tells which.
        var afterBlock = before.equals("}") && frame.shape.hasStatements();
        var afterLabel = before.equals(":") && frame.statement == word - 2;
        var atStart = start == word || afterBlock || afterLabel;
        var plain = frame.statement >= word || afterBlock || afterLabel;
        if (BEFORE_TYPE.contains(before)) {
            return;
        }
        if (before.equals("new") || before.equals("instanceof") || before.equals("<")) {
            add(PRIMITIVES);
        } else if (frame.shape.hasStatements() && atStart) {
            statement(frame, before, plain);
        } else if (frame.shape.hasMembers() && atStart) {
            add(PRIMITIVES);
            add(TYPES);
            add(ACCESS);
            add(MEMBERS);
        } else if (before.equals("?") || tokens.isName(word - 1) && List.of("<", ",").contains(tokens.text(word - 2))
                && hasOpenArguments(frame)) {
            add(List.of("extends", "super"));
        } else if (Outline.isTypeHeader(tokens, frame.statement, word)
                && (tokens.isName(word - 1) || before.equals(")") || before.equals(">"))) {
            add(List.of("extends", "implements", "permits"));
        } else if (frame.shape == Shape.SWITCH && tokens.text(frame.statement).equals("case")
                && endsExpression(before)) {
            add(List.of("when"));
        } else if (before.equals(")") && Chunk.isMethod(tokens, frame.statement, word)) {
            add(List.of("throws"));
        } else if (endsExpression(before)) {
            add(List.of("instanceof"));
        } else {
            expression(frame, before);
        }
    }

    private boolean hasOpenArguments(Outline.Frame frame) {
        var depth = 0;
        for (var i = frame.statement; i < word; i++) {
            depth += tokens.text(i).equals("<") ? 1 : tokens.text(i).equals(">") ? -1 : 0;
        }
        return depth > 0;
    }

    private void statement(Outline.Frame frame, String before, boolean plain) {
        var inBlock = frame.shape != Shape.CELL;
        add(PRIMITIVES);
        add(TYPES);
        if (!inBlock) {
            add(ACCESS);
        }
        if (!plain) {
            return;
        }
        add(STATEMENTS);
        add(EXPRESSIONS);
        if (inBlock) {
            add(INNER_STATEMENTS);
        } else {
            add(List.of("import"));
        }
        if (outline.frames().stream().anyMatch(around -> around.shape == Shape.SWITCH)) {
            add(List.of("yield"));
        }
        if (frame.shape == Shape.SWITCH) {
            add(List.of("case", "default"));
        }
        if (before.equals("}")) {
            add(List.of("catch", "else", "finally"));
        }
        inClass();
    }

    private boolean endsExpression(String before) {
        return tokens.isName(word - 1) || before.equals(")") || before.equals("]")
            || word > 0 && tokens.list().get(word - 1).kind() == Token.Kind.TEXT;
    }

    private void expression(Outline.Frame frame, String before) {
        if (frame.shape == Shape.SWITCH && before.equals("case")) {
            add(List.of("null", "default"));
            return;
        }
        add(EXPRESSIONS);
        inClass();
        if (before.equals("(") || before.equals(",")) {
            add(PRIMITIVES);
            add(List.of("final", "var"));
        }
        if (before.equals("else")) {
            add(STATEMENTS);
            add(INNER_STATEMENTS);
        }
    }

    private void inClass() {
        if (outline.frames().stream().anyMatch(frame -> frame.shape.hasMembers())) {
            add(IN_CLASS);
        }
    }

    private void add(List<String> words) {
        words.forEach(text -> proposals.add(text, "keyword", "", Rank.KEYWORD));
    }
}
