package org.jolab.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A cell as Java alone, with calls where it has magics. It has the same lines as the cell, and knows where each of its
 * places stands there.
 */
public final class JavaForm {

    private final String text;
    private final List<Copied> copied;
    private final Set<Integer> steps;

    /** A stretch of {@code length} units at {@code inJava} that stands at {@code inCell} in the cell. */
    private record Copied(int inJava, int inCell, int length) {}

    private JavaForm(String text, List<Copied> copied, Set<Integer> steps) {
        this.text = text;
        this.copied = copied;
        this.steps = steps;
    }

    /** The form of a cell without magics. */
    public static JavaForm of(String code) {
        return new JavaForm(code, List.of(new Copied(0, 0, code.length())), Set.of());
    }

    /** The Java. */
    public String text() {
        return text;
    }

    /** Whether a call starts at {@code at} that may change what the names after it mean. */
    public boolean isStep(int at) {
        return steps.contains(at);
    }

    /** Where in the cell the place {@code at} stands; for one in the call of a magic, where that starts. */
    public int toCell(int at) {
        var best = 0;
        for (var part : copied) {
            if (at < part.inJava) {
                break;
            }
            best = part.inCell + Math.min(at - part.inJava, part.length);
        }
        return best;
    }

    /** Where in the Java the place {@code at} of the cell stands; -1 if it lies in a magic. */
    public int toJava(int at) {
        for (var part : copied) {
            if (part.inCell <= at && at <= part.inCell + part.length) {
                return part.inJava + at - part.inCell;
            }
        }
        return -1;
    }

    /** A form in the making; used by one thread. */
    static final class Builder {

        private final String code;
        private final StringBuilder text = new StringBuilder();
        private final List<Copied> copied = new ArrayList<>();
        private final Set<Integer> steps = new TreeSet<>();
        private int lines;

        Builder(String code) {
            this.code = code;
        }

        /** Copies the cell's text from {@code start} to {@code end}. */
        void copy(int start, int end) {
            if (end > start) {
                copied.add(new Copied(text.length(), start, end - start));
                text.append(code, start, end);
                lines += lines(start, end);
            }
        }

        /** Leaves out the cell's text from {@code start} to {@code end}, but not its lines. */
        void skip(int start, int end) {
            copied.add(new Copied(text.length(), start, 0));
            var missing = lines(start, end);
            text.append("\n".repeat(missing));
            lines += missing;
        }

        void write(String java) {
            text.append(java);
        }

        /** Notes that a call follows that may change what later names mean. */
        void step() {
            steps.add(text.length());
        }

        /** Adds line ends until there are as many as in the cell before {@code end}. */
        void catchUp(int end) {
            var missing = lines(0, end) - lines;
            text.append("\n".repeat(Math.max(0, missing)));
            lines += Math.max(0, missing);
        }

        private int lines(int start, int end) {
            return (int) code.substring(start, end).chars().filter(c -> c == '\n').count();
        }

        JavaForm build() {
            return new JavaForm(text.toString(), List.copyOf(copied), Set.copyOf(steps));
        }
    }
}
