package org.jolab.widgets;

/** A line of text, with formulas between dollar signs. */
public final class Label extends Markup<Label> {

    /** Shows nothing. */
    public Label() {
        this("");
    }

    /** Shows {@code value}. */
    public Label(String value) {
        super("LabelModel", value);
    }
}
