package org.jolab.magics.drive.blocks;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jolab.magics.drive.store.StoreException;

/**
 * Until when a read must be answered.
 *
 * @param end  by {@link System#nanoTime}
 * @param fast runs requests that somebody waits for
 */
record Deadline(long end, Duration whole, String name, Executor fast) {

    static Deadline in(Duration whole, String name, Executor fast) {
        return new Deadline(System.nanoTime() + whole.toNanos(), whole, name, fast);
    }

    /** Whether the read had begun by then. */
    boolean before(long time) {
        return time - (end - whole.toNanos()) > 0;
    }

    long left() {
        return end - System.nanoTime();
    }

    /** Has a request begin now that waits in the queue of those that nobody waits for. */
    void hurry(Fetch fetch) {
        if (!fetch.claimed()) {
            try {
                fast.execute(fetch);
            } catch (RejectedExecutionException e) {
                // The cache is being closed, which ends the request.
            }
        }
    }

    StoreException passed() {
        return new StoreException(StoreException.Kind.OFFLINE,
            "No answer within " + whole.toSeconds() + " s to a read of " + name + ".");
    }
}
