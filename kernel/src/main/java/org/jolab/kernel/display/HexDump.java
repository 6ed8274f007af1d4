package org.jolab.kernel.display;

import java.util.HexFormat;

/** Bytes as people read them: sixteen a line, with the characters that they might be. */
final class HexDump {

    private static final int LINE = 16;
    private static final int LINES = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private HexDump() {}

    /** The first and the last lines of {@code bytes}. */
    static String of(byte[] bytes) {
        var lines = (bytes.length + LINE - 1) / LINE;
        var out = new StringBuilder();
        for (var line = 0; line < lines; line++) {
            if (lines > LINES && line == LINES / 2) {
                out.append(Cut.more((lines - LINES) * (long) LINE, "byte")).append('\n');
                line = lines - LINES / 2;
            }
            append(bytes, line * LINE, out);
        }
        return out.isEmpty() ? "(empty)" : out.substring(0, out.length() - 1);
    }

    private static void append(byte[] bytes, int from, StringBuilder out) {
        var to = Math.min(bytes.length, from + LINE);
        out.append(HEX.toHexDigits((long) from, 8)).append("  ");
        var hex = HEX.formatHex(bytes, from, to);
        out.append(hex).append(" ".repeat(LINE * 3 - hex.length()));
        for (var i = from; i < to; i++) {
            out.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        }
        out.append('\n');
    }
}
