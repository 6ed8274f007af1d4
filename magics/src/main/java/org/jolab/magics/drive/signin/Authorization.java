package org.jolab.magics.drive.signin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Signing in to Google Drive, and out. What is wrong with what a user gave or did is an
 * {@link org.jolab.api.UsageError}; what is wrong with the network or the service a
 * {@link org.jolab.magics.drive.store.StoreException}. Used by many threads.
 */
public final class Authorization {

    private final Surroundings surroundings;

    public Authorization(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Signs in anew, and keeps it.
     *
     * @throws InterruptedException if the calling thread is interrupted; nothing is kept then
     */
    public SignedIn login(Login login, Prompt prompt) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** The sign-in that is kept under the wish's name if it is good for its access, else a new one. */
    public SignedIn ensure(Login login, Prompt prompt) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** All sign-ins that are kept, the latest first; asks nobody. */
    public List<SignedIn> status() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The sign-in of a name or account; of no name, the latest one. */
    public Optional<SignedIn> find(String name) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends a sign-in, at Google too, and forgets it; of no name, the only one.
     *
     * @return one sentence that says what was done
     */
    public String revoke(String name) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * The tokens of a sign-in that is kept, for any process: nobody is ever asked. Refreshed once for all threads and
     * processes that need it. A new sign-in under the same name, by whichever process, is taken up.
     *
     * @throws org.jolab.magics.drive.store.StoreException of the kind AUTH if there is none of this name
     */
    public AccessTokens tokens(String name) throws IOException {
        throw new UnsupportedOperationException();
    }
}
