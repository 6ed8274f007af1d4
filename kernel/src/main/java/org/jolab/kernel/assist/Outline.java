package org.jolab.kernel.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jolab.kernel.cell.Tokens;

/** Which brackets are open at a place in a cell, what they hold, and where the statement in each began. */
final class Outline {

    /** What a bracket holds. */
    enum Shape {
        CELL, TYPE, ANONYMOUS, CODE, LAMBDA, SWITCH, ARRAY, ROUND, SQUARE;

        /** Whether statements stand directly in it. */
        boolean hasStatements() {
            return this == CELL || this == CODE || this == LAMBDA || this == SWITCH;
        }

        /** Whether fields and methods stand directly in it. */
        boolean hasMembers() {
            return this == TYPE || this == ANONYMOUS;
        }
    }

    /** An open bracket: the index of its token, or -1 for the cell itself. */
    static final class Frame {

        final int open;
        final Shape shape;
        /** The index of the first token of the statement, member or argument list that is not finished yet. */
        int statement;

        Frame(int open, Shape shape) {
            this.open = open;
            this.shape = shape;
            statement = open + 1;
        }
    }

    private static final Set<String> CONTINUE = Set.of("else", "catch", "finally");
    private static final Set<String> NO_CLASS_BODY = Set.of("if", "for", "while", "catch", "synchronized", "try");

    private final Tokens tokens;
    private final List<Frame> frames = new ArrayList<>();
    private int next;

    /** The outline of {@code tokens} before the first of them. */
    Outline(Tokens tokens) {
        this.tokens = tokens;
        frames.add(new Frame(-1, Shape.CELL));
    }

    /** The open brackets, outermost, which is the cell, first. */
    List<Frame> frames() {
        return frames;
    }

    Frame innermost() {
        return frames.getLast();
    }

    /** The index of the next token to read. */
    int next() {
        return next;
    }

    /** Reads the tokens before the index {@code end}. */
    Outline readTo(int end) {
        while (next < end) {
            read();
        }
        return this;
    }

    /** Starts a new statement here, whatever the last one still lacks. */
    void cut() {
        innermost().statement = next;
    }

    /** Reads one token. */
    void read() {
        var i = next++;
        var top = innermost();
        switch (tokens.text(i)) {
            case "(" -> frames.add(new Frame(i, Shape.ROUND));
            case "[" -> frames.add(new Frame(i, Shape.SQUARE));
            case "{" -> frames.add(new Frame(i, shape(i)));
            case ")" -> close(Shape.ROUND);
            case "]" -> close(Shape.SQUARE);
            case "}" -> closeBrace();
            case ";" -> top.statement = next;
            case "->", ":" -> {
                var first = tokens.text(top.statement);
                if (top.shape == Shape.SWITCH && (first.equals("case") || first.equals("default"))) {
                    top.statement = next;
                }
            }
            default -> { }
        }
    }

    private void close(Shape shape) {
        for (var i = frames.size() - 1; i > 0 && !isBrace(frames.get(i).shape); i--) {
            if (frames.get(i).shape == shape) {
                frames.subList(i, frames.size()).clear();
                return;
            }
        }
    }

    private void closeBrace() {
        for (var i = frames.size() - 1; i > 0; i--) {
            if (isBrace(frames.get(i).shape)) {
                var closed = frames.get(i).shape;
                frames.subList(i, frames.size()).clear();
                if (endsStatement(closed)) {
                    cut();
                }
                return;
            }
        }
        cut();
    }

    private static boolean isBrace(Shape shape) {
        return shape != Shape.ROUND && shape != Shape.SQUARE;
    }

    private boolean endsStatement(Shape closed) {
        var first = tokens.text(innermost().statement);
        return switch (closed) {
            case TYPE -> true;
            case CODE -> !CONTINUE.contains(tokens.text(next)) && !(first.equals("do")
                && tokens.text(next).equals("while"));
            case SWITCH -> first.equals("switch");
            default -> false;
        };
    }

    private Shape shape(int brace) {
        var top = innermost();
        var before = tokens.text(brace - 1);
        if (brace == top.statement) {
            return top.shape == Shape.ARRAY || top.shape == Shape.ROUND ? Shape.ARRAY : Shape.CODE;
        }
        if (isTypeHeader(tokens, top.statement, brace)) {
            return Shape.TYPE;
        }
        return switch (before) {
            case "->" -> Shape.LAMBDA;
            case "=", ",", "]", "(" -> Shape.ARRAY;
            case ")" -> afterRound(tokens.opening(brace - 1));
            default -> Shape.CODE;
        };
    }

    private Shape afterRound(int open) {
        var word = tokens.text(open - 1);
        if (word.equals("switch")) {
            return Shape.SWITCH;
        }
        return !NO_CLASS_BODY.contains(word) && isAfterNew(tokens, open) ? Shape.ANONYMOUS : Shape.CODE;
    }

    /** Whether the tokens just before {@code end} are {@code new} and a type. */
    static boolean isAfterNew(Tokens tokens, int end) {
        for (var i = end - 1; i >= 0; i--) {
            if (tokens.text(i).equals("new")) {
                return i < end - 1;
            }
            var text = tokens.text(i);
            if (!tokens.isName(i) && !".<>,?[]@&".contains(text) && !text.equals("extends") && !text.equals("super")) {
                return false;
            }
        }
        return false;
    }

    /** Whether the tokens from {@code start} to {@code end} begin a class, record, enum or interface. */
    static boolean isTypeHeader(Tokens tokens, int start, int end) {
        var depth = 0;
        for (var i = start; i < end; i++) {
            switch (tokens.text(i)) {
                case "(", "[" -> depth++;
                case ")", "]" -> depth--;
                case "=", "->", "new" -> {
                    return false;
                }
                case "class", "interface", "enum" -> {
                    if (depth == 0 && !tokens.text(i - 1).equals(".") && tokens.isName(i + 1)) {
                        return true;
                    }
                }
                case "record" -> {
                    var after = tokens.text(i + 2);
                    if (depth == 0 && tokens.isName(i + 1) && i + 1 < end
                            && (i + 2 >= end || after.equals("(") || after.equals("<"))
                            && startsMember(tokens, start, i)) {
                        return true;
                    }
                }
                default -> { }
            }
        }
        return false;
    }

    /** Whether only modifiers and annotations stand between {@code start} and {@code end}. */
    private static boolean startsMember(Tokens tokens, int start, int end) {
        var i = Modifiers.skip(tokens, start, end);
        return i == end;
    }
}
