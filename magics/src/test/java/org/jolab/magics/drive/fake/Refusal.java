package org.jolab.magics.drive.fake;

/** A request is answered with an error, as Google words it. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    final int status;
    final String reason;
    final int retryAfter;

    Refusal(int status, String reason, String message) {
        this(status, reason, message, 0);
    }

    /** With a number of seconds for Retry-After, 0 for none. */
    Refusal(int status, String reason, String message, int retryAfter) {
        super(message, null, false, false);
        this.status = status;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    static Refusal notFound(String id) {
        return new Refusal(404, "notFound", "File not found: " + id + ".");
    }

    static Refusal badRequest(String message) {
        return new Refusal(400, "invalid", message);
    }
}
