package org.jolab.magics.drive.tree;

import java.time.Instant;
import org.jolab.magics.drive.store.Entry;

/**
 * What is known of a file, folder or link.
 *
 * @param number the same for as long as the cache lasts, and no other file's: an inode number
 * @param mode   permission bits
 */
public record Attributes(long number, Entry.Kind kind, long size, Instant modified, int mode) {

    public boolean isFolder() {
        return kind == Entry.Kind.FOLDER;
    }
}
