package org.jolab.gpu;

/** Shapes do not fit each other or the operation; the message names the operation, the shapes and the dimension. */
public final class ShapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** Says what does not fit. */
    public ShapeException(String message) {
        super(message);
    }
}
