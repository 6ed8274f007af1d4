package org.jolab.gpu.cpu;

import org.jolab.gpu.cpu.Fourier.Line;

/**
 * One pass of Stockham's algorithm: transforms of length {@code factor}, whose elements lie a part of the line apart,
 * turned by an angle. The results come in the order in which the next pass wants them.
 */
final class FourierPass {

    private final int factor;
    /** Transforms that follow one another with angles of their own, and those that share an angle. */
    private final int groups;
    private final int stride;
    /** For each group the angles of its elements from the second on. */
    private final double[] cos;
    private final double[] sin;
    /** Parts of a turn of a factor without a loop of its own. */
    private final double[] rootCos;
    private final double[] rootSin;

    /** The pass that divides lengths of {@code length} within a line of {@code size}. */
    FourierPass(int factor, int length, int size) {
        this.factor = factor;
        groups = length / factor;
        stride = size / length;
        cos = new double[groups * (factor - 1)];
        sin = new double[cos.length];
        var turns = new Turns(length);
        for (var k = 0; k < groups; k++) {
            for (var r = 1; r < factor; r++) {
                cos[k * (factor - 1) + r - 1] = turns.cos((long) k * r);
                sin[k * (factor - 1) + r - 1] = -turns.sin((long) k * r);
            }
        }
        var roots = new Turns(factor);
        rootCos = new double[factor];
        rootSin = new double[factor];
        for (var i = 0; i < factor; i++) {
            rootCos[i] = roots.cos(i);
            rootSin[i] = -roots.sin(i);
        }
    }

    int factor() {
        return factor;
    }

    /** Does the transforms from number {@code from} to before {@code to}, of as many as line's length by factor. */
    void run(Line x, Line y, int from, int to) {
        var group = from / stride;
        var first = from % stride;
        for (var at = from; at < to; group++) {
            var count = Math.min(stride - first, to - at);
            switch (factor) {
                case 2 -> two(x, y, group, first, count);
                case 3 -> three(x, y, group, first, count);
                case 4 -> four(x, y, group, first, count);
                default -> any(x, y, group, first, count);
            }
            at += count;
            first = 0;
        }
    }

    private void two(Line x, Line y, int group, int first, int count) {
        var c = cos[group];
        var s = sin[group];
        var a = stride * group + first;
        var b = a + stride * groups;
        var out = 2 * stride * group + first;
        for (var i = 0; i < count; i++) {
            var ar = x.re()[a + i];
            var ai = x.im()[a + i];
            var br = x.re()[b + i];
            var bi = x.im()[b + i];
            y.re()[out + i] = ar + br;
            y.im()[out + i] = ai + bi;
            put(y, out + stride + i, (ar - br) * c - (ai - bi) * s, (ar - br) * s + (ai - bi) * c);
        }
    }

    private static void put(Line y, int at, double re, double im) {
        y.re()[at] = re;
        y.im()[at] = im;
    }

    private void three(Line x, Line y, int group, int first, int count) {
        var step = stride * groups;
        var a = stride * group + first;
        var out = 3 * stride * group + first;
        var half = rootCos[1];
        var height = rootSin[1];
        for (var i = 0; i < count; i++) {
            var at = a + i;
            var sr = x.re()[at + step] + x.re()[at + 2 * step];
            var si = x.im()[at + step] + x.im()[at + 2 * step];
            var dr = (x.re()[at + step] - x.re()[at + 2 * step]) * height;
            var di = (x.im()[at + step] - x.im()[at + 2 * step]) * height;
            var mr = x.re()[at] + half * sr;
            var mi = x.im()[at] + half * si;
            put(y, out + i, x.re()[at] + sr, x.im()[at] + si);
            turn(y, out + stride + i, 2 * group, mr - di, mi + dr);
            turn(y, out + 2 * stride + i, 2 * group + 1, mr + di, mi - dr);
        }
    }

    /** Puts a number turned by an angle. */
    private void turn(Line y, int at, int angle, double re, double im) {
        var c = cos[angle];
        var s = sin[angle];
        y.re()[at] = re * c - im * s;
        y.im()[at] = re * s + im * c;
    }

    private void four(Line x, Line y, int group, int first, int count) {
        var step = stride * groups;
        var a = stride * group + first;
        var out = 4 * stride * group + first;
        var xr = x.re();
        var xi = x.im();
        for (var i = 0; i < count; i++) {
            var at = a + i;
            var evenRe = xr[at] + xr[at + 2 * step];
            var evenIm = xi[at] + xi[at + 2 * step];
            var lessRe = xr[at] - xr[at + 2 * step];
            var lessIm = xi[at] - xi[at + 2 * step];
            var oddRe = xr[at + step] + xr[at + 3 * step];
            var oddIm = xi[at + step] + xi[at + 3 * step];
            // By -i.
            var restRe = xi[at + step] - xi[at + 3 * step];
            var restIm = xr[at + 3 * step] - xr[at + step];
            put(y, out + i, evenRe + oddRe, evenIm + oddIm);
            turn(y, out + stride + i, 3 * group, lessRe + restRe, lessIm + restIm);
            turn(y, out + 2 * stride + i, 3 * group + 1, evenRe - oddRe, evenIm - oddIm);
            turn(y, out + 3 * stride + i, 3 * group + 2, lessRe - restRe, lessIm - restIm);
        }
    }

    /** Elements j and factor-j together: their sums and differences serve two results. */
    private void any(Line x, Line y, int group, int first, int count) {
        var step = stride * groups;
        var half = factor / 2;
        var sums = new double[4 * (half + 1)];
        for (var i = 0; i < count; i++) {
            var at = stride * group + first + i;
            var out = factor * stride * group + first + i;
            var re = x.re()[at];
            var im = x.im()[at];
            for (var j = 1; j <= half; j++) {
                var near = at + j * step;
                var far = at + (factor - j) * step;
                sums[4 * j] = x.re()[near] + x.re()[far];
                sums[4 * j + 1] = x.im()[near] + x.im()[far];
                sums[4 * j + 2] = x.re()[near] - x.re()[far];
                sums[4 * j + 3] = x.im()[near] - x.im()[far];
                re += sums[4 * j];
                im += sums[4 * j + 1];
            }
            put(y, out, re, im);
            for (var r = 1; r <= half; r++) {
                var cr = x.re()[at];
                var ci = x.im()[at];
                var sr = 0.0;
                var si = 0.0;
                for (var j = 1; j <= half; j++) {
                    var root = j * r % factor;
                    cr += sums[4 * j] * rootCos[root];
                    ci += sums[4 * j + 1] * rootCos[root];
                    sr += sums[4 * j + 2] * rootSin[root];
                    si += sums[4 * j + 3] * rootSin[root];
                }
                turn(y, out + r * stride, (factor - 1) * group + r - 1, cr - si, ci + sr);
                turn(y, out + (factor - r) * stride, (factor - 1) * group + factor - r - 1, cr + si, ci - sr);
            }
        }
    }
}
