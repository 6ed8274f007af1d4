package org.jolab.widgets;

import java.util.List;
import org.jolab.api.UsageError;

/** A slider with two handles, for a range of numbers within 0 to 100 by default; at first the middle half. */
public final class FloatRangeSlider extends FloatBounded<FloatRangeSlider, Range<Double>>
        implements Slider<FloatRangeSlider> {

    /** A slider from 0 to 100. */
    public FloatRangeSlider() {
        super("FloatRangeSliderModel");
    }

    /** Changes the value. */
    public FloatRangeSlider value(double from, double to) {
        return value(new Range<>(from, to));
    }

    /** How the values are written, as d3 has it. */
    public FloatRangeSlider readoutFormat(String format) {
        return set("readout_format", format);
    }

    @Override
    Object beginning(double min, double max) {
        return List.of(number(min + (max - min) / 4), number(max - (max - min) / 4));
    }

    @Override
    Object toState(Range<Double> value) {
        if (value.from() > value.to()) {
            throw new UsageError("A range can't begin at " + value.from() + " and end at " + value.to() + ".");
        }
        return List.of(value.from(), value.to());
    }

    @Override
    Range<Double> fromState(Object held) {
        return Range.of(held, (list, at) -> ((Number) ((List<?>) list).get(at)).doubleValue());
    }
}
