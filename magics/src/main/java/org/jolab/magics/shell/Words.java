package org.jolab.magics.shell;

import java.util.ArrayList;
import java.util.List;

/** Takes a line apart as a shell does, without expanding anything. No state. */
final class Words {

    private Words() {}

    /** The words of {@code line}: quotes keep blanks, a backslash the character behind it. */
    static List<String> of(String line) {
        var words = new ArrayList<String>();
        StringBuilder word = null;
        var quote = ' ';
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (quote == ' ' && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == quote) {
                quote = ' ';
            } else if (quote == ' ' && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
