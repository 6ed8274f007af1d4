package org.jolab.kernel.assist;

import org.jolab.kernel.cell.Token;
import org.jolab.kernel.cell.Tokens;

/** The expression before a dot. */
final class Receiver {

    private Receiver() {}

    /** The text of the expression, and of the dot or colons, that end before the token {@code word}; else nothing. */
    static String before(Tokens tokens, int word) {
        if (!tokens.text(word - 1).equals(".") && !tokens.text(word - 1).equals("::")) {
            return "";
        }
        var i = word - 2;
        var start = word - 1;
        while (i >= 0) {
            var next = operand(tokens, i);
            if (next == i) {
                break;
            }
            start = next + 1;
            i = next;
            if (tokens.text(i).equals(".")) {
                i--;
            } else {
                start = tokens.text(i).equals("new") ? i : start;
                break;
            }
        }
        return start == word - 1 ? "" : tokens.code().substring(tokens.list().get(start).start(),
            tokens.list().get(word - 1).end());
    }

    /** The index before the operand that ends at {@code i}; {@code i} itself if none does. */
    private static int operand(Tokens tokens, int i) {
        var at = i;
        while (tokens.text(at).equals(")") || tokens.text(at).equals("]")) {
            var open = tokens.opening(at);
            if (open < 0) {
                return i;
            }
            at = open - 1;
        }
        if (tokens.text(at).equals(">") && at < i) {
            while (at > 0 && !tokens.text(at).equals("<")) {
                at--;
            }
            at--;
        }
        var text = tokens.text(at);
        var isLiteral = at >= 0 && tokens.list().get(at).kind() == Token.Kind.TEXT;
        return tokens.isName(at) || text.equals("this") || text.equals("super") || text.equals("class")
            || isLiteral && at == i ? at - 1 : at;
    }
}
