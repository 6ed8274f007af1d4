package org.jolab.api;

/**
 * A mistake of the user's, told in one or two sentences: what was wrong, where, and what to do next.
 *
 * <p>Notebooks show its message alone, without a stack trace; every other exception is shown as a failure of the code.
 */
public class UsageError extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A mistake explained by {@code message}, whole sentences. */
    public UsageError(String message) {
        super(message);
    }

    /** A mistake explained by {@code message}, found out through {@code cause}. */
    public UsageError(String message, Throwable cause) {
        super(message, cause);
    }
}
