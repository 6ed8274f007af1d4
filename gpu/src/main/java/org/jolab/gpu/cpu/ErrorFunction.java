package org.jolab.gpu.cpu;

/** The error function and its complement, to 1e-14 of their own size. */
final class ErrorFunction {

    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
    /** From here on the fraction has converged; below, the series loses less than two digits of the complement. */
    private static final double BOUND = 1.5;
    private static final int LEVELS = 120;

    private ErrorFunction() {
    }

    static double erf(double x) {
        return Math.abs(x) < BOUND ? series(x) : x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
    }

    static double erfc(double x) {
        if (x < BOUND) {
            return x < -BOUND ? 2 - erfc(-x) : 1 - series(x);
        }
        return x > 27 ? 0 : fraction(x);
    }

    /** Abramowitz and Stegun 7.1.6; all terms have one sign. */
    private static double series(double x) {
        var term = x;
        var sum = x;
        for (var n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
    }

    /** Abramowitz and Stegun 7.1.14, from the back. */
    private static double fraction(double x) {
        if (x != x) {
            return x;
        }
        var value = x;
        for (var k = LEVELS; k > 0; k--) {
            value = x + k / 2.0 / value;
        }
        return expOfSquare(x) / value / Math.sqrt(Math.PI);
    }

    /** exp(-x²), whose argument would lose digits if it were rounded: a square of few digits, and the rest. */
    private static double expOfSquare(double x) {
        var head = (double) (float) x;
        return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
    }
}
