package org.jolab.gpu.cpu;

import java.lang.foreign.MemorySegment;

/**
 * Exponential and logarithm for blocks of floats, within one unit in the last place, and their kin within three.
 *
 * <p>Each is cut into loops that the JIT compiler turns into vector code. It does not do so where a loop turns floats
 * into their bits (as of JDK 25), hence the copies between arrays of float and int.
 */
final class FloatFunctions {

    /** Adding and subtracting it rounds a float below 2^22 to an integer, which is then in its lowest bits. */
    private static final float ROUNDER = 12582912f;
    private static final int EXPONENT = 23;
    private static final int BIAS = 127;
    private static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts, of which the first has so few bits that its product with an exponent is exact. */
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final int ROOT_HALF_BITS = 0x3f3504f3;
    private static final int MIN_NORMAL_BITS = 0x00800000;
    private static final int MAX_VALUE_BITS = 0x7f7fffff;

    /** Coefficients of eˣ = 1 + x + Σ, fitted at Chebyshev nodes. */
    private static final float EXP_2 = 0.5f;
    private static final float EXP_3 = 0.16666576f;
    private static final float EXP_4 = 0.041666463f;
    private static final float EXP_5 = 0.008363236f;
    private static final float EXP_6 = 0.0013933734f;

    /** Coefficients of tanh x = x + x³·Σ in x², fitted likewise up to x² = 0.4. */
    private static final float TANH_0 = -0.33333334f;
    private static final float TANH_1 = 0.13333301f;
    private static final float TANH_2 = -0.053958625f;
    private static final float TANH_3 = 0.021763634f;
    private static final float TANH_4 = -0.008326404f;
    private static final float TANH_5 = 0.002272706f;

    private FloatFunctions() {
    }

    /** eˣ = 2ᵏ·eʳ with |r| at most ln 2 / 2. */
    static void exp(float[] a, float[] result, int n) {
        var scratch = Scratch.of(n);
        var powers = scratch.bits;
        reduce(a, powers, scratch.floats, n);
        if (!scales(powers, n)) {
            expOfAny(a, result, n);
            return;
        }
        copy(powers, scratch.otherFloats, n);
        multiply(scratch.floats, scratch.otherFloats, result, n);
    }

    /** The exponents k, and the excess eʳ - 1. */
    private static void reduce(float[] a, int[] powers, float[] excess, int n) {
        if (FusedMultiplyAdd.IS_FAST) {
            reduceFused(a, powers, excess, n);
        } else {
            reducePlain(a, powers, excess, n);
        }
    }

