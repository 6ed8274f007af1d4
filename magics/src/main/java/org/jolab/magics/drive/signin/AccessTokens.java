package org.jolab.magics.drive.signin;

import java.io.IOException;

/** Where requests get the token that they show. Called by many threads at once. */
public interface AccessTokens {

    /** A token that is good for the next minute at least. */
    String current() throws IOException;

    /**
     * A token in the place of one that the service refused; asked for by many at once, it is fetched once.
     * {@link org.jolab.magics.drive.store.StoreException.Kind#AUTH} when the user must sign in again.
     */
    String insteadOf(String refused) throws IOException;
}
