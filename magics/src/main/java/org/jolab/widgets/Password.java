package org.jolab.widgets;

/** A box for a text that nobody shall see; what is typed there is in the state that a front end may save. */
public final class Password extends TextControl<Password> {

    /** An empty box. */
    public Password() {
        super("PasswordModel");
    }
}
