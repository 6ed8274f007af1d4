package org.jolab.kernel.display;

import java.util.Locale;

/** Shortens text and makes what nobody sees visible. */
final class Cut {

    private Cut() {}

    /** At most {@code length} characters of {@code text}, and how many more there are. */
    static String at(int length, CharSequence text) {
        if (text.length() <= length) {
            return text.toString();
        }
        return start(text, length) + "… " + counted(text.length() - length, "more character");
    }

    /** At most {@code length} characters of one line, the last of them an ellipsis if there are more. */
    static String line(int length, CharSequence text) {
        return text.length() <= length ? text.toString() : start(text, length - 1) + "…";
    }

    /** The text in quotes, as Java would write it. */
    static String quoted(int length, CharSequence text) {
        var rest = text.length() - length;
        var start = visible(rest > 0 ? start(text, length) : text, true);
        return "\"" + start + (rest > 0 ? "…\" (" + counted(rest, "more character") + ")" : "\"");
    }

    /** The text with control characters as escapes, so that it stays on its line and runs from left to right. */
    static String visible(CharSequence text) {
        return visible(text, false);
    }

    private static String visible(CharSequence text, boolean quotes) {
        var out = new StringBuilder(text.length() + 2);
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '"' -> out.append(quotes ? "\\\"" : "\"");
                case '\\' -> out.append(quotes ? "\\\\" : "\\");
                default -> {
                    if (isInvisible(c)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    /** Control characters and those that change the direction of the text around them. */
    static boolean isInvisible(char c) {
        return c < ' ' || c >= 0x7f && c < 0xa0 || c >= 0x200e && c <= 0x200f || c >= 0x202a && c <= 0x202e
            || c >= 0x2066 && c <= 0x2069 || c == 0x2028 || c == 0x2029 || c == 0xfeff;
    }

    /** A number with its unit, in the plural if it must be: {@code 1,000 rows}. */
    static String counted(long count, String unit) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? unit : unit + "s");
    }

    /** What stands in the place of items that are not shown. */
    static String more(long count) {
        return String.format(Locale.ROOT, "… %,d more …", count);
    }

    /** The same, saying what is not shown. */
    static String more(long count, String unit) {
        return "… " + counted(count, "more " + unit) + " …";
    }

    /** How many columns of a terminal the text takes. */
    static int width(String text) {
        var width = 0;
        for (var i = 0; i < text.length();) {
            var point = text.codePointAt(i);
            i += Character.charCount(point);
            width += widthOf(point);
        }
        return width;
    }

    private static int widthOf(int point) {
        if (point < 0x300) {
            return 1;
        }
        var type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return point >= 0x1100 && point <= 0x115f || point >= 0x2e80 && point <= 0xa4cf
            || point >= 0xac00 && point <= 0xd7a3 || point >= 0xf900 && point <= 0xfaff
            || point >= 0xfe30 && point <= 0xfe6f || point >= 0xff00 && point <= 0xff60
            || point >= 0x1f300 && point <= 0x1faff || point >= 0x20000 && point <= 0x3fffd ? 2 : 1;
    }

    private static String start(CharSequence text, int length) {
        var end = length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.subSequence(0, end).toString();
    }
}
