package org.jolab.magics.drive.fuse;

import java.time.Duration;

/**
 * How a tree is mounted.
 *
 * @param name     stands after "jolab:" in the table of mounts, which tells ours apart
 * @param metadata how long an answer may take that needs no content; then the program gets EIO
 * @param data     the same for reading and writing
 */
public record MountSettings(String name, boolean readOnly, Duration metadata, Duration data) {

    /** With 30 seconds for metadata and 60 for data. */
    public static MountSettings of(String name, boolean readOnly) {
        return new MountSettings(name, readOnly, Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    String source() {
        return StaleMounts.SOURCE + name.replaceAll("[^A-Za-z0-9@._-]", "_");
    }
}
