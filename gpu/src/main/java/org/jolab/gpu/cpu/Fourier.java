package org.jolab.gpu.cpu;

/**
 * Discrete Fourier transforms of any length in double precision: the Cooley-Tukey algorithm in place for powers of 2,
 * Bluestein's for the rest (Bluestein, A linear filtering approach, 1970).
 */
public final class Fourier {

    private final int size;
    /** cos and sin of 2πi/size for the first half, or of πi²/size for all. */
    private final double[] cos;
    private final double[] sin;
    private final Fourier inner;
    /** The transform of Bluestein's chirp. */
    private final double[] chirpRe;
    private final double[] chirpIm;

    private Fourier(int size) {
        this.size = size;
        var isPower = Integer.bitCount(size) == 1;
        var count = isPower ? Math.max(1, size / 2) : size;
        cos = new double[count];
        sin = new double[count];
        for (var i = 0; i < count; i++) {
            // The square modulo 2·size, so that the angle keeps its last bits.
            var angle = isPower ? 2 * Math.PI * i / size : Math.PI * ((long) i * i % (2L * size)) / size;
            cos[i] = Math.cos(angle);
            sin[i] = Math.sin(angle);
        }
        if (isPower) {
            inner = null;
            chirpRe = null;
            chirpIm = null;
        } else {
            inner = new Fourier(Integer.highestOneBit(2 * size - 1) << 1);
            chirpRe = new double[inner.size];
            chirpIm = new double[inner.size];
            for (var i = 0; i < size; i++) {
                chirpRe[i] = cos[i];
                chirpIm[i] = sin[i];
                if (i > 0) {
                    chirpRe[inner.size - i] = cos[i];
                    chirpIm[inner.size - i] = sin[i];
                }
            }
            inner.run(chirpRe, chirpIm);
        }
    }

    /**
     * Transforms lines in place.
     *
     * @param re real parts of {@code lines} times {@code size} numbers
     * @param im imaginary parts
     * @param size length of a line
     * @param isInverse whether the exponent is positive; nothing is divided either way
     */
    public static void lines(double[] re, double[] im, int size, boolean isInverse) {
        if (re.length == 0) {
            return;
        }
        var plan = new Fourier(size);
        var chunk = Math.max(1, (1 << 14) / size);
        Parallel.run(re.length / size, chunk, (from, to) -> {
            var lineRe = new double[size];
            var lineIm = new double[size];
            for (var line = (int) from; line < to; line++) {
                System.arraycopy(re, line * size, lineRe, 0, size);
                System.arraycopy(im, line * size, lineIm, 0, size);
                // The inverse is the transform with both parts exchanged.
                plan.run(isInverse ? lineIm : lineRe, isInverse ? lineRe : lineIm);
                System.arraycopy(lineRe, 0, re, line * size, size);
                System.arraycopy(lineIm, 0, im, line * size, size);
            }
        });
    }

    private void run(double[] re, double[] im) {
        if (inner == null) {
            powerOfTwo(re, im);
        } else {
            bluestein(re, im);
        }
    }

    private void powerOfTwo(double[] re, double[] im) {
        for (int i = 1, j = 0; i < size; i++) {
            var bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(re, i, j);
                swap(im, i, j);
            }
        }
        for (var half = 1; half < size; half <<= 1) {
            var step = size / (2 * half);
            for (var start = 0; start < size; start += 2 * half) {
                for (var k = 0; k < half; k++) {
                    var wr = cos[k * step];
                    var wi = -sin[k * step];
                    var a = start + k;
                    var b = a + half;
                    var tr = re[b] * wr - im[b] * wi;
                    var ti = re[b] * wi + im[b] * wr;
                    re[b] = re[a] - tr;
                    im[b] = im[a] - ti;
                    re[a] += tr;
                    im[a] += ti;
                }
            }
        }
    }

    private void bluestein(double[] re, double[] im) {
        var ar = new double[inner.size];
        var ai = new double[inner.size];
        for (var i = 0; i < size; i++) {
            ar[i] = re[i] * cos[i] + im[i] * sin[i];
            ai[i] = im[i] * cos[i] - re[i] * sin[i];
        }
        inner.run(ar, ai);
        for (var i = 0; i < inner.size; i++) {
            var real = ar[i] * chirpRe[i] - ai[i] * chirpIm[i];
            ai[i] = ar[i] * chirpIm[i] + ai[i] * chirpRe[i];
            ar[i] = real;
        }
        inner.run(ai, ar);
        for (var i = 0; i < size; i++) {
            var real = ar[i] / inner.size;
            var imaginary = ai[i] / inner.size;
            re[i] = real * cos[i] + imaginary * sin[i];
            im[i] = imaginary * cos[i] - real * sin[i];
        }
    }

    private static void swap(double[] values, int i, int j) {
        var value = values[i];
        values[i] = values[j];
        values[j] = value;
    }
}
