package org.jolab.plot;

import java.util.Locale;

/** Round numbers for axes. */
final class Ticks {

    private Ticks() {}

    /** The number of 1, 2 or 5 times a power of ten that is nearest to {@code step} and not less. */
    static double nice(double step) {
        var power = Math.pow(10, Math.floor(Math.log10(step)));
        for (var factor : new double[] {1, 2, 5}) {
            if (factor * power >= step * 0.999999) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** A number for people: without digits that say nothing. */
    static String text(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e7) {
            return Long.toString((long) number);
        }
        var text = String.format(Locale.ROOT, "%.4g", number);
        return text.contains("e") || !text.contains(".") ? text : text.replaceAll("\\.?0+$", "");
    }
}
