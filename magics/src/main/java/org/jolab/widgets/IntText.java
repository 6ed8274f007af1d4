package org.jolab.widgets;

/** A box for a whole number. */
public final class IntText extends Control<IntText, Integer> {

    /** A box that holds 0. */
    public IntText() {
        super(Model.of("IntTextModel"));
    }

    /** How far apart the values are that its arrows choose. */
    public IntText step(int step) {
        return set("step", step);
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
