package org.jolab.drive;

import java.time.Instant;

/**
 * A file or folder of a drive.
 *
 * @param path   from the top of the drive on, such as {@code MyDrive/data/a.csv}
 * @param size   in bytes; 0 for a folder
 */
public record RemoteFile(String path, boolean isFolder, long size, Instant modified) {

    /** The last part of its path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
