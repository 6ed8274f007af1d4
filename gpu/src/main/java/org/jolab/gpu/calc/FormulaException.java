package org.jolab.gpu.calc;

/** A formula is wrong; the message shows where. */
public final class FormulaException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** Says what is wrong at {@code position} of {@code formula}. */
    FormulaException(String formula, int position, String problem) {
        super("calc: %s\n  %s\n  %s^".formatted(problem, formula.replace('\n', ' '), " ".repeat(position)));
    }
}
