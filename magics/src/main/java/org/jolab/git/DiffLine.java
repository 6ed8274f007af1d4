package org.jolab.git;

/**
 * A line of a difference.
 *
 * @param kind what became of it
 * @param text the line without its end
 */
public record DiffLine(Kind kind, String text) {

    /** What became of a line. */
    public enum Kind {
        /** It stayed. */
        CONTEXT(' '),
        /** It is new. */
        ADDED('+'),
        /** It is gone. */
        REMOVED('-'),
        /** No line, but word that the one before has no line end. */
        NOTE('\\');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }

        /** What stands before such a line in a patch. */
        public char sign() {
            return sign;
        }
    }

    @Override
    public String toString() {
        return kind.sign + text;
    }
}
