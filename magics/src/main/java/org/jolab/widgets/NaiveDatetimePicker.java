package org.jolab.widgets;

import java.time.LocalDateTime;

/** A box for a date and a time of no particular zone; empty is null. */
public final class NaiveDatetimePicker extends Control<NaiveDatetimePicker, LocalDateTime> {

    /** An empty box. */
    public NaiveDatetimePicker() {
        super(Model.of("NaiveDatetimeModel"));
    }

    /** A box that holds {@code value}. */
    public NaiveDatetimePicker(LocalDateTime value) {
        this();
        value(value);
    }

    /** The first that can be chosen; null for any. */
    public NaiveDatetimePicker min(LocalDateTime min) {
        return set("min", toState(min));
    }

    /** The last that can be chosen; null for any. */
    public NaiveDatetimePicker max(LocalDateTime max) {
        return set("max", toState(max));
    }

    @Override
    Object toState(LocalDateTime value) {
        return value == null ? null : Moments.of(value);
    }

    @Override
    LocalDateTime fromState(Object held) {
        return Moments.moment(held);
    }
}
