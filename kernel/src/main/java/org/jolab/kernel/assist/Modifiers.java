package org.jolab.kernel.assist;

import java.util.Set;
import org.jolab.kernel.cell.Tokens;

/** The words and annotations that may stand before a declaration. */
final class Modifiers {

    /** Allowed before what a cell declares, but not before a local variable, which it becomes here. */
    private static final Set<String> NOT_OF_LOCALS = Set.of("public", "protected", "private", "static", "transient",
        "volatile", "native", "default", "strictfp");
    private static final Set<String> OTHERS = Set.of("final", "abstract", "synchronized", "sealed");

    private Modifiers() {}

    static boolean is(String word) {
        return NOT_OF_LOCALS.contains(word) || OTHERS.contains(word);
    }

    /** The index of the first token from {@code start} on that is no part of modifiers and annotations. */
    static int skip(Tokens tokens, int start, int end) {
        var i = start;
        while (i < end) {
            if (is(tokens.text(i))) {
                i++;
            } else if (tokens.text(i).equals("non") && tokens.text(i + 1).equals("-")) {
                i += 3;
            } else if (tokens.text(i).equals("@") && !tokens.text(i + 1).equals("interface")) {
                i = skipAnnotation(tokens, i + 1, end);
            } else {
                return i;
            }
        }
        return end;
    }

    private static int skipAnnotation(Tokens tokens, int start, int end) {
        var i = start + 1;
        while (i + 1 < end && tokens.text(i).equals(".")) {
            i += 2;
        }
        if (!tokens.text(i).equals("(")) {
            return Math.min(i, end);
        }
        var depth = 0;
        for (; i < end; i++) {
            switch (tokens.text(i)) {
                case "(" -> depth++;
                case ")" -> {
                    if (--depth == 0) {
                        return i + 1;
                    }
                }
                default -> { }
            }
        }
        return end;
    }

    /** The index of the first token from {@code start} on that may stay before a local variable. */
    static int skipForLocal(Tokens tokens, int start, int end) {
        var i = start;
        while (i < end && NOT_OF_LOCALS.contains(tokens.text(i))
                && !(tokens.text(i).equals("default") && !Modifiers.is(tokens.text(i + 1)))) {
            i++;
        }
        return i;
    }
}
