package org.jolab.magics.drive.tree;

import java.nio.file.Path;
import java.util.List;

/**
 * How a {@link KeptTree} stands.
 *
 * @param store   what the store calls itself
 * @param trouble why nothing is sent for the moment ("Google Drive cannot be reached: …"), or empty
 * @param cached  bytes in the cache that could be read again from the store
 * @param limit   how many those may become
 * @param waiting what is not yet in the store, in the order in which it will be sent
 * @param aside   what could not be read or sent, kept for the user to look at
 */
public record TreeReport(String store, String trouble, long cached, long limit, List<Waiting> waiting,
                         List<SetAside> aside) {

    public TreeReport {
        waiting = List.copyOf(waiting);
        aside = List.copyOf(aside);
    }

    /**
     * One thing to be sent.
     *
     * @param what    "upload", "folder", "rename", "remove"
     * @param bytes   to be sent in all
     * @param sent    of them so far
     * @param trouble why the last try failed, or empty
     */
    public record Waiting(String path, String what, long bytes, long sent, String trouble) {
    }

    /** A file that nothing is done with any more, and why. */
    public record SetAside(Path file, String why) {
    }
}
