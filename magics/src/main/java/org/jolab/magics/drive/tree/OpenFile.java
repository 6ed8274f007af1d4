package org.jolab.magics.drive.tree;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is open. Used by many threads at once; it stays usable when its path is renamed or removed. */
public interface OpenFile extends Closeable {

    Attributes attributes() throws IOException;

    /**
     * Fills the buffer from an offset on, with fewer bytes than fit only at the end of the file; gives their number.
     */
    int read(ByteBuffer target, long offset) throws IOException;

    /** Writes all that the buffer holds; {@link NoRoomException} before the disk of the cache is full. */
    void write(ByteBuffer source, long offset) throws IOException;

    void truncate(long size) throws IOException;

    /**
     * A descriptor was closed: what was written is in the journal when this returns, and survives the process's death.
     */
    void flush() throws IOException;

    /** fsync: what was written survives a loss of power when this returns. */
    void force() throws IOException;

    /** The last descriptor is closed. */
    @Override
    void close() throws IOException;
}
