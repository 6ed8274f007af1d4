package org.jolab.magics.git.credentials;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Logins that were typed and were right, until the kernel ends, so that nobody is asked twice. Used by all threads. */
public final class Memory {

    private final Map<String, Login> logins = new ConcurrentHashMap<>();

    Optional<Login> get(Host host) {
        return Optional.ofNullable(logins.get(host.address()))
            .filter(login -> host.user().isEmpty() || host.user().equals(login.user()));
    }

    void put(Host host, Login login) {
        logins.put(host.address(), login);
    }

    void remove(Host host, Login login) {
        logins.remove(host.address(), login);
    }

    /** No logins of its own, so that tests and people can be sure. */
    @Override
    public String toString() {
        return logins.size() + " logins";
    }
}
