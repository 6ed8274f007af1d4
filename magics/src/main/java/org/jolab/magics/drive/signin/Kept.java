package org.jolab.magics.drive.signin;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/**
 * A sign-in with its secrets, which its text does not show.
 *
 * @param about what may be told of it
 * @param since when the user signed in
 */
record Kept(About about, Grant grant, Token token, Instant since) {

    /** The part without secrets: see {@link SignedIn}. */
    record About(String name, String account, String origin, Set<String> scopes, String trouble) {

        public About {
            scopes = Set.copyOf(scopes);
        }
    }

    Kept with(Token fresh) {
        return new Kept(new About(about.name, about.account, about.origin, about.scopes, ""), grant, fresh, since);
    }

    Kept with(Grant fresh) {
        return new Kept(about, fresh, token, since);
    }

    /** With what keeps it from being used, and without the token that it had. */
    Kept broken(String trouble) {
        return new Kept(new About(about.name, about.account, about.origin, about.scopes, trouble), grant, Token.NONE,
            since);
    }

    SignedIn shown(Path file) {
        return new SignedIn(about.name, about.account, about.origin, about.scopes, token.until(), about.trouble,
            file);
    }

    @Override
    public String toString() {
        return about.name + " by " + about.origin;
    }
}
