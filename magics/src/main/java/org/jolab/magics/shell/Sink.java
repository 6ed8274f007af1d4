package org.jolab.magics.shell;

/** Where the text of a program goes. Owned by the cell's thread; times are those of {@link System#nanoTime}. */
interface Sink {

    /** Takes what was printed at {@code now}. */
    void accept(String text, long now);

    /** Passes on what has been held long enough. */
    default void tick(long now) {}

    /** For how many milliseconds {@link #tick} has nothing to do, at most {@code limit}. */
    default long idleMillis(long now, long limit) {
        return limit;
    }

    /** Passes on all that is held. */
    default void release() {}
}
