package org.jolab.magics.environment;

import java.time.Duration;
import java.util.Locale;

/** Sizes and times in words. */
final class Sizes {

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Sizes() {}

    /** Bytes in the largest unit in which there is at least one. */
    static String bytes(long bytes) {
        var unit = bytes <= 0 ? 0 : (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        return unit == 0 ? bytes + " bytes"
            : String.format(Locale.ROOT, "%.1f %s", bytes / Math.pow(1024, unit), UNITS[unit]);
    }

    /** A time in its two largest units. */
    static String time(Duration time) {
        var d = time.toDays();
        return d > 0 ? d + " d " + time.toHoursPart() + " h"
            : time.toHours() > 0 ? time.toHours() + " h " + time.toMinutesPart() + " min"
            : time.toMinutes() > 0 ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
            : time.toSeconds() + " s";
    }
}
