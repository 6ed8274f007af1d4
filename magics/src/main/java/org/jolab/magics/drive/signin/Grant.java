package org.jolab.magics.drive.signin;

import java.net.URI;
import java.nio.file.Path;

/** What new tokens are got with. No secret shows in its text. */
sealed interface Grant {

    /**
     * A user's consent.
     *
     * @param token where it is turned into tokens
     */
    record Consent(ClientId client, String refreshToken, URI token) implements Grant {

        @Override
        public String toString() {
            return "consent to " + client;
        }
    }

    /**
     * A service account's key.
     *
     * @param subject whom it acts for, or empty
     */
    record Key(Path file, String subject) implements Grant {}

    /** A server of the virtual machine that gives tokens of the user who is looking at it. */
    record Machine(URI address) implements Grant {}
}
