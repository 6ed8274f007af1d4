package org.jolab.kernel.cell;

/**
 * A word, literal, sign or comment of a cell, from {@code start} to {@code end}; {@code closed} unless it is a literal
 * or comment whose end is missing.
 */
public record Token(Kind kind, int start, int end, boolean closed) {

    /** The kinds that matter here. */
    public enum Kind { WORD, NUMBER, TEXT, COMMENT, SIGN }

    /** Whether the place {@code at} lies inside this token, where typing would lengthen it. */
    public boolean holds(int at) {
        return start < at && (at < end || at == end && !closed);
    }
}
