package org.jolab.magics.drive.signin;

import java.time.Duration;
import java.time.Instant;

/** An access token, which its text does not show. */
record Token(String value, Instant until) {

    static final Token NONE = new Token("", Instant.EPOCH);

    boolean isGoodFor(Duration time, Instant now) {
        return !value.isEmpty() && until.isAfter(now.plus(time));
    }

    @Override
    public String toString() {
        return "a token until " + until;
    }
}
