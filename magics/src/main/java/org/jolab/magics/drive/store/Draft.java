package org.jolab.magics.drive.store;

import java.time.Instant;

/**
 * What is to be saved.
 *
 * @param id       an existing entry's; for a new one an id from {@link Store#newIds}, or empty where there are none
 * @param parent   the id of the folder, as {@link Entry#content()} of it
 * @param base     the revision that a new content stands on, empty for a new file or folder: if the store has another
 *                 by then, somebody else has changed the file
 * @param size     of the content in bytes
 * @param hash     MD5 of the content, or empty if not known yet
 * @param mode     permission bits, or -1
 */
public record Draft(String id, String parent, String name, String base, long size, String hash, Instant modified,
                    int mode) {

    /** Whether an existing file gets new content. */
    public boolean replaces() {
        return !base.isEmpty();
    }
}
