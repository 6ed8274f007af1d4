package org.jolab.kernel.assist;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jolab.kernel.assist.Outline.Frame;
import org.jolab.kernel.assist.Outline.Shape;
import org.jolab.kernel.cell.Tokens;

/**
 * What must follow an unfinished name for javac to read what stands before it: the rest of its statement, as short as
 * can be, the open brackets' ends, and those members of the classes around it that come later in the cell.
 */
final class Closing {

    private final Tokens tokens;
    private final int count;
    private final List<Frame> frames;
    private final Map<Frame, String> rests = new HashMap<>();

    private Closing(Tokens tokens, int count, List<Frame> frames) {
        this.tokens = tokens;
        this.count = count;
        this.frames = frames;
    }

    /** What must follow a name that comes after {@code count} tokens and is part of {@code chunk}. */
    static String of(Tokens tokens, int count, Chunk.Kind chunk) {
        var outline = new Outline(tokens).readTo(count);
        var closing = new Closing(tokens, count, List.copyOf(outline.frames()));
        closing.readRests(outline);
        return closing.text(closing.frames.size() - 1, chunk);
    }

    /** What must follow when the unfinished statement in the innermost block is replaced by an expression. */
    static String ofStatement(Tokens tokens, int count, Chunk.Kind chunk) {
        var outline = new Outline(tokens).readTo(count);
        var closing = new Closing(tokens, count, List.copyOf(outline.frames()));
        closing.readRests(outline);
        var block = block(closing.frames);
        var own = closing.frames.get(block).shape == Shape.SWITCH ? "}" : ";";
        if (block == 0) {
            return ";";
        }
        return own + (own.equals(";") ? "}" : "") + closing.afterBrace(closing.frames.get(block))
            + closing.text(block - 1, chunk);
    }

    /** The index of the innermost frame that holds statements. */
    static int block(List<Frame> frames) {
        var i = frames.size() - 1;
        while (i > 0 && !frames.get(i).shape.hasStatements()) {
            i--;
        }
        return i;
    }

    /** Finds, for each class around, the text from the end of the member in hand to the end of the class. */
    private void readRests(Outline outline) {
        var starts = new HashMap<Frame, Integer>();
        var line = count == 0 ? 0 : tokens.list().get(count - 1).end();
        var lineEnd = tokens.code().indexOf('\n', line);
        var boundary = lineEnd < 0 ? tokens.size() : tokens.before(lineEnd);
        if (frames.getLast().shape.hasMembers() && frames.getLast().statement == count) {
            starts.put(frames.getLast(), Math.max(count, boundary));
        }
        while (outline.next() < tokens.size()) {
            var open = List.copyOf(outline.frames());
            outline.read();
            for (var frame : open) {
                if (!outline.frames().contains(frame) && starts.containsKey(frame)) {
                    rests.put(frame, text(starts.get(frame), outline.next() - 1));
                }
            }
            var top = outline.innermost();
            if (top.shape.hasMembers() && frames.contains(top)
                    && (top.statement == outline.next() || outline.next() == boundary)) {
                starts.putIfAbsent(top, outline.next());
            }
        }
    }

    private String text(int from, int to) {
        return from >= to ? "" : tokens.code().substring(tokens.list().get(from).start(),
            tokens.list().get(to - 1).end());
    }

    private String text(int innermost, Chunk.Kind chunk) {
        var text = new StringBuilder();
        for (var i = innermost; i >= 0; i--) {
            var frame = frames.get(i);
            var inner = i + 1 < frames.size() ? frames.get(i + 1) : null;
            text.append(switch (frame.shape) {
                case ROUND -> round(frame, inner, frames.get(i - 1));
                case SQUARE -> "]";
                case ARRAY -> "}";
                case CODE, LAMBDA, SWITCH -> statement(frame, inner) + "}" + afterBrace(frame);
                case TYPE, ANONYMOUS -> member(frame, inner) + "\n" + rests.getOrDefault(frame, "") + "}";
                case CELL -> chunk == Chunk.Kind.STATEMENT ? statement(frame, inner) : member(frame, inner);
            });
        }
        return text.toString();
    }

    private String statement(Frame frame, Frame inner) {
        if (inner != null && (inner.shape == Shape.TYPE || inner.shape == Shape.CODE)) {
            return "";
        }
        if (Outline.isTypeHeader(tokens, frame.statement, count)) {
            return "{}";
        }
        if (frame.shape == Shape.SWITCH && tokens.text(frame.statement).equals("case")) {
            return hasArrows(frame) ? "->{}" : ":";
        }
        if (inner == null && tokens.text(count - 1).equals("@")) {
            return " int $m;";
        }
        return (inner == null ? typeEnd(frame) : "") + ";";
    }

