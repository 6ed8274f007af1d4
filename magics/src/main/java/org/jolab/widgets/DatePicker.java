package org.jolab.widgets;

import java.time.LocalDate;

/** A box for a date; empty is null. */
public final class DatePicker extends Control<DatePicker, LocalDate> {

    /** An empty box. */
    public DatePicker() {
        super(Model.of("DatePickerModel"));
    }

    /** A box that holds {@code value}. */
    public DatePicker(LocalDate value) {
        this();
        value(value);
    }

    /** The first that can be chosen; null for any. */
    public DatePicker min(LocalDate min) {
        return set("min", toState(min));
    }

    /** The last that can be chosen; null for any. */
    public DatePicker max(LocalDate max) {
        return set("max", toState(max));
    }

    @Override
    Object toState(LocalDate value) {
        return value == null ? null : Moments.of(value);
    }

    @Override
    LocalDate fromState(Object held) {
        return Moments.date(held);
    }
}
