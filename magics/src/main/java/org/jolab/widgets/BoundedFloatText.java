package org.jolab.widgets;

/** A box for a number, from 0 to 100 by default. */
public final class BoundedFloatText extends FloatBounded<BoundedFloatText, Double> {

    /** A box for a number, from 0 to 100 by default. */
    public BoundedFloatText() {
        super("BoundedFloatTextModel");
    }

    /** Changes the value. */
    public BoundedFloatText value(double value) {
        return set("value", value);
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
