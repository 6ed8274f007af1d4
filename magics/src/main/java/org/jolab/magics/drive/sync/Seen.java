package org.jolab.magics.drive.sync;

import java.time.Instant;

/**
 * What a file was when somebody looked. Two that are equal are the same content; two that differ may be.
 *
 * @param number   the file's own, as two that were written within a tick of the clock have the same times
 * @param size     0 for a folder
 * @param modified the epoch for a folder, whose own time tells nothing
 * @param changed  when the file system last noted any change, which no program can set back; else the epoch
 */
record Seen(boolean isFolder, long number, long size, Instant modified, Instant changed) {

    static final Seen FOLDER = new Seen(true, 0, 0, Instant.EPOCH, Instant.EPOCH);

    /** Whether only times differ, so that the content has to be read to know. */
    boolean mayEqual(Seen other) {
        return other != null && !isFolder && !other.isFolder && size == other.size;
    }

    /** Whether no program has written since; links that are made and removed count as changes, though not here. */
    boolean isWrittenWhen(Seen other) {
        return isFolder == other.isFolder && size == other.size && modified.equals(other.modified);
    }
}
