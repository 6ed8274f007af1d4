package org.jolab.widgets;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** A box for a moment, which front ends show in their own zone and the program gets in its own; empty is null. */
public final class DatetimePicker extends Control<DatetimePicker, ZonedDateTime> {

    /** An empty box. */
    public DatetimePicker() {
        super(Model.of("DatetimeModel"));
    }

    /** A box that holds {@code value}. */
    public DatetimePicker(ZonedDateTime value) {
        this();
        value(value);
    }

    /** The first that can be chosen; null for any. */
    public DatetimePicker min(ZonedDateTime min) {
        return set("min", toState(min));
    }

    /** The last that can be chosen; null for any. */
    public DatetimePicker max(ZonedDateTime max) {
        return set("max", toState(max));
    }

    @Override
    Object toState(ZonedDateTime value) {
        return value == null ? null : Moments.of(value.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }

    @Override
    ZonedDateTime fromState(Object held) {
        return Moments.moment(held) == null ? null
            : Moments.moment(held).atZone(ZoneOffset.UTC).withZoneSameInstant(ZoneId.systemDefault());
    }
}
