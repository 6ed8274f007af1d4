package org.jolab.magics.drive.sync;

import java.time.Instant;

/**
 * What a file was when somebody looked.
 *
 * @param size 0 for a folder
 */
record Seen(boolean isFolder, long size, Instant modified) {

    /** Whether it is the same content as far as can be seen; times are compared by what all places keep of them. */
    boolean equals(Seen other, long ofMillis) {
        return other != null && isFolder == other.isFolder && (isFolder || size == other.size
            && modified.toEpochMilli() / ofMillis == other.modified.toEpochMilli() / ofMillis);
    }
}
