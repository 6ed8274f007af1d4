package org.jolab.widgets;

/**
 * A control of numbers between a minimum and a maximum.
 *
 * @param <S> the widget's own type
 * @param <V> the type of its value
 */
public abstract class FloatBounded<S extends FloatBounded<S, V>, V> extends Bounded<S, V> {

    FloatBounded(String model) {
        super(Model.of(model));
    }

    @Override
    final Number number(double value) {
        return value;
    }

    /** The least value. */
    public S min(double min) {
        return set("min", min);
    }

    /** The least value. */
    public double min() {
        return (Double) get("min");
    }

    /** The greatest value. */
    public S max(double max) {
        return set("max", max);
    }

    /** The greatest value. */
    public double max() {
        return (Double) get("max");
    }

    /** Sets both limits. */
    public S range(double min, double max) {
        return together(_ -> {
            if (min > max()) {
                max(max).min(min);
            } else {
                min(min).max(max);
            }
        });
    }

    /** How far apart the values are that its user can choose. */
    public S step(double step) {
        return set("step", step);
    }
}
