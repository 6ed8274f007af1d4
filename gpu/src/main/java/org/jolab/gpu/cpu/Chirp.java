package org.jolab.gpu.cpu;

/** A transform of any length as a convolution, which is done by transforms of a more convenient length. */
final class Chirp {

    private final int size;
    private final double[] cos;
    private final double[] sin;
    private final Fourier inner;
    private final int innerSize;
    /** The transform of the chirp, divided by its length. */
    private final double[] re;
    private final double[] im;

    Chirp(int size) {
        this.size = size;
        cos = new double[size];
        sin = new double[size];
        var turns = new Turns(Math.multiplyExact(2, size));
        innerSize = convenient(2L * size - 1);
        inner = new Fourier(innerSize);
        re = new double[innerSize];
        im = new double[innerSize];
        for (var i = 0; i < size; i++) {
            cos[i] = turns.cos((long) i * i);
            sin[i] = turns.sin((long) i * i);
            re[i] = cos[i] / innerSize;
            im[i] = sin[i] / innerSize;
            if (i > 0) {
                re[innerSize - i] = re[i];
                im[innerSize - i] = im[i];
            }
        }
        inner.run(re, im, new double[innerSize], new double[innerSize]);
    }

    /** The least length from {@code least} on that is a power of 2, or 3 or 5 times one. */
    private static int convenient(long least) {
        var best = Long.MAX_VALUE;
        for (var odd : new long[] {1, 3, 5}) {
            var length = odd;
            while (length < least) {
                length *= 2;
            }
            best = Math.min(best, length);
        }
        return Math.toIntExact(best);
    }

    void run(double[] x, double[] y) {
        var ar = new double[innerSize];
        var ai = new double[innerSize];
        for (var i = 0; i < size; i++) {
            ar[i] = x[i] * cos[i] + y[i] * sin[i];
            ai[i] = y[i] * cos[i] - x[i] * sin[i];
        }
        var workRe = new double[innerSize];
        var workIm = new double[innerSize];
        inner.run(ar, ai, workRe, workIm);
        for (var i = 0; i < innerSize; i++) {
            var real = ar[i] * re[i] - ai[i] * im[i];
            ai[i] = ar[i] * im[i] + ai[i] * re[i];
            ar[i] = real;
        }
        // Backwards: both parts exchanged.
        inner.run(ai, ar, workIm, workRe);
        for (var i = 0; i < size; i++) {
            x[i] = ar[i] * cos[i] + ai[i] * sin[i];
            y[i] = ai[i] * cos[i] - ar[i] * sin[i];
        }
    }
}
