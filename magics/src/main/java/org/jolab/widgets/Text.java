package org.jolab.widgets;

/** A box for a line of text. */
public final class Text extends TextControl<Text> {

    /** An empty box. */
    public Text() {
        super("TextModel");
    }

    /** A box that holds {@code value}. */
    public Text(String value) {
        this();
        value(value);
    }
}
