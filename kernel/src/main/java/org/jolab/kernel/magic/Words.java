package org.jolab.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import org.jolab.api.UsageError;

/** Cuts a magic's line into words, as a shell would: quotes keep blanks, a backslash keeps what follows it. */
final class Words {

    private Words() {}

    /** A word without its quotes, from {@code start} to {@code end} of the line; {@code quoted} if it had any. */
    record Word(String text, int start, int end, boolean quoted) {}

    /**
     * The words of {@code line}.
     *
     * @throws UsageError if a quote is not closed
     */
    static List<Word> of(String line) {
        var words = read(line);
        if (!words.isEmpty() && words.getLast().end() < 0) {
            throw new UsageError("A quote is not closed: " + line.substring(words.getLast().start()));
        }
        return words;
    }

    /** The same for a line that is being typed: a last word whose quote is open ends at -1. */
    static List<Word> read(String line) {
        var words = new ArrayList<Word>();
        var at = 0;
        while (at < line.length()) {
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
                continue;
            }
            var start = at;
            var text = new StringBuilder();
            var quote = 0;
            var quoted = false;
            for (; at < line.length() && (quote != 0 || !Character.isWhitespace(line.charAt(at))); at++) {
                var c = line.charAt(at);
                if (c == quote) {
                    quote = 0;
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                    quoted = true;
                } else if (c == '\\' && quote != '\'' && at + 1 < line.length() && isSpecial(line.charAt(at + 1))) {
                    text.append(line.charAt(++at));
                } else {
                    text.append(c);
                }
            }
            words.add(new Word(text.toString(), start, quote == 0 ? at : -1, quoted));
        }
        return words;
    }

    /** Other characters keep their backslash, as in paths of Windows. */
    private static boolean isSpecial(char c) {
        return c == ' ' || c == '"' || c == '\'' || c == '\\';
    }
}
