package org.jolab.gpu;

/** An operation does not go with a tensor's element type, or a type's name is unknown. */
public final class DTypeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** Says what does not fit. */
    public DTypeException(String message) {
        super(message);
    }
}