    private static void reduceFused(float[] a, int[] powers, float[] excess, int n) {
        for (var i = 0; i < n; i++) {
            var k = Math.fma(a[i], LOG2_E, ROUNDER) - ROUNDER;
            powers[i] = (int) k;
            var r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, a[i]));
            var sum = Math.fma(EXP_6, r, EXP_5);
            sum = Math.fma(sum, r, EXP_4);
            sum = Math.fma(sum, r, EXP_3);
            sum = Math.fma(sum, r, EXP_2);
            excess[i] = Math.fma(sum * r, r, r);
        }
    }

    private static void reducePlain(float[] a, int[] powers, float[] excess, int n) {
        for (var i = 0; i < n; i++) {
            var k = a[i] * LOG2_E + ROUNDER - ROUNDER;
            powers[i] = (int) k;
            var r = a[i] - k * LN2_HIGH - k * LN2_LOW;
            var sum = EXP_6 * r + EXP_5;
            sum = sum * r + EXP_4;
            sum = sum * r + EXP_3;
            sum = sum * r + EXP_2;
            excess[i] = sum * r * r + r;
        }
    }

    /** Makes bits of floats, powers of 2, of their exponents; false if a result might be subnormal or overflow. */
    private static boolean scales(int[] powers, int n) {
        var signs = 0;
        for (var i = 0; i < n; i++) {
            var k = powers[i];
            signs |= k + (BIAS - 2) | BIAS - k;
            powers[i] = k + BIAS << EXPONENT;
        }
        return signs >= 0;
    }

    /** For the sake of results that are infinite or subnormal, the power of 2 comes in two factors. */
    private static void expOfAny(float[] a, float[] result, int n) {
        var scratch = Scratch.of(n);
        var floats = scratch.floats;
        for (var i = 0; i < n; i++) {
            floats[i] = Math.min(Math.max(a[i], -104f), 89.5f);
        }
        reduce(floats, scratch.bits, result, n);
        halves(scratch.bits, scratch.otherBits, n);
        copy(scratch.bits, floats, n);
        copy(scratch.otherBits, scratch.otherFloats, n);
        multiply(result, floats, result, n);
        for (var i = 0; i < n; i++) {
            result[i] *= scratch.otherFloats[i];
        }
    }

    private static void halves(int[] bits, int[] other, int n) {
        for (var i = 0; i < n; i++) {
            var k = bits[i];
            var half = k >> 1;
            bits[i] = half + BIAS << EXPONENT;
            other[i] = k - half + BIAS << EXPONENT;
        }
    }

    private static void multiply(float[] excess, float[] scales, float[] result, int n) {
        for (var i = 0; i < n; i++) {
            result[i] = (excess[i] + 1f) * scales[i];
        }
    }

    /** What one thread needs between the loops; made anew for every block, it would cost more than they do. */
    private record Scratch(float[] floats, float[] otherFloats, int[] bits, int[] otherBits) {

        private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(() -> new Scratch(Lane.BLOCK));

        Scratch(int length) {
            this(new float[length], new float[length], new int[length], new int[length]);
        }

        /** This thread's, with contents undefined, for {@code n} elements. */
        static Scratch of(int n) {
            return n <= Lane.BLOCK ? OF_THREAD.get() : new Scratch(n);
        }
    }

    private static void copy(float[] values, int[] bits, int n) {
        MemorySegment.copy(MemorySegment.ofArray(values), 0, MemorySegment.ofArray(bits), 0, 4L * n);
    }

    private static void copy(int[] bits, float[] values, int n) {
        MemorySegment.copy(MemorySegment.ofArray(bits), 0, MemorySegment.ofArray(values), 0, 4L * n);
    }

    /** x = 2ᵉ·m with m from √½ to √2, and ln m = 2·artanh(s) with s = (m-1)/(m+1). */
    static void log(float[] a, float[] result, int n) {
        var scratch = Scratch.of(n);
        var exponents = scratch.floats;
        var mantissas = scratch.otherFloats;
        copy(a, scratch.bits, n);
        var isNormal = split(scratch.bits, exponents, n);
        var x = result == a && !isNormal ? a.clone() : a;
        copy(scratch.bits, mantissas, n);
        logOfMantissa(mantissas, exponents, result, n);
        for (var i = 0; !isNormal && i < n; i++) {
            if (!(x[i] >= Float.MIN_NORMAL && x[i] <= Float.MAX_VALUE)) {
                result[i] = (float) Math.log(x[i]);
            }
        }
    }

    /** Whether all are positive, finite and not subnormal. */
    private static boolean split(int[] bits, float[] exponents, int n) {
        var signs = 0;
        for (var i = 0; i < n; i++) {
            var x = bits[i];
            signs |= x - MIN_NORMAL_BITS | MAX_VALUE_BITS - x;
            var exponent = x - ROOT_HALF_BITS >> EXPONENT;
            exponents[i] = exponent;
            bits[i] = x - (exponent << EXPONENT);
        }
        return signs >= 0;
    }

    private static void logOfMantissa(float[] m, float[] exponents, float[] result, int n) {
        for (var i = 0; i < n; i++) {
            var f = m[i] - 1f;
            var s = f / (m[i] + 1f);
            var z = s * s;
            var series = (2f / 11f) * z + 2f / 9f;
            series = series * z + 2f / 7f;
            series = series * z + 2f / 5f;
            series = series * z + 2f / 3f;
            // 2s = f - s·f, where f is exact: more precise than s, which has been rounded twice.
            result[i] = exponents[i] * LN2_HIGH + (f - (s * (f - z * series) - exponents[i] * LN2_LOW));
        }
    }

    static void sigmoid(float[] a, float[] result, int n) {
        negate(a, result, n);
        exp(result, result, n);
        for (var i = 0; i < n; i++) {
            result[i] = 1f / (1f + result[i]);
        }
    }

    private static void negate(float[] a, float[] result, int n) {
        for (var i = 0; i < n; i++) {
            result[i] = -a[i];
        }
    }

    static void silu(float[] a, float[] result, int n) {
        var x = result == a ? a.clone() : a;
        sigmoid(x, result, n);
        for (var i = 0; i < n; i++) {
            // -∞ times 0 would be NaN.
            result[i] *= Math.max(x[i], -Float.MAX_VALUE);
        }
    }

    /** A polynomial near 0, where the formula by eˣ would cancel; 1 - 2/(e²ˣ+1) elsewhere. */
    static void tanh(float[] a, float[] result, int n) {
        var x = result == a ? a.clone() : a;
        for (var i = 0; i < n; i++) {
            result[i] = x[i] * 2f;
        }
        exp(result, result, n);
        for (var i = 0; i < n; i++) {
            result[i] = 1f - 2f / (result[i] + 1f);
        }
        for (var i = 0; i < n; i++) {
            if (Math.abs(x[i]) < 0.625f) {
                result[i] = tanhNearZero(x[i]);
            }
        }
    }

    private static float tanhNearZero(float x) {
        var z = x * x;
        var series = TANH_5 * z + TANH_4;
        series = series * z + TANH_3;
        series = series * z + TANH_2;
        series = series * z + TANH_1;
        series = series * z + TANH_0;
        // The sum of two zeros would be 0, also for -0.
        return Math.copySign(x + x * z * series, x);
    }
}
