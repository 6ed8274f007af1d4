package org.jolab.widgets;

import java.time.LocalTime;

/** A box for a time of day; empty is null. */
public final class TimePicker extends Control<TimePicker, LocalTime> {

    /** An empty box. */
    public TimePicker() {
        super(Model.of("TimeModel"));
    }

    /** A box that holds {@code value}. */
    public TimePicker(LocalTime value) {
        this();
        value(value);
    }

    /** The first that can be chosen; null for any. */
    public TimePicker min(LocalTime min) {
        return set("min", toState(min));
    }

    /** The last that can be chosen; null for any. */
    public TimePicker max(LocalTime max) {
        return set("max", toState(max));
    }

    @Override
    Object toState(LocalTime value) {
        return value == null ? null : Moments.of(value);
    }

    @Override
    LocalTime fromState(Object held) {
        return Moments.time(held);
    }
}
