package org.jolab.kernel.protocol;

/**
 * Cursor positions: the protocol counts code points, Java counts UTF-16 units.
 *
 * <p>Some clients send UTF-16 positions all the same (VS Code does), so none is ever refused: what lies beyond the text
 * is its end, what lies before it its beginning.
 */
public final class CodePoints {

    private CodePoints() {}

    /** The UTF-16 index of a position in code points. */
    public static int toIndex(String text, int position) {
        return text.offsetByCodePoints(0, Math.clamp(position, 0, text.codePointCount(0, text.length())));
    }

    /** The position in code points of a UTF-16 index; an index inside a surrogate pair counts as behind it. */
    public static int fromIndex(String text, int index) {
        return text.codePointCount(0, Math.clamp(index, 0, text.length()));
    }
}
