package org.jolab.widgets;

/** A bar that shows how far something has come, from 0 to 100 by default. */
public final class IntProgress extends IntBounded<IntProgress, Integer> {

    /** An empty bar. */
    public IntProgress() {
        super("IntProgressModel");
    }

    /** What it looks like: {@code success}, {@code info}, {@code warning}, {@code danger} or nothing. */
    public IntProgress barStyle(String style) {
        return set("bar_style", style);
    }

    /** Puts it upright. */
    public IntProgress vertical() {
        return set("orientation", "vertical");
    }

    @Override
    Object toState(Integer value) {
        return value;
    }

    @Override
    Integer fromState(Object held) {
        return (Integer) held;
    }
}
