package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jolab.magics.drive.tree.NoRoomException;

/** Refuses to write before the disk of the cache is full. Called by many threads at once. */
final class Room {

    /** The disk is asked each time so many bytes were given away, as others write there too. */
    private static final long AT_ONCE = 32 << 20;

    private final FileStore disk;
    private final long reserve;
    private long given;

    Room(Path folder, long reserve) throws IOException {
        this.disk = Files.getFileStore(folder);
        this.reserve = reserve;
    }

    /** Says that bytes will be written for a file, or refuses. */
    synchronized void take(long bytes, String path) throws IOException {
        if (given < bytes) {
            var free = disk.getUsableSpace() - reserve;
            if (free < bytes) {
                given = 0;
                throw new NoRoomException(path, "the disk of the cache has no room: "
                    + Math.max(0, disk.getUsableSpace() >> 20) + " MB are free there, and " + (reserve >> 20)
                    + " MB of that are left alone; wait until waiting files are sent, or free some room");
            }
            given = Math.min(Math.max(bytes, AT_ONCE), free);
        }
        given -= bytes;
    }
}
