package org.jolab.magics.git.line;

import java.util.List;
import java.util.regex.Pattern;
import org.jolab.magics.Variables;
import org.jolab.magics.Words;

/** What follows {@code %git}, in words. */
public final class Line {

    private static final Pattern HARD_QUOTED = Pattern.compile("'[^']*'");

    private Line() {}

    /** The words of {@code line}, with environment variables and the user's folder put in as shells do. */
    public static List<String> words(String line) {
        var expanded = new StringBuilder();
        var matcher = HARD_QUOTED.matcher(line);
        var at = 0;
        while (matcher.find()) {
            expanded.append(Variables.expanded(line.substring(at, matcher.start()))).append(matcher.group());
            at = matcher.end();
        }
        expanded.append(Variables.expanded(line.substring(at)));
        return Words.of(expanded.toString()).stream().map(Line::home).toList();
    }

    private static String home(String word) {
        return word.equals("~") || word.startsWith("~/") ? System.getProperty("user.home") + word.substring(1) : word;
    }

    /** {@code words} as a shell takes them. */
    public static String shell(List<String> words) {
        return String.join(" ", words.stream().map(word -> word.matches("[\\w@%+=:,./^~-]+") ? word
            : "'" + word.replace("'", "'\\''") + "'").toList());
    }
}
