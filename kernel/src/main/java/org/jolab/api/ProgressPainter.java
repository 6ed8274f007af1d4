package org.jolab.api;

import java.util.Optional;

/**
 * Draws bars in a way that front ends may have of their own, such as by widgets, while they move.
 *
 * <p>A library names its implementation in {@code META-INF/services/org.jolab.api.ProgressPainter}.
 */
public interface ProgressPainter {

    /**
     * How far something has come.
     *
     * @param title what stands before the bar; may be empty
     * @param share how much of it is full, from 0 to 1; NaN if nobody knows
     * @param facts what stands behind the bar
     */
    record State(String title, double share, String facts) {}

    /** A bar that is shown. All methods may be called by any thread, one at a time. */
    interface Drawing {

        /** What is displayed. */
        Displayable value();

        /** Shows a bar in another state. */
        void draw(State state);

        /** It is shown no more. */
        void end();
    }

    /** A drawing of a bar; empty if the front ends of this notebook can't show it. */
    Optional<Drawing> begin(State state);
}
