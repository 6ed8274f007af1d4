package org.jolab.widgets;

/** A slider for a number whose logarithm it shows: from 1 to 10,000 by default. */
public final class FloatLogSlider extends FloatBounded<FloatLogSlider, Double> implements Slider<FloatLogSlider> {

    /** A slider from 1 to 10,000. */
    public FloatLogSlider() {
        super("FloatLogSliderModel");
    }

    /** Changes the value. */
    public FloatLogSlider value(double value) {
        return set("value", value);
    }

    /** The base of the logarithms that minimum, maximum and step are; 10 by default. */
    public FloatLogSlider base(double base) {
        return set("base", base);
    }

    /** How the value is written, as d3 has it: {@code .3g} by default. */
    public FloatLogSlider readoutFormat(String format) {
        return set("readout_format", format);
    }

    @Override
    double least(double min) {
        return Math.pow((Double) get("base"), min);
    }

    @Override
    double greatest(double max) {
        return Math.pow((Double) get("base"), max);
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