    private boolean hasArrows(Frame frame) {
        for (var i = frame.open; i < count; i++) {
            if (tokens.text(i).equals("->") || tokens.text(i).equals(":")) {
                return tokens.text(i).equals("->");
            }
        }
        return true;
    }

    private String member(Frame frame, Frame inner) {
        var header = Outline.isTypeHeader(tokens, frame.statement, count);
        if (inner == null) {
            if (header || has(frame, ")") && !has(frame, "=") && !tokens.text(count - 1).equals(")")) {
                return "{}";
            }
            return tokens.text(count - 1).equals("@") ? " int $m;"
                : has(frame, "=") ? typeEnd(frame) + ";" : typeArguments(frame) + " $m;";
        }
        return switch (inner.shape) {
            case TYPE, CODE -> "";
            case ROUND -> isHeader(inner, frame) ? "{}" : tokens.text(frame.statement).equals("@") && !has(frame, "=")
                ? " int $m;" : ";";
            default -> ";";
        };
    }

    private boolean has(Frame frame, String sign) {
        for (var i = frame.statement; i < count; i++) {
            if (tokens.text(i).equals(sign)) {
                return true;
            }
        }
        return false;
    }

    private String round(Frame frame, Frame inner, Frame outer) {
        var text = new StringBuilder();
        if (inner == null) {
            text.append(tokens.text(count - 1).equals("@") ? " int $p" : typeEnd(frame));
        }
        var word = tokens.text(frame.open - 1);
        var atType = inner == null && (count == frame.open + 1 || tokens.text(count - 1).equals(",")
            || tokens.text(count - 1).equals("|") || Modifiers.is(tokens.text(count - 1)));
        switch (word) {
            case "for" -> text.append(";".repeat(missingSemicolons(frame))).append(')');
            case "catch" -> text.append(atType ? " $e" : "").append("){}");
            case "switch", "synchronized" -> text.append("){}");
            case "try" -> text.append("){}finally{}");
            default -> text.append(atType && isHeader(frame, outer) ? " $p" : "").append(')');
        }
        return text.toString();
    }

    /** Whether {@code round} holds the parameters of a method or the components of a record. */
    private boolean isHeader(Frame round, Frame outer) {
        return (outer.shape.hasMembers() || outer.shape == Shape.CELL)
                && Chunk.isMethod(tokens, outer.statement, round.open + 1)
            || Outline.isTypeHeader(tokens, outer.statement, round.open);
    }

    private int missingSemicolons(Frame frame) {
        var missing = 2;
        var depth = 0;
        for (var i = frame.open + 1; i < count; i++) {
            switch (tokens.text(i)) {
                case "(", "{", "[" -> depth++;
                case ")", "}", "]" -> depth--;
                case ";" -> missing -= depth == 0 ? 1 : 0;
                case ":" -> {
                    if (depth == 0) {
                        return 0;
                    }
                }
                default -> { }
            }
        }
        return Math.max(0, missing);
    }

    /** The end of a type that is being named: of its type arguments, and of the creation of an instance. */
    private String typeEnd(Frame frame) {
        var arguments = typeArguments(frame);
        var name = nameStart(count);
        if (!arguments.isEmpty()) {
            var open = frame.statement;
            for (var i = count - 1; i > frame.statement; i--) {
                if (tokens.text(i).equals("<")) {
                    open = i;
                }
            }
            return arguments + (Outline.isAfterNew(tokens, open) ? "()" : frame.shape == Shape.ROUND ? "" : " $v");
        }
        return tokens.text(name - 1).equals("new") ? "()" : "";
    }

    /** The closing of the type arguments in which the name stands. */
    private String typeArguments(Frame frame) {
        var depth = 0;
        for (var i = Math.max(frame.statement, frame.open + 1); i < count; i++) {
            if (tokens.text(i).equals("<") && isTypeName(tokens.text(i - 1))) {
                depth++;
            } else if (tokens.text(i).equals(">") && depth > 0) {
                depth--;
            }
        }
        return ">".repeat(depth);
    }

    private static boolean isTypeName(String word) {
        return !word.isEmpty() && Character.isUpperCase(word.codePointAt(0));
    }

    /** The index of the first token of the qualified name that continues at {@code end}. */
    private int nameStart(int end) {
        var i = end;
        while (tokens.text(i - 1).equals(".") && tokens.isName(i - 2)) {
            i -= 2;
        }
        return i;
    }

    private String afterBrace(Frame frame) {
        return switch (tokens.text(frame.open - 1)) {
            case "do" -> "while(true);";
            case "try" -> "finally{}";
            default -> "";
        };
    }
}
