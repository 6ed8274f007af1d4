package org.jolab.magics.drive.store;

/**
 * Room for files, in bytes.
 *
 * @param total -1 where there is no limit
 */
public record Space(long total, long used) {
}
