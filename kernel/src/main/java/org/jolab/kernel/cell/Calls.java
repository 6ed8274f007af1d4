package org.jolab.kernel.cell;

import java.util.List;
import org.jolab.kernel.cell.Interpolation.Piece;

/** Writes the calls that magics in Java become. Used by one thread. */
final class Calls {

    private static final String MAGICS = "org.jolab.api.Magics.";
    /** A class file's constants are shorter than 65,536 bytes; no character of a string takes more than three. */
    private static final int LONGEST_CONSTANT = 20_000;

    private Calls() {}

    /** Writes a call of {@code method} for the magic {@code name} with the line that {@code pieces} make. */
    static void write(JavaForm.Builder java, String method, String name, List<Piece> pieces) {
        java.write(MAGICS + method + "(" + literal(name) + ",");
        line(java, pieces);
        java.write(")");
    }

    /** Writes an expression whose value is the line that {@code pieces} make. */
    static void line(JavaForm.Builder java, List<Piece> pieces) {
        java.write("String.join(\"\"");
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Text(var text) -> {
                    for (var start = 0; start < text.length(); start += LONGEST_CONSTANT) {
                        java.write("," + literal(text.substring(start,
                            Math.min(text.length(), start + LONGEST_CONSTANT))));
                    }
                }
                case Piece.Expression(var start, var end) -> {
                    java.write("," + MAGICS + "text(");
                    java.copy(start, end);
                    java.write(")");
                }
            }
        }
        java.write(")");
    }

    private static String literal(String text) {
        var literal = new StringBuilder("\"");
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                default -> literal.append(c < ' ' ? String.format("\\%03o", (int) c) : c);
            }
        }
        return literal.append('"').toString();
    }
}
