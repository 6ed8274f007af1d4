package org.jolab.widgets;

/** HTML. */
public final class HTML extends Markup<HTML> {

    /** Shows nothing. */
    public HTML() {
        this("");
    }

    /** Shows {@code value}. */
    public HTML(String value) {
        super("HTMLModel", value);
    }
}
