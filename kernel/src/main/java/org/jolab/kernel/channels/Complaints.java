package org.jolab.kernel.channels;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Logs each kind of nuisance once, so that a flood of bad messages makes no flood of lines; any thread may use it. */
final class Complaints {

    private static final System.Logger LOG = System.getLogger(Complaints.class.getName());
    private static final int MAX_KINDS = 100;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Logs that {@code kind} has happened, with its reason, unless it was logged before. */
    void complain(String kind, String reason) {
        if (known.size() < MAX_KINDS && known.add(kind)) {
            LOG.log(Level.WARNING, "%s: %s. It is ignored, and so are further ones, without a word."
                .formatted(kind, reason));
        }
    }
}
