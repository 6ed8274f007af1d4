package org.jolab.magics.drive.google;

import java.time.Duration;

/**
 * How a {@link GoogleStore} behaves.
 *
 * @param documents what becomes of Google's own documents in folders
 * @param readOnly  whether nothing may be written
 * @param patience  for how long a call is tried again before its error is told
 */
public record GoogleOptions(Documents documents, boolean readOnly, Duration patience) {

    /** Link files, writable, ten seconds. */
    public static GoogleOptions standard() {
        return new GoogleOptions(Documents.LINKS, false, Duration.ofSeconds(10));
    }

    public GoogleOptions readOnly(boolean value) {
        return new GoogleOptions(documents, value, patience);
    }

    public GoogleOptions documents(Documents value) {
        return new GoogleOptions(value, readOnly, patience);
    }

    public GoogleOptions patience(Duration value) {
        return new GoogleOptions(documents, readOnly, value);
    }

    /** Google's own documents, which have no bytes. */
    public enum Documents {
        /** Small files that hold their address, such as {@code Plan.gdoc}. */
        LINKS,
        /** Not shown. */
        HIDDEN
    }
}
