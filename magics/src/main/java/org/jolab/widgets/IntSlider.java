package org.jolab.widgets;

/** A slider for a whole number, from 0 to 100 by default. */
public final class IntSlider extends IntBounded<IntSlider, Integer> implements Slider<IntSlider> {

    /** A slider for a whole number, from 0 to 100 by default. */
    public IntSlider() {
        super("IntSliderModel");
    }

    /** How the value is written, as d3 has it: {@code d} by default. */
    public IntSlider readoutFormat(String format) {
        return set("readout_format", format);
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
