package org.jolab.git;

import java.util.ArrayList;
import java.util.List;
import org.jolab.api.MimeBundle;

/** Text in colours, written once and shown both as HTML and as plain text. Used by one thread. */
public final class StyledText {

    /** What a piece of text is. */
    public enum Style {
        /** Nothing special. */
        PLAIN(""),
        /** A heading. */
        STRONG("font-weight:bold"),
        /** Of lesser weight. */
        FAINT("opacity:.65"),
        /** A commit's name. */
        ID("color:var(--jp-warn-color1, #b26a00)"),
        /** A branch, a tag. */
        REF("color:var(--jp-info-color1, #0277bd);font-weight:bold"),
        /** What is ready, or good. */
        GOOD("color:var(--jp-success-color1, #2e7d32)"),
        /** What is not ready, or bad. */
        BAD("color:var(--jp-error-color1, #c62828)"),
        /** A line that was added. */
        ADDED("color:var(--jp-success-color1, #2e7d32);background:rgba(46, 160, 67, .15)"),
        /** A line that was removed. */
        REMOVED("color:var(--jp-error-color1, #c62828);background:rgba(248, 81, 73, .15)"),
        /** Where in a file something is. */
        PLACE("color:var(--jp-info-color1, #0277bd)");

        private final String css;

        Style(String css) {
            this.css = css;
        }
    }

    private record Span(Style style, String text) {}

    private final List<Span> spans = new ArrayList<>();

    /** Adds text. */
    public StyledText add(String text) {
        return add(Style.PLAIN, text);
    }

    /** Adds text that is {@code style}. */
    public StyledText add(Style style, String text) {
        if (!text.isEmpty()) {
            spans.add(new Span(style, visible(text)));
        }
        return this;
    }

    /** Adds all of another text. */
    public StyledText add(StyledText other) {
        spans.addAll(other.spans);
        return this;
    }

    /** Ends a line. */
    public StyledText line() {
        return add("\n");
    }

    /** Adds a line. */
    public StyledText line(String text) {
        return add(text).line();
    }

    /** Adds a line that is {@code style}. */
    public StyledText line(Style style, String text) {
        return add(style, text).line();
    }

    /** Its lines, each a text of its own. */
    public List<StyledText> lines() {
        var lines = new ArrayList<StyledText>();
        var line = new StyledText();
        for (var span : spans) {
            var parts = span.text.split("\n", -1);
            for (var i = 0; i < parts.length; i++) {
                if (i > 0) {
                    lines.add(line);
                    line = new StyledText();
                }
                line.add(span.style, parts[i]);
            }
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return spans.isEmpty();
    }

    /** The text alone, without the last line's end. */
    public String text() {
        var all = new StringBuilder();
        spans.forEach(span -> all.append(span.text));
        return all.toString().replaceFirst("\n+$", "");
    }

    /** Both forms. */
    public MimeBundle toMimeBundle() {
        var html = new StringBuilder("<pre dir=\"auto\" style=\"line-height:1.35\">");
        for (var span : spans) {
            if (span.style == Style.PLAIN) {
                html.append(escaped(span.text));
            } else {
                html.append("<span style=\"").append(span.style.css).append("\">").append(escaped(span.text))
                    .append("</span>");
            }
        }
        return MimeBundle.text(text()).with("text/html", html.append("</pre>").toString());
    }

    /** What a repository holds was written by anybody: it must not move a terminal's cursor. */
    private static String visible(String text) {
        var isClean = text.chars().allMatch(c -> c >= ' ' && c != 0x7f || c == '\n' || c == '\t');
        if (isClean) {
            return text;
        }
        var seen = new StringBuilder();
        text.replace("\r\n", "\n").chars().forEach(c -> seen.append(c >= ' ' && c != 0x7f || c == '\n' || c == '\t'
            ? (char) c : c == 0x7f ? '␡' : (char) ('\u2400' + c)));
        return seen.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return text();
    }
}
