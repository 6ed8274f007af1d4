package org.jolab.widgets;

/**
 * A control of whole numbers between a minimum and a maximum.
 *
 * @param <S> the widget's own type
 * @param <V> the type of its value
 */
public abstract class IntBounded<S extends IntBounded<S, V>, V> extends Bounded<S, V> {

    IntBounded(String model) {
        super(Model.of(model));
    }

    @Override
    final Number number(double value) {
        return (int) value;
    }

    /** The least value. */
    public S min(int min) {
        return set("min", min);
    }

    /** The least value. */
    public int min() {
        return (Integer) get("min");
    }

    /** The greatest value. */
    public S max(int max) {
        return set("max", max);
    }

    /** The greatest value. */
    public int max() {
        return (Integer) get("max");
    }

    /** Sets both limits. */
    public S range(int min, int max) {
        return together(_ -> {
            if (min > max()) {
                max(max).min(min);
            } else {
                min(min).max(max);
            }
        });
    }

    /** How far apart the values are that its user can choose. */
    public S step(int step) {
        return set("step", step);
    }
}
