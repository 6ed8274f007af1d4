package org.jolab.magics.git.credentials;

import java.util.Optional;

/** Keeps logins, as the user's git has it set: {@code credential.helper}. */
interface Helper {

    /** The login for {@code host}, if it knows one. */
    Optional<Login> get(Host host);

    /** Keeps a login that was right. */
    void store(Host host, Login login);

    /** Forgets a login that was wrong. */
    void erase(Host host, Login login);
}
