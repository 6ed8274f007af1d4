package org.jolab.kernel.assist;

/**
 * A word, literal, sign or comment of a cell, from {@code start} to {@code end}; {@code closed} unless it is a literal
 * or comment whose end is missing.
 */
record Token(Kind kind, int start, int end, boolean closed) {

    /** The kinds that matter here. */
    enum Kind { WORD, NUMBER, TEXT, COMMENT, SIGN }

    /** Whether the place {@code at} lies inside this token, where typing would lengthen it. */
    boolean holds(int at) {
        return start < at && (at < end || at == end && !closed);
    }
}
