package org.jolab.kernel.session;

import java.util.List;
import org.jolab.kernel.cell.JavaForm;
import org.jolab.kernel.cell.Reading;

/**
 * A cell's text and its place in the notebook.
 *
 * @param count its execution count
 * @param reading its text as typed, and as Java
 */
record CellText(int count, Reading reading) {

    /** A cell without magics. */
    CellText(int count, String code) {
        this(count, new Reading(code, List.of(), JavaForm.of(code)));
    }

    /** The text as typed. */
    String code() {
        return reading.code();
    }

    /** The text as Java alone. */
    JavaForm java() {
        return reading.java();
    }

    /** The number, from 1, of the line in which the offset {@code at} lies. */
    int lineAt(int at) {
        return 1 + (int) code().substring(0, Math.clamp(at, 0, code().length())).chars().filter(c -> c == '\n').count();
    }

    /** The text of the line of that number, from 1, without its end; empty if there is none. */
    String line(int number) {
        return code().lines().skip(Math.max(0, number - 1)).findFirst().orElse("");
    }

    /** How many units lie between the start of its line and the offset {@code at}. */
    int columnAt(int at) {
        var clamped = Math.clamp(at, 0, code().length());
        return clamped - (code().lastIndexOf('\n', clamped - 1) + 1);
    }
}
