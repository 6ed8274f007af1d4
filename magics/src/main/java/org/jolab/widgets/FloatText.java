package org.jolab.widgets;

/** A box for a number. */
public final class FloatText extends Control<FloatText, Double> {

    /** A box that holds 0. */
    public FloatText() {
        super(Model.of("FloatTextModel"));
    }

    /** Changes the value. */
    public FloatText value(double value) {
        return set("value", value);
    }

    /** How far apart the values are that its arrows choose. */
    public FloatText step(double step) {
        return set("step", step);
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
