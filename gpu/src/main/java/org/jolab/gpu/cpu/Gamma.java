package org.jolab.gpu.cpu;

/**
 * The logarithm of the gamma function's size: a power series around 2, by recurrence up to 10, Stirling's series from
 * there on, and the reflection formula for negative numbers (Abramowitz and Stegun 6.1.33, 6.1.15, 6.1.41, 6.1.17).
 */
final class Gamma {

    private static final double EULER = 0.5772156649015329;
    /** Bernoulli numbers B₂ₖ / (2k·(2k-1)) for k from 1 on. */
    private static final double[] STIRLING = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188,
        -691.0 / 360360, 1.0 / 156, -3617.0 / 122400};
    /** Bernoulli numbers B₂ₖ / (2k)! for k from 1 on. */
    private static final double[] MACLAURIN = {1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160};
    /** ζ(k) - 1 for k from 2 on; within ½ of 2, the terms fall by four each. */
    private static final double[] ZETA_LESS_ONE = zetas(34);
    private static final double LARGE = 10;
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private Gamma() {
    }

    static double logarithm(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (Double.isInfinite(x) || x <= 0 && x == Math.rint(x)) {
            return Double.POSITIVE_INFINITY;
        }
        if (x < 0) {
            // Reduced before it is multiplied by π, so that sin keeps its digits.
            var rest = Math.abs(x - 2 * Math.rint(x / 2));
            var sine = Math.sin(Math.PI * Math.min(rest, 1 - rest));
            return Math.log(Math.PI / Math.abs(x * sine)) - logarithm(-x);
        }
        return x < 0.5 ? positive(1 + x) - Math.log(x) : positive(x);
    }

    private static double positive(double x) {
        if (x < 1.5) {
            return aroundTwo(x - 1) - Math.log1p(x - 1);
        }
        if (x < 2.5) {
            return aroundTwo(x - 2);
        }
        if (x >= LARGE) {
            return stirling(x);
        }
        var product = 1.0;
        var y = x;
        while (y >= 2.5) {
            y -= 1;
            product *= y;
        }
        return Math.log(product) + aroundTwo(y - 2);
    }

    /** log Γ(2 + z). */
    private static double aroundTwo(double z) {
        var sum = 0.0;
        for (var i = ZETA_LESS_ONE.length - 1; i >= 0; i--) {
            sum = ZETA_LESS_ONE[i] / (i + 2) - z * sum;
        }
        return z * (1 - EULER + z * sum);
    }

    private static double stirling(double x) {
        var inverse = 1 / x;
        var sum = 0.0;
        for (var i = STIRLING.length - 1; i >= 0; i--) {
            sum = STIRLING[i] + sum * inverse * inverse;
        }
        return x > 1e300 ? x * (Math.log(x) - 1) : (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + sum * inverse;
    }

    /** By Euler and Maclaurin's formula after 20 terms. */
    private static double[] zetas(int count) {
        var result = new double[count];
        for (var i = 0; i < count; i++) {
            var k = i + 2;
            var n = 20.0;
            var last = Math.pow(n, -k);
            var tail = last * n / (k - 1) + last / 2;
            var term = k * last / n;
            for (var m = 0; m < MACLAURIN.length; m++) {
                tail += MACLAURIN[m] * term;
                term *= (k + 2 * m + 1) * (k + 2 * m + 2) / (n * n);
            }
            for (var j = 19; j > 1; j--) {
                tail += Math.pow(j, -k);
            }
            result[i] = tail;
        }
        return result;
    }
}
