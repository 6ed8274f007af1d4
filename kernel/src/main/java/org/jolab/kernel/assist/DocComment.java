package org.jolab.kernel.assist;

import org.jolab.kernel.cell.Tokens;

/** The doc comment before a declaration, as it stands. */
final class DocComment {

    private DocComment() {}

    /** The doc comment that ends before {@code start}, with nothing but blanks between; empty if there is none. */
    static String before(Tokens tokens, int start) {
        var code = tokens.code();
        var comments = tokens.comments();
        var i = comments.size() - 1;
        while (i >= 0 && comments.get(i).start() >= start) {
            i--;
        }
        if (i < 0 || !code.substring(comments.get(i).end(), start).isBlank()) {
            return "";
        }
        var first = comments.get(i);
        if (code.startsWith("/**", first.start())) {
            return code.substring(first.start(), first.end());
        }
        var end = first.end();
        if (!code.startsWith("///", first.start())) {
            return "";
        }
        while (i > 0 && code.startsWith("///", comments.get(i - 1).start())
                && code.substring(comments.get(i - 1).end(), comments.get(i).start()).isBlank()) {
            i--;
        }
        return code.substring(comments.get(i).start(), end);
    }
}
