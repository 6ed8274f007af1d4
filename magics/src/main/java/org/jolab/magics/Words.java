package org.jolab.magics;

import java.util.ArrayList;
import java.util.List;
import org.jolab.api.UsageError;

/** The words of a line, as a shell takes it apart: quotes keep blanks, a backslash keeps what follows it. */
public final class Words {

    private Words() {}

    /**
     * The words of {@code line}.
     *
     * @throws UsageError if a quote is not closed
     */
    public static List<String> of(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var isInWord = false;
        var quote = '\0';
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < line.length()
                    && (quote == '\0' || "\"\\".indexOf(line.charAt(i + 1)) >= 0)) {
                word.append(line.charAt(++i));
                isInWord = true;
            } else if (quote != '\0') {
                if (c == quote) {
                    quote = '\0';
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                isInWord = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                isInWord = true;
            } else if (isInWord) {
                words.add(word.toString());
                word.setLength(0);
                isInWord = false;
            }
        }
        if (quote != '\0') {
            throw new UsageError("A quote is not closed: " + line);
        }
        if (isInWord) {
            words.add(word.toString());
        }
        return words;
    }
}
