package org.jolab.gpu.calc;

/** A formula is wrong; the message shows where. */
public final class FormulaException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** Says what is wrong at {@code position} of {@code formula}. */
    FormulaException(String formula, int position, String problem) {
        super("calc: " + problem + shown(formula, position));
    }

    /** The formula, and a sign below the place. */
    static String shown(String formula, int position) {
        return "\n  %s\n  %s^".formatted(formula.replaceAll("\\s", " "), " ".repeat(position));
    }
}
