package org.jolab.widgets;

/** A box for a whole number, from 0 to 100 by default. */
public final class BoundedIntText extends IntBounded<BoundedIntText, Integer> {

    /** A box for a whole number, from 0 to 100 by default. */
    public BoundedIntText() {
        super("BoundedIntTextModel");
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
