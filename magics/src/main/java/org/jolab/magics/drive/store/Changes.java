package org.jolab.magics.drive.store;

import java.util.List;
import java.util.Optional;

/**
 * What has changed in a store, oldest first.
 *
 * @param next where to ask from the next time
 * @param more whether there is more to be asked for at once
 */
public record Changes(List<Change> changes, String next, boolean more) {

    public Changes {
        changes = List.copyOf(changes);
    }

    /**
     * One changed entry.
     *
     * @param entry as it is now, or empty when it is gone or in the bin
     */
    public record Change(String id, Optional<Entry> entry) {
    }
}
