package org.jolab.widgets;

/** A bar that shows how far something has come, from 0 to 100 by default. */
public final class FloatProgress extends FloatBounded<FloatProgress, Double> {

    /** An empty bar. */
    public FloatProgress() {
        super("FloatProgressModel");
    }

    /** Changes the value. */
    public FloatProgress value(double value) {
        return set("value", value);
    }

    /** What it looks like: {@code success}, {@code info}, {@code warning}, {@code danger} or nothing. */
    public FloatProgress barStyle(String style) {
        return set("bar_style", style);
    }

    /** Puts it upright. */
    public FloatProgress vertical() {
        return set("orientation", "vertical");
    }

    @Override
    Object toState(Double value) {
        return value;
    }

    @Override
    Double fromState(Object held) {
        return (Double) held;
    }
}
