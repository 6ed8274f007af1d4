package org.jolab.kernel.assist;

import java.util.Optional;
import org.jolab.kernel.cell.Tokens;

/**
 * The name that a question is about.
 *
 * @param token its index among the tokens
 * @param call whether the place lies within the brackets of its call
 * @param cut the number of tokens that end at or before the place
 */
record Subject(int token, boolean call, int cut) {

    /** The name that touches {@code cursor}, else the method or constructor in whose brackets it lies. */
    static Optional<Subject> at(Tokens tokens, int cursor) {
        if (tokens.comments().stream().anyMatch(comment -> comment.holds(cursor))) {
            return Optional.empty();
        }
        var before = tokens.before(cursor);
        if (before < tokens.size() && tokens.list().get(before).start() == cursor && tokens.isName(before)) {
            return Optional.of(new Subject(before, false, before + 1));
        }
        if (before > 0 && tokens.list().get(before - 1).end() >= cursor && tokens.isName(before - 1)) {
            return Optional.of(new Subject(before - 1, false, before));
        }
        var whole = before > 0 && tokens.list().get(before - 1).end() > cursor ? before - 1 : before;
        var touched = before > 0 && tokens.list().get(before - 1).end() >= cursor && tokens.isWord(before - 1)
            || before < tokens.size() && tokens.list().get(before).start() == cursor && tokens.isWord(before);
        return call(tokens, before, touched ? whole - 1 : whole);
    }

    private static Optional<Subject> call(Tokens tokens, int before, int cut) {
        var frames = new Outline(tokens).readTo(before).frames();
        for (var i = frames.size() - 1; i > 0; i--) {
            var frame = frames.get(i);
            switch (frame.shape) {
                case ROUND -> {
                    var name = nameBefore(tokens, frame.open);
                    if (tokens.isName(name)) {
                        return Optional.of(new Subject(name, true, Math.max(cut, frame.open + 1)));
                    }
                }
                case SQUARE, ARRAY -> { }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** The name before a bracket, perhaps with type arguments between. */
    private static int nameBefore(Tokens tokens, int open) {
        var i = open - 1;
        if (tokens.text(i).equals(">")) {
            var depth = 0;
            for (; i > 0; i--) {
                depth += tokens.text(i).equals(">") ? 1 : tokens.text(i).equals("<") ? -1 : 0;
                if (depth == 0) {
                    break;
                }
            }
            i--;
        }
        return i;
    }
}
