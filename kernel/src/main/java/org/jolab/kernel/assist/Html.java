package org.jolab.kernel.assist;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The little HTML that doc comments need, and plain text made of it. */
final class Html {

    /** Elements that are taken over from doc comments, without their attributes. */
    static final Set<String> ALLOWED = Set.of("p", "br", "b", "strong", "i", "em", "u", "code", "tt", "pre", "ul", "ol",
        "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "caption", "blockquote", "sub", "sup",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "var", "samp", "kbd", "cite", "dfn", "small");

    private static final Set<String> PARAGRAPHS = Set.of("p", "ul", "ol", "dl", "table", "blockquote", "pre", "h1",
        "h2", "h3", "h4", "h5", "h6", "hr", "div", "section");
    private static final Map<String, String> ENTITIES = Map.ofEntries(Map.entry("lt", "<"), Map.entry("gt", ">"),
        Map.entry("amp", "&"), Map.entry("quot", "\""), Map.entry("apos", "'"), Map.entry("nbsp", " "),
        Map.entry("mdash", "—"), Map.entry("ndash", "–"), Map.entry("hellip", "…"), Map.entry("le", "≤"),
        Map.entry("ge", "≥"), Map.entry("ne", "≠"), Map.entry("times", "×"), Map.entry("minus", "−"),
        Map.entry("rarr", "→"), Map.entry("larr", "←"), Map.entry("middot", "·"), Map.entry("copy", "©"),
        Map.entry("pi", "π"), Map.entry("infin", "∞"), Map.entry("lsquo", "‘"), Map.entry("rsquo", "’"),
        Map.entry("ldquo", "“"), Map.entry("rdquo", "”"), Map.entry("plusmn", "±"), Map.entry("sum", "∑"));
    private static final Pattern PIECE = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>|&(#?\\w+);");
    private static final int WIDTH = 96;

    private final StringBuilder text = new StringBuilder();
    private int indent;
    private int verbatim;
    /** How many line ends must stand before what comes next. */
    private int breaks;
    private boolean blank;
    private int column;

    private Html() {}

    /** {@code text} with the characters escaped that HTML would not show. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The plain text that {@code html} shows, in lines of at most some {@value #WIDTH} characters. */
    static String toText(String html) {
        var writer = new Html();
        var matcher = PIECE.matcher(html);
        var at = 0;
        while (matcher.find()) {
            writer.write(html.substring(at, matcher.start()));
            at = matcher.end();
            if (matcher.group(2) != null) {
                writer.element(matcher.group(2).toLowerCase(Locale.ROOT), !matcher.group(1).isEmpty());
            } else {
                writer.write(entity(matcher.group(3), matcher.group()));
            }
        }
        writer.write(html.substring(at));
        return writer.text.toString().stripTrailing();
    }

    private static String entity(String name, String otherwise) {
        try {
            if (name.startsWith("#x") || name.startsWith("#X")) {
                return Character.toString(Integer.parseInt(name.substring(2), 16));
            }
            return name.startsWith("#") ? Character.toString(Integer.parseInt(name.substring(1)))
                : ENTITIES.getOrDefault(name, otherwise);
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }

    private void element(String name, boolean end) {
        if (name.equals("pre")) {
            verbatim += end ? -1 : 1;
        }
        if (PARAGRAPHS.contains(name)) {
            var isList = name.equals("ul") || name.equals("ol") || name.equals("dl");
            var outside = indent - (end && !name.equals("dl") ? 2 : 0);
            breaks = Math.max(breaks, isList && outside > 0 ? 1 : 2);
            if (name.equals("ul") || name.equals("ol") || name.equals("blockquote")) {
                indent = Math.max(0, indent + (end ? -2 : 2));
            }
        }
        switch (name) {
            case "br", "tr", "dt", "caption" -> breaks = Math.max(breaks, 1);
            case "li" -> {
                breaks = Math.max(breaks, 1);
                if (!end) {
                    bullet();
                }
            }
            case "dd" -> {
                breaks = Math.max(breaks, 1);
                indent = Math.max(0, indent + (end ? -4 : 4));
            }
            case "td", "th" -> {
                if (end) {
                    write("  ");
                    blank = true;
                }
            }
            default -> { }
        }
        if (name.equals("dt") && end) {
            breaks = Math.max(breaks, 1);
        }
    }

    private void bullet() {
        indent -= 2;
        lineEnds();
        indent += 2;
        text.append("- ");
        column = indent;
        blank = false;
    }

    private void write(String part) {
        if (verbatim > 0) {
            if (!part.isEmpty()) {
                lineEnds();
                text.append(part.replace("\n", "\n" + " ".repeat(indent)));
                column = 0;
            }
            return;
        }
        var start = 0;
        for (var i = 0; i <= part.length(); i++) {
            if (i == part.length() || Character.isWhitespace(part.charAt(i))) {
                if (i > start) {
                    word(part.substring(start, i));
                }
                blank |= i < part.length();
                start = i + 1;
            }
        }
    }

    private void word(String word) {
        lineEnds();
        if (blank && column > indent) {
            if (column + 1 + word.length() > WIDTH) {
                text.append('\n').append(" ".repeat(Math.max(0, indent)));
                column = indent;
            } else {
                text.append(' ');
                column++;
            }
        }
        text.append(word);
        column += word.length();
        blank = false;
    }

    private void lineEnds() {
        if (breaks > 0 && !text.isEmpty()) {
            while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
                text.setLength(text.length() - 1);
            }
            text.append("\n".repeat(breaks)).append(" ".repeat(Math.max(0, indent)));
            column = Math.max(0, indent);
            blank = false;
        }
        breaks = 0;
    }
}
