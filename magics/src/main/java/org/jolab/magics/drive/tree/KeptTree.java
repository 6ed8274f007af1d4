package org.jolab.magics.drive.tree;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A tree whose content is kept by a store, with a cache and a journal between: what was written is sent later. */
public interface KeptTree extends FileTree, AutoCloseable {

    /** What is cached, what waits to be sent, what failed and why. */
    TreeReport report();

    /** Sends all that waits now, also of files that are open; false when the time did not suffice. */
    boolean flush(Duration limit) throws InterruptedException;

    /** Asks the store for what has changed, at once. */
    void refresh() throws IOException;

    /** A file in another format, such as a Google document as pdf. */
    InputStream export(String path, String format) throws IOException;

    /** Stops sending, where it is; the next process goes on. */
    @Override
    void close();
}
