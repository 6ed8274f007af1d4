package org.jolab.widgets;

/** Buttons that count, such as to drive an animation: from 0 to 100 every 100 ms by default. */
public final class Play extends IntBounded<Play, Integer> {

    /** A counter that stands at 0. */
    public Play() {
        super("PlayModel");
    }

    /** The time between two numbers, in milliseconds. */
    public Play interval(int millis) {
        return set("interval", millis);
    }

    /** Whether it counts. */
    public Play playing(boolean playing) {
        return set("playing", playing);
    }

    /** Whether it counts. */
    public boolean playing() {
        return (Boolean) get("playing");
    }

    /** Whether it begins again at the end. */
    public Play repeat(boolean repeat) {
        return set("repeat", repeat);
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
