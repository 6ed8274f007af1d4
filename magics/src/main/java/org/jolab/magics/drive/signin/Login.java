package org.jolab.magics.drive.signin;

import java.time.Duration;

/**
 * A wish to sign in.
 *
 * @param name  what the sign-in is to be called; if empty, the account's address
 * @param limit how long the user has for it
 */
public record Login(SignIn way, String name, Access access, Duration limit) {

    /** The time that users have if they name none. */
    public static final Duration USUAL_LIMIT = Duration.ofSeconds(120);

    /** The likeliest way, for all files, under the account's address. */
    public static Login usual() {
        return new Login(new SignIn.Automatic(), "", Access.ALL, USUAL_LIMIT);
    }
}
