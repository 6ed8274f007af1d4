package org.jolab.magics.drive.nio;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Wild cards as {@link java.nio.file.FileSystem#getPathMatcher} describes them, as a regular expression. */
final class Glob {

    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;

    private Glob(String glob) {
        this.glob = glob;
    }

    static Pattern pattern(String syntaxAndPattern) {
        var colon = syntaxAndPattern.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("\"" + syntaxAndPattern + "\" does not begin with glob: or regex:.");
        }
        var pattern = syntaxAndPattern.substring(colon + 1);
        return switch (syntaxAndPattern.substring(0, colon).toLowerCase(java.util.Locale.ROOT)) {
            case "glob" -> Pattern.compile(new Glob(pattern).regex(), Pattern.DOTALL);
            case "regex" -> Pattern.compile(pattern);
            default -> throw new UnsupportedOperationException(syntaxAndPattern.substring(0, colon)
                + " is no syntax of patterns; glob and regex are.");
        };
    }

    private String regex() {
        var inGroup = false;
        while (at < glob.length()) {
            var c = glob.charAt(at++);
            switch (c) {
                case '*' -> {
                    if (at < glob.length() && glob.charAt(at) == '*') {
                        at++;
                        regex.append(".*");
                    } else {
                        regex.append("[^/]*");
                    }
                }
                case '?' -> regex.append("[^/]");
                case '[' -> brackets();
                case '{' -> {
                    if (inGroup) {
                        throw wrong("Cannot nest groups");
                    }
                    inGroup = true;
                    regex.append("(?:(?:");
                }
                case '}' -> {
                    regex.append(inGroup ? "))" : "\\}");
                    inGroup = false;
                }
                case ',' -> regex.append(inGroup ? ")|(?:" : ",");
                case '\\' -> {
                    if (at == glob.length()) {
                        throw wrong("No character to escape");
                    }
                    literal(glob.charAt(at++));
                }
                default -> literal(c);
            }
        }
        if (inGroup) {
            throw wrong("Missing '}'");
        }
        return regex.toString();
    }

    private void brackets() {
        regex.append("[[^/]&&[");
        if (at < glob.length() && (glob.charAt(at) == '!' || glob.charAt(at) == '^')) {
            regex.append(glob.charAt(at) == '!' ? "^" : "\\^");
            at++;
        }
        var first = true;
        while (at < glob.length() && (glob.charAt(at) != ']' || first)) {
            var c = glob.charAt(at++);
            if (c == '/') {
                throw wrong("Explicit 'name separator' in class");
            }
            regex.append("\\[]&^".indexOf(c) >= 0 ? "\\" : "").append(c);
            first = false;
        }
        if (at == glob.length()) {
            throw wrong("Missing ']'");
        }
        at++;
        regex.append("]]");
    }

    private void literal(char c) {
        regex.append("\\^$.|()[]{}+*?".indexOf(c) >= 0 ? "\\" : "").append(c);
    }

    private PatternSyntaxException wrong(String why) {
        return new PatternSyntaxException(why, glob, Math.min(at, glob.length()) - 1);
    }
}
