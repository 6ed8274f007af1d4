package org.jolab.magics.drive.store;

import java.io.IOException;
import java.time.Duration;

/**
 * A store refused or could not be asked. The message is for the user: what, why, and what to do; it holds no secret.
 */
public final class StoreException extends IOException {

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final Duration retryAfter;

    public StoreException(Kind kind, String message) {
        this(kind, message, null);
    }

    public StoreException(Kind kind, String message, Throwable cause) {
        this(kind, message, Duration.ZERO, cause);
    }

    /** With the time after which the store asked to be tried again. */
    public StoreException(Kind kind, String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** How long the store asked to be left alone; zero if it named no time. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the same call may succeed later, with nobody doing anything. */
    public boolean passes() {
        return kind == Kind.RATE || kind == Kind.OFFLINE;
    }

    /** Why. */
    public enum Kind {
        /** Too many requests. */
        RATE,
        /** The store cannot be reached, or is broken for the moment. */
        OFFLINE,
        /** The sign-in has ended: the user must sign in again. */
        AUTH,
        /** The account is full. */
        FULL,
        /** No such entry. */
        NOT_FOUND,
        /** Somebody else has changed it meanwhile. */
        CONFLICT,
        /** The upload or the place in the list of changes is forgotten: begin anew. */
        GONE,
        /** Not allowed for this account. */
        DENIED,
        /** Whatever else will not succeed by trying again. */
        REFUSED
    }
}
