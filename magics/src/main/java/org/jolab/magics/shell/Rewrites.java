package org.jolab.magics.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Drops from lines what was written over at once: a progress bar returns to the start of its line ({@code \r}) many
 * times a second, and only how it looks in the end is worth sending. No state.
 *
 * <p>What is left looks the same on a terminal, and leaves its cursor at the same place.
 */
final class Rewrites {

    /** A control sequence of terminals (ECMA-48, 5.4). */
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([0-?]*)[ -/]*([@-~])");
    private static final char ESCAPE = '\u001b';

    private Rewrites() {}

    /** A piece of a line between two returns: how much of the line it covers, and what else it does to it. */
    private record Stroke(String text, int width, boolean erases, boolean harmless) {

        static Stroke of(String text) {
            if (text.indexOf(ESCAPE) < 0) {
                return new Stroke(text, width(text), false, text.indexOf('\b') < 0 && text.indexOf('\t') < 0);
            }
            var erases = false;
            var harmless = text.indexOf('\b') < 0 && text.indexOf('\t') < 0;
            var coloured = false;
            var sequences = SEQUENCE.matcher(text);
            while (sequences.find()) {
                var values = sequences.group(1);
                switch (sequences.group(2).charAt(0)) {
                    case 'K' -> erases |= !values.equals("1");
                    case 'm' -> coloured = !values.isEmpty() && !values.equals("0");
                    // Such as hiding and showing the cursor.
                    case 'h', 'l' -> harmless &= values.startsWith("?");
                    default -> harmless = false;
                }
            }
            var plain = SEQUENCE.matcher(text).replaceAll("");
            return new Stroke(text, width(plain), erases, harmless && !coloured && plain.indexOf(ESCAPE) < 0);
        }

        private static int width(String plain) {
            return plain.codePointCount(0, plain.length());
        }

        /** Whether nothing is left to be seen of {@code earlier}. */
        boolean hides(Stroke earlier) {
            return earlier.harmless && (erases || width >= earlier.width);
        }
    }

    /** The same text with fewer rewrites; {@code atStart} if it begins at the start of a line. */
    static String collapse(String text, boolean atStart) {
        if (text.indexOf('\r') < 0) {
            return text;
        }
        var result = new StringBuilder();
        var start = 0;
        while (start < text.length()) {
            var end = text.indexOf('\n', start);
            var next = end < 0 ? text.length() : end + 1;
            line(text.substring(start, next), atStart || start > 0, result);
            start = next;
        }
        return result.toString();
    }

    private static int end(String line, int lineFeed) {
        var end = lineFeed;
        while (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        return end;
    }

    private static void line(String line, boolean atStart, StringBuilder result) {
        // Programs that set their terminal to raw end lines with "\r\n"; such a return shows nothing.
        var content = line.endsWith("\n") ? line.substring(0, end(line, line.length() - 1)) : line;
        var pieces = List.of(content.split("\r", -1));
        var kept = new ArrayList<Stroke>();
        // What continues a line that was sent before can't be compared with: nobody knows where it began.
        var known = atStart ? 0 : 1;
        for (var i = 0; i < pieces.size(); i++) {
            var stroke = Stroke.of(pieces.get(i));
            while (kept.size() > known && stroke.hides(kept.getLast())) {
                kept.removeLast();
            }
            kept.add(stroke);
        }
        for (var i = 0; i < kept.size(); i++) {
            result.append(i == 0 ? "" : "\r").append(kept.get(i).text);
        }
        if (content.length() < line.length()) {
            result.append('\n');
        }
    }
}
