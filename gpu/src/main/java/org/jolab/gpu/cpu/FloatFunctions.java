package org.jolab.gpu.cpu;

import java.lang.foreign.MemorySegment;

/**
 * Exponential, logarithm and their kin for blocks of floats, within two units in the last place.
 *
 * <p>Each is cut into loops that the JIT compiler turns into vector code. It does not do so where a loop turns floats
 * into their bits (as of JDK 25), hence the copies between arrays of float and int.
 */
final class FloatFunctions {

    /** Adding and subtracting it rounds a float below 2^22 to an integer, which is then in its lowest bits. */
    private static final float ROUNDER = 12582912f;
    private static final int ROUNDER_BITS = 0x4b400000;
    private static final int EXPONENT = 23;
    private static final int BIAS = 127;
    private static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts, of which the first has so few bits that its product with an exponent is exact. */
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final int ROOT_HALF_BITS = 0x3f3504f3;

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

    /** eˣ = 2ᵏ·eʳ with |r| at most ln 2 / 2; the scale comes in two factors for the sake of subnormal results. */
    static void exp(float[] a, float[] result, int n) {
        var scratch = Scratch.of(n);
        var rounded = scratch.floats;
        reduce(a, rounded, result, n);
        var bits = scratch.bits;
        copy(rounded, bits, n);
        scales(bits, scratch.otherBits, n);
        copy(bits, rounded, n);
        copy(scratch.otherBits, scratch.otherFloats, n);
        multiply(result, rounded, scratch.otherFloats, n);
    }

    private static void reduce(float[] a, float[] rounded, float[] result, int n) {
        for (var i = 0; i < n; i++) {
            var x = Math.min(Math.max(a[i], -104f), 89.5f);
            var shifted = x * LOG2_E + ROUNDER;
            rounded[i] = shifted;
            var k = shifted - ROUNDER;
            var r = x - k * LN2_HIGH - k * LN2_LOW;
            var series = EXP_6 * r + EXP_5;
            series = series * r + EXP_4;
            series = series * r + EXP_3;
            series = series * r + EXP_2;
            result[i] = series * r * r + r + 1f;
        }
    }

    private static void scales(int[] bits, int[] other, int n) {
        for (var i = 0; i < n; i++) {
            var k = bits[i] - ROUNDER_BITS;
            var half = k >> 1;
            bits[i] = half + BIAS << EXPONENT;
            other[i] = k - half + BIAS << EXPONENT;
        }
    }

    private static void multiply(float[] result, float[] first, float[] second, int n) {
        for (var i = 0; i < n; i++) {
            result[i] = result[i] * first[i] * second[i];
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
        var x = result == a ? a.clone() : a;
        var scratch = Scratch.of(n);
        var exponents = scratch.floats;
        var mantissas = scratch.otherFloats;
        copy(x, scratch.bits, n);
        split(scratch.bits, exponents, n);
        copy(scratch.bits, mantissas, n);
        logOfMantissa(mantissas, exponents, result, n);
        for (var i = 0; i < n; i++) {
            if (!(x[i] >= Float.MIN_NORMAL && x[i] <= Float.MAX_VALUE)) {
                result[i] = (float) Math.log(x[i]);
            }
        }
    }

    private static void split(int[] bits, float[] exponents, int n) {
        for (var i = 0; i < n; i++) {
            var exponent = bits[i] - ROOT_HALF_BITS >> EXPONENT;
            exponents[i] = exponent;
            bits[i] -= exponent << EXPONENT;
        }
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
        return x + x * z * series;
    }
}
