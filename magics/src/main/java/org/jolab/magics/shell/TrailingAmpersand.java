package org.jolab.magics.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Finds out whether a shell command ends with the {@code &} that sends it to the background. No state. */
final class TrailingAmpersand {

    private TrailingAmpersand() {}

    /**
     * The command without its {@code &}, if it ends with one. One in quotes, in brackets, in a comment or behind a
     * backslash is none, and neither is a part of {@code &&}, {@code >&} or {@code |&}.
     */
    static Optional<String> removeFrom(String command) {
        var open = new ArrayDeque<Character>();
        var last = -1;
        for (var i = 0; i < command.length(); i++) {
            var c = command.charAt(i);
            var quote = open.isEmpty() ? ' ' : open.peek();
            if (quote == '\'') {
                close(open, c, '\'');
            } else if (c == '\\') {
                i++;
                last = i;
            } else if (quote == '"') {
                i = inDoubleQuotes(command, i, open);
            } else if (c == '#' && (i == 0 || " \t\n;&|()".indexOf(command.charAt(i - 1)) >= 0)) {
                i = endOfLine(command, i);
            } else {
                bracketOrQuote(c, open);
                last = Character.isWhitespace(c) ? last : i;
            }
        }
        var isOne = open.isEmpty() && last >= 0 && last < command.length() && command.charAt(last) == '&'
            && (last == 0 || "&|<>\\".indexOf(command.charAt(last - 1)) < 0);
        return isOne ? Optional.of(command.substring(0, last).strip()).filter(rest -> !rest.isEmpty())
            : Optional.empty();
    }

    private static void bracketOrQuote(char c, Deque<Character> open) {
        switch (c) {
            case '\'', '"' -> open.push(c);
            case '(' -> open.push(')');
            case '{' -> open.push('}');
            case '`' -> {
                if (!close(open, c, '`')) {
                    open.push('`');
                }
            }
            case ')', '}' -> close(open, c, c);
            default -> { }
        }
    }

    private static int inDoubleQuotes(String command, int at, Deque<Character> open) {
        var c = command.charAt(at);
        if (c == '$' && at + 1 < command.length() && command.charAt(at + 1) == '(') {
            open.push(')');
            return at + 1;
        }
        if (c == '`') {
            open.push('`');
        }
        close(open, c, '"');
        return at;
    }

    private static boolean close(Deque<Character> open, char c, char quote) {
        if (c == quote && !open.isEmpty() && open.peek() == quote) {
            open.pop();
            return true;
        }
        return false;
    }

    private static int endOfLine(String command, int from) {
        var end = command.indexOf('\n', from);
        return end < 0 ? command.length() : end;
    }
}
