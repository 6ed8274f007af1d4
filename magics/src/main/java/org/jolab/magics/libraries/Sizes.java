package org.jolab.magics.libraries;

import java.util.Locale;

/** How many bytes, as people say it. */
final class Sizes {

    private Sizes() {}

    /** Such as {@code 3.4 MB}; a megabyte has a million bytes. */
    static String text(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        var kilo = bytes / 1e3;
        if (kilo < 999.5) {
            return String.format(Locale.ROOT, kilo < 10 ? "%.1f kB" : "%.0f kB", kilo);
        }
        return kilo < 999_950 ? String.format(Locale.ROOT, "%.1f MB", kilo / 1e3)
            : String.format(Locale.ROOT, "%.2f GB", kilo / 1e6);
    }
}
