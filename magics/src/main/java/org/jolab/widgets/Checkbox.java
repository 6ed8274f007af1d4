package org.jolab.widgets;

/** A box to tick. */
public final class Checkbox extends Toggle<Checkbox> {

    /** An empty box. */
    public Checkbox() {
        super("CheckboxModel");
    }

    /** A box that is ticked or not. */
    public Checkbox(boolean value) {
        this();
        value(value);
    }

    /** Whether it stands where other controls have theirs, or at the left; true by default. */
    public Checkbox indent(boolean indent) {
        return set("indent", indent);
    }
}
