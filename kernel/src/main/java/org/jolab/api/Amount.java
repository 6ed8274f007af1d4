package org.jolab.api;

import java.util.Locale;

/** Bytes, as people say it. */
public final class Amount {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Amount() {}

    /** Such as {@code 3.4 MB}; a megabyte has a million bytes. */
    public static String of(long bytes) {
        if (bytes < 1000) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        var value = bytes / 1e3;
        var unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1e3;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }
}
