package org.jolab.kernel.session;

import java.util.List;
import org.jolab.kernel.cell.JavaForm;
import org.jolab.kernel.cell.Reading;

/**
 * A cell's text and its place in the notebook.
 *
 * @param count its execution count
 * @param reading its text as typed, and as Java
 * @param firstLine the number of its first line: 1 unless it is a part of a cell, or written around one
 */
record CellText(int count, Reading reading, int firstLine) {

    /** A whole cell, or one of which the rest is blank. */
    CellText(int count, Reading reading) {
        this(count, reading, 1);
    }

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

    /** The number of the line in which the offset {@code at} lies. */
    int lineAt(int at) {
        var before = code().substring(0, Math.clamp(at, 0, code().length()));
        return firstLine + (int) before.chars().filter(c -> c == '\n').count();
    }

    /** The text of the line of that number, without its end; empty if there is none. */
    String line(int number) {
        return code().lines().skip(Math.max(0, number - firstLine)).findFirst().orElse("");
    }

    /** How many units lie between the start of its line and the offset {@code at}. */
    int columnAt(int at) {
        var clamped = Math.clamp(at, 0, code().length());
        return clamped - (code().lastIndexOf('\n', clamped - 1) + 1);
    }
}
