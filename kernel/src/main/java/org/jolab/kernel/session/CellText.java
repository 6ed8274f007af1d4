package org.jolab.kernel.session;

/**
 * A cell's text and its place in the notebook.
 *
 * @param count its execution count
 * @param code its text
 */
record CellText(int count, String code) {

    /** The number, from 1, of the line in which the offset {@code at} lies. */
    int lineAt(int at) {
        return 1 + (int) code.substring(0, Math.clamp(at, 0, code.length())).chars().filter(c -> c == '\n').count();
    }

    /** The text of the line of that number, from 1, without its end; empty if there is none. */
    String line(int number) {
        return code.lines().skip(Math.max(0, number - 1)).findFirst().orElse("");
    }

    /** How many units lie between the start of its line and the offset {@code at}. */
    int columnAt(int at) {
        var clamped = Math.clamp(at, 0, code.length());
        return clamped - (code.lastIndexOf('\n', clamped - 1) + 1);
    }
}
