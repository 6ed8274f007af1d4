package org.jolab.widgets;

/** A slider for a number, from 0 to 100 in steps of 0.1 by default. */
public final class FloatSlider extends FloatBounded<FloatSlider, Double> implements Slider<FloatSlider> {

    /** A slider for a number, from 0 to 100 in steps of 0. */
    public FloatSlider() {
        super("FloatSliderModel");
    }

    /** Changes the value. */
    public FloatSlider value(double value) {
        return set("value", value);
    }

    /** How the value is written, as d3 has it: {@code .2f} by default. */
    public FloatSlider readoutFormat(String format) {
        return set("readout_format", format);
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
