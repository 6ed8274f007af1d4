package org.jolab.magics.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the statements of a text apart, and finds {@code :name} in them. Semicolons and colons count only outside of
 * strings, quoted names and comments, as the larger databases write them; those between the BEGIN and END of a trigger
 * or a routine end no statement.
 */
final class Script {

    private static final Set<String> ROUTINES = Set.of("trigger", "procedure", "function", "package");
    private static final Set<String> ENDED_OTHERWISE = Set.of("if", "loop", "while", "repeat", "for");
    private static final Set<String> TRANSACTION = Set.of("transaction", "tran", "work", "deferred", "immediate",
        "exclusive", "concurrent", "isolation", "read", "not");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
    private static final Pattern DOLLARS = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

    private final String text;
    private final List<Query> queries = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private List<Query.Piece> pieces = new ArrayList<>();
    private int copied;
    private int start;
    private int depth;

    private Script(String text) {
        this.text = text;
    }

    /** The statements of {@code text}, in order; none for a text of blanks and comments. */
    static List<Query> split(String text) {
        return new Script(text).read();
    }

    private List<Query> read() {
        var at = 0;
        while (at < text.length()) {
            at = step(at);
        }
        end(text.length());
        return queries;
    }

    private int step(int at) {
        var c = text.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            words.add("");
            return afterQuote(at, c);
        }
        if (text.startsWith("--", at)) {
            var end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end;
        }
        if (text.startsWith("/*", at)) {
            return afterComment(at);
        }
        if (c == '$') {
            var tag = matcher(DOLLARS, at);
            if (tag.lookingAt() && !isPartOfWord(at - 1)) {
                var end = text.indexOf(tag.group(), tag.end());
                return end < 0 ? text.length() : end + tag.group().length();
            }
        }
        if (c == ':') {
            return afterColon(at);
        }
        var word = matcher(WORD, at);
        if (word.lookingAt()) {
            see(word.group().toLowerCase(Locale.ROOT));
            return word.end();
        }
        if (c == ';' && depth <= 0) {
            end(at);
            start = at + 1;
            copied = start;
        } else if (!Character.isWhitespace(c)) {
            words.add("");
        }
        return at + 1;
    }

    private Matcher matcher(Pattern pattern, int at) {
        return pattern.matcher(text).region(at, text.length());
    }

    /** Counts how deep in a routine's blocks the text is. */
    private void see(String word) {
        var last = words.isEmpty() ? "" : words.getLast();
        words.add(word);
        if (words.size() == 1 && word.equals("declare")
                || words.size() == 2 && isBlock() && words.getFirst().equals("begin")) {
            depth++;
        }
        var isRoutine = words.getFirst().equals("create") && words.stream().limit(8).anyMatch(ROUTINES::contains);
        if (!isRoutine && !isBlock()) {
            return;
        }
        if (word.equals("begin") && words.getFirst().equals("declare") && words.indexOf("begin") == words.size() - 1) {
            // The block is open since its declarations.
            return;
        }
        if (word.equals("end")) {
            depth--;
        } else if (word.equals("begin") || word.equals("case") && !last.equals("end")) {
            depth++;
        } else if (last.equals("end") && ENDED_OTHERWISE.contains(word)) {
            depth++;
        }
    }

    /** An anonymous block, as Oracle has them; other databases begin a transaction with the same word. */
    private boolean isBlock() {
        return words.getFirst().equals("declare")
            || words.getFirst().equals("begin") && words.size() > 1 && !TRANSACTION.contains(words.get(1));
    }

    /** Quotes are doubled within quotes; a backslash quotes in E'…' alone. */
    private int afterQuote(int at, char quote) {
        var escapes = quote == '\'' && at > 0 && Character.toLowerCase(text.charAt(at - 1)) == 'e'
            && !isPartOfWord(at - 2);
        for (var i = at + 1; i < text.length(); i++) {
            if (escapes && text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    private int afterComment(int at) {
        var open = 1;
        var i = at + 2;
        while (i < text.length() && open > 0) {
            if (text.startsWith("*/", i)) {
                open--;
                i += 2;
            } else if (text.startsWith("/*", i)) {
                open++;
                i += 2;
            } else {
                i++;
            }
        }
        return i;
    }

    /** {@code ::type}, {@code :=} and {@code a[1:n]} are no parameters. */
    private int afterColon(int at) {
        if (text.startsWith("::", at)) {
            return at + 2;
        }
        var name = matcher(WORD, at + 1);
        var before = at == 0 ? ' ' : text.charAt(at - 1);
        if (!name.lookingAt() || isPartOfWord(at - 1) || "'\"`])}:".indexOf(before) >= 0) {
            return at + 1;
        }
        words.add("");
        pieces.add(new Query.Text(text.substring(copied, at)));
        pieces.add(new Query.Parameter(name.group()));
        copied = name.end();
        return name.end();
    }

    private boolean isPartOfWord(int at) {
        return at >= 0 && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
    }

    private void end(int at) {
        if (!words.isEmpty()) {
            // A block ends with the semicolon after its END.
            var end = isBlock() && at < text.length() ? at + 1 : at;
            pieces.add(new Query.Text(text.substring(copied, end)));
            queries.add(new Query(List.copyOf(pieces), words.getFirst(), line()));
        }
        words.clear();
        pieces = new ArrayList<>();
        depth = 0;
    }

    private int line() {
        var first = start;
        while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        return 1 + (int) text.substring(0, first).chars().filter(c -> c == '\n').count();
    }
}
