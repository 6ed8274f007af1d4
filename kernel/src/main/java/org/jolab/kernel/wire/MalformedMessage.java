package org.jolab.kernel.wire;

/** Bytes from a front end that are no message: too few frames, a wrong signature, broken JSON, a wrong field. */
public final class MalformedMessage extends Exception {

    private static final long serialVersionUID = 1;

    /** Says what is wrong, without quoting the bytes. */
    public MalformedMessage(String message) {
        super(message);
    }

    /** Says what is wrong, and what found it out. */
    public MalformedMessage(String message, Throwable cause) {
        super(message, cause);
    }
}
