package org.jolab.kernel.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jolab.kernel.protocol.Message;
import org.jolab.kernel.protocol.Publication;
import org.jolab.kernel.protocol.Publication.Status.State;

/**
 * Says busy and idle for each request; all threads share it.
 *
 * <p>Front ends show the last state that they heard, whoever's it was. So when a request that was served beside a
 * running cell becomes idle, busy is said again for the cell. The lock makes sure that this never comes after the
 * cell's own idle, which stays its last message; clients that wait for a request look only at its first busy and its
 * idle.
 */
final class Activity {

    private final Post post;
    /** The headers of the cells that run, the latest last; guarded by this. */
    private final List<Map<String, Object>> cells = new ArrayList<>();
    private boolean ending;

    Activity(Post post) {
        this.post = post;
    }

    /** Says once that the kernel starts. */
    void starting() {
        post.publish(new Publication.Status(State.STARTING), Map.of());
    }

    /** A request begins. */
    synchronized void busy(Message request, boolean cell) {
        post.publish(new Publication.Status(State.BUSY), request.header().fields());
        if (cell) {
            cells.add(request.header().fields());
        }
    }

    /** Everything that belongs to a request has been sent. */
    synchronized void idle(Message request) {
        boolean cell = cells.removeIf(header -> header == request.header().fields());
        post.publish(new Publication.Status(State.IDLE), request.header().fields());
        if (!cells.isEmpty() && !ending) {
            post.publish(new Publication.Status(State.BUSY), cells.getLast());
        }
        if (cell) {
            notifyAll();
        }
    }

    /** The kernel ends: waits up to {@code millis} for running cells to say their last, and for no new ones. */
    synchronized void end(long millis) throws InterruptedException {
        ending = true;
        long deadline = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; !cells.isEmpty() && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
