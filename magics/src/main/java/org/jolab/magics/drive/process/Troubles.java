package org.jolab.magics.drive.process;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The last things that went wrong, for {@code %drive status}. Written by many threads. */
public final class Troubles implements Consumer<String> {

    private static final int MOST = 50;
    private static final System.Logger LOG = System.getLogger(Troubles.class.getName());

    private final Deque<Trouble> last = new ArrayDeque<>();

    @Override
    public void accept(String what) {
        LOG.log(System.Logger.Level.WARNING, what);
        synchronized (this) {
            var before = last.peekLast();
            if (before != null && before.what().equals(what)) {
                last.removeLast();
            }
            last.addLast(new Trouble(Instant.now(), what));
            if (last.size() > MOST) {
                last.removeFirst();
            }
        }
    }

    /** Oldest first. */
    public synchronized List<Trouble> all() {
        return List.copyOf(last);
    }

    /**
     * One of them.
     *
     * @param what a sentence for the user
     */
    public record Trouble(Instant when, String what) {
    }
}
