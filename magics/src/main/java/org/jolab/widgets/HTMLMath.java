package org.jolab.widgets;

/** HTML, with formulas between dollar signs. */
public final class HTMLMath extends Markup<HTMLMath> {

    /** Shows nothing. */
    public HTMLMath() {
        this("");
    }

    /** Shows {@code value}. */
    public HTMLMath(String value) {
        super("HTMLMathModel", value);
    }
}
