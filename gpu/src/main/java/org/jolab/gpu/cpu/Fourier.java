package org.jolab.gpu.cpu;

import java.util.ArrayList;
import java.util.List;

/**
 * Discrete Fourier transforms of one length in double precision, shared by all threads: Stockham's algorithm with mixed
 * factors, and Bluestein's where a prime factor is large (Stockham, High-speed convolution and correlation, 1966;
 * Bluestein, A linear filtering approach, 1970).
 */
public final class Fourier {

    /** A prime factor up to this costs less than a detour by Bluestein's way. */
    private static final int LARGEST_FACTOR = 31;
    /** Lines shorter than that are given to one thread, several at once. */
    private static final int CHUNK = 1 << 14;

    private final int size;
    private final List<FourierPass> passes;
    private final Chirp chirp;
    /** Made when first asked for; two threads may both make it, which harms nobody. */
    private volatile double[][] turns;

    Fourier(int size) {
        this.size = size;
        passes = passes(size);
        chirp = passes == null ? new Chirp(size) : null;
    }

    /** Cosines and sines by which halves of lines twice as long are joined. */
    private double[][] turns() {
        if (turns == null) {
            var parts = new Turns(2 * size);
            var made = new double[2][size + 1];
            for (var i = 0; i <= size; i++) {
                made[0][i] = parts.cos(i);
                made[1][i] = parts.sin(i);
            }
            turns = made;
        }
        return turns;
    }

    /** One pass for each factor; null if one of them is too large. */
    private static List<FourierPass> passes(int size) {
        var result = new ArrayList<FourierPass>();
        var rest = size;
        for (var factor : new int[] {4, 2, 3, 5}) {
            while (rest % factor == 0) {
                result.add(new FourierPass(factor, rest, size));
                rest /= factor;
            }
        }
        for (var factor = 7; rest > 1; factor += 2) {
            if (factor > LARGEST_FACTOR) {
                return null;
            }
            while (rest % factor == 0) {
                result.add(new FourierPass(factor, rest, size));
                rest /= factor;
            }
        }
        return result;
    }

    /**
     * Transforms lines in place.
     *
     * @param re real parts of lines of {@code size} numbers, one behind the other
     * @param im imaginary parts
     * @param size length of a line
     * @param isInverse whether the exponent is positive; nothing is divided either way
     */
    public static void lines(double[] re, double[] im, int size, boolean isInverse) {
        if (re.length == 0) {
            return;
        }
        // The inverse is the transform with both parts exchanged.
        var first = isInverse ? im : re;
        var second = isInverse ? re : im;
        var plan = FourierPlans.INSTANCE.of(size);
        if (re.length == size) {
            plan.run(first, second, new double[size], new double[size]);
            return;
        }
        Parallel.run(re.length / size, Math.max(1, CHUNK / size), (from, to) -> {
            var line = new double[4][size];
            for (var i = (int) from; i < to; i++) {
                System.arraycopy(first, i * size, line[0], 0, size);
                System.arraycopy(second, i * size, line[1], 0, size);
                plan.run(line[0], line[1], line[2], line[3]);
                System.arraycopy(line[0], 0, first, i * size, size);
                System.arraycopy(line[1], 0, second, i * size, size);
            }
        });
    }

    /** Transforms one line in place; the last two arrays are for what comes between. */
    void run(double[] re, double[] im, double[] otherRe, double[] otherIm) {
        if (chirp != null) {
            chirp.run(re, im);
            return;
        }
        var from = new Line(re, im);
        var to = new Line(otherRe, otherIm);
        for (var pass : passes) {
            var source = from;
            var target = to;
            Parallel.run(size / pass.factor(), CHUNK, (begin, end) -> pass.run(source, target, (int) begin, (int) end));
            from = target;
            to = source;
        }
        if (passes.size() % 2 == 1) {
            System.arraycopy(otherRe, 0, re, 0, size);
            System.arraycopy(otherIm, 0, im, 0, size);
        }
    }

    /** Numbers that are transformed together. */
    record Line(double[] re, double[] im) {
    }

    /**
     * The first halves of the transforms of real lines.
     *
     * @param x lines of {@code size} numbers
     * @param re real parts of size/2 + 1 results a line, to be filled
     * @param im imaginary parts, to be filled
     */
    public static void realLines(double[] x, double[] re, double[] im, int size) {
        var count = size / 2 + 1;
        if (size % 2 == 1) {
            var zeros = new double[x.length];
            var copy = x.clone();
            lines(copy, zeros, size, false);
            for (var line = 0; line < x.length / size; line++) {
                System.arraycopy(copy, line * size, re, line * count, count);
                System.arraycopy(zeros, line * size, im, line * count, count);
            }
            return;
        }
        // Even and odd elements are the parts of complex lines of half the length.
        var half = size / 2;
        var even = new double[x.length / 2];
        var odd = new double[x.length / 2];
        for (var i = 0; i < even.length; i++) {
            even[i] = x[2 * i];
            odd[i] = x[2 * i + 1];
        }
        lines(even, odd, half, false);
        var turns = FourierPlans.INSTANCE.of(half).turns();
        Parallel.run(x.length / size, Math.max(1, CHUNK / size), (from, to) -> {
            for (var line = (int) from; line < to; line++) {
                for (var k = 0; k <= half; k++) {
                    var a = line * half + k % half;
                    var b = line * half + (half - k) % half;
                    var sumRe = (even[a] + even[b]) / 2;
                    var sumIm = (odd[a] - odd[b]) / 2;
                    var restRe = (odd[a] + odd[b]) / 2;
                    var restIm = (even[b] - even[a]) / 2;
                    var c = turns[0][k];
                    var s = turns[1][k];
                    re[line * count + k] = sumRe + restRe * c + restIm * s;
                    im[line * count + k] = sumIm + restIm * c - restRe * s;
                }
            }
        });
    }

    /**
     * Real lines from the first halves of their transforms; nothing is divided.
     *
     * @param re real parts of size/2 + 1 numbers a line
     * @param im imaginary parts; those of the first number, and of the last if the size is even, do not count
     * @return lines of {@code size} numbers
     */
    public static double[] inverseRealLines(double[] re, double[] im, int size) {
        var count = size / 2 + 1;
        var lines = re.length / count;
        var whole = new double[Math.multiplyExact(lines, size)];
        var imaginary = new double[whole.length];
        for (var line = 0; line < lines; line++) {
            whole[line * size] = re[line * count];
            for (var k = 1; k <= size / 2; k++) {
                var isMiddle = 2 * k == size;
                whole[line * size + k] = re[line * count + k];
                imaginary[line * size + k] = isMiddle ? 0 : im[line * count + k];
                if (!isMiddle) {
                    // What is left out mirrors what is there.
                    whole[(line + 1) * size - k] = re[line * count + k];
                    imaginary[(line + 1) * size - k] = -im[line * count + k];
                }
            }
        }
        lines(whole, imaginary, size, true);
        return whole;
    }
}
