package org.jolab.widgets;

/** A box for several lines of text. */
public final class Textarea extends TextControl<Textarea> {

    /** An empty box. */
    public Textarea() {
        super("TextareaModel");
    }

    /** How many lines it shows. */
    public Textarea rows(int rows) {
        return set("rows", rows);
    }
}
