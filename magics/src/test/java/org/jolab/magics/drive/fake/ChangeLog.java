package org.jolab.magics.drive.fake;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What has changed, each thing at the place of its newest change. Under the lock of {@link Items}. */
final class ChangeLog {

    /** @param drive whether it is a shared drive itself that has changed */
    record Change(String id, boolean drive, boolean removed, Instant time) {
    }

    private final TreeMap<Long, Change> changes = new TreeMap<>();
    private final Map<String, Long> places = new HashMap<>();
    private long next = 1;
    private long oldest = 1;

    void add(String id, boolean drive, boolean removed) {
        var before = places.put(id, next);
        if (before != null) {
            changes.remove(before);
        }
        changes.put(next++, new Change(id, drive, removed, Instant.now()));
    }

    /** The token of a place at which nothing has happened yet. */
    String now() {
        return Long.toString(next);
    }

    /** The changes from a token on, by the tokens at which they stand. */
    TreeMap<Long, Change> since(String token) throws Refusal {
        try {
            var from = Long.parseLong(token);
            if (from >= oldest && from <= next) {
                return new TreeMap<>(changes.tailMap(from));
            }
        } catch (NumberFormatException _) {
            // As one that is too old.
        }
        throw new Refusal(400, "invalid", "Invalid Value");
    }

    /** From here on earlier tokens are too old. */
    void forget() {
        oldest = next;
    }
}
