package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jolab.magics.drive.store.Entry;

/** The bytes of files as the store has them, from the cache where that has them. Called by many threads at once. */
interface Contents {

    /** Fills the buffer from an offset on, with fewer bytes than fit only at the end of the file. */
    int read(Entry file, long offset, ByteBuffer target) throws IOException;

    /** Tells that a file is opened to be read, and what else is in its folder, in the order in which it is listed. */
    default void opened(Entry file, Supplier<List<Entry>> folder) {
    }

    /** Takes a file that has just been sent, whose bytes are those of the entry; the file is gone afterwards. */
    void adopt(Entry file, Path sent) throws IOException;

    /** How many bytes the cache has. */
    long cached();

    void close();
}
