package org.jolab.magics.drive.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** A file on its way into a store, piece by piece. Used by one thread at a time. */
public interface Upload {

    /**
     * What a later process needs to go on with {@link Store#resume}; a secret, as it may let anybody write the file.
     */
    String token();

    /**
     * How many bytes the store has for sure, from the start; asked of the store after {@link Store#resume} or a
     * failure.
     */
    long taken() throws IOException;

    /**
     * Sends the piece that begins at {@link #taken()}.
     *
     * @param content the whole file
     * @param length  of the piece: a multiple of {@link #grain()} unless it is the last one; 0 when all
     *                has arrived and only the entry is wanted, and for an empty file
     * @return the new entry after the last piece; {@link StoreException.Kind#CONFLICT} when the draft's base was
     * overtaken
     */
    Optional<Entry> send(FileChannel content, long length) throws IOException;

    /** Pieces have lengths that are multiples of this, in bytes. */
    int grain();

    /** Lets the store forget it. */
    void cancel();
}
