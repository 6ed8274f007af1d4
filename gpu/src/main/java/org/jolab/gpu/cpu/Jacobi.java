package org.jolab.gpu.cpu;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Singular values by Hestenes' method: columns are turned in pairs until all are orthogonal. Slower than what LAPACK
 * does, but precise to the last digits also for small singular values.
 */
final class Jacobi {

    private static final int MOST_SWEEPS = 60;
    private static final double PRECISION = 1e-15;

    private Jacobi() {
    }

    /** Decomposes the matrix whose columns are given, of at least as many rows as columns; they are overwritten. */
    static SingularValues of(double[][] columns, int height) {
        var n = columns.length;
        var right = new double[n][n];
        for (var i = 0; i < n; i++) {
            right[i][i] = 1;
        }
        var turned = true;
        for (var sweep = 0; turned && sweep < MOST_SWEEPS; sweep++) {
            turned = false;
            for (var i = 0; i < n - 1; i++) {
                for (var j = i + 1; j < n; j++) {
                    turned |= turn(columns, right, i, j);
                }
            }
        }
        var lengths = new double[n];
        for (var i = 0; i < n; i++) {
            lengths[i] = Math.sqrt(dot(columns[i], columns[i]));
        }
        return sorted(columns, lengths, right, height);
    }

    private static double dot(double[] a, double[] b) {
        var even = 0.0;
        var odd = 0.0;
        var i = 0;
        for (; i + 1 < a.length; i += 2) {
            even += a[i] * b[i];
            odd += a[i + 1] * b[i + 1];
        }
        return i < a.length ? even + odd + a[i] * b[i] : even + odd;
    }

    /** Makes two columns orthogonal; false if they are. */
    private static boolean turn(double[][] columns, double[][] right, int i, int j) {
        var a = dot(columns[i], columns[i]);
        var b = dot(columns[j], columns[j]);
        var c = dot(columns[i], columns[j]);
        if (!(Math.abs(c) > PRECISION * Math.sqrt(a) * Math.sqrt(b)) || Math.abs(c) < Double.MIN_NORMAL) {
            return false;
        }
        var zeta = (b - a) / (2 * c);
        var tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
        var cosine = 1 / Math.sqrt(1 + tangent * tangent);
        rotate(columns[i], columns[j], cosine, cosine * tangent);
        rotate(right[i], right[j], cosine, cosine * tangent);
        return true;
    }

    private static void rotate(double[] x, double[] y, double cosine, double sine) {
        for (var k = 0; k < x.length; k++) {
            var old = x[k];
            x[k] = cosine * old - sine * y[k];
            y[k] = sine * old + cosine * y[k];
        }
    }

    private static SingularValues sorted(double[][] columns, double[] lengths, double[][] right, int height) {
        var order = IntStream.range(0, lengths.length).boxed()
            .sorted(Comparator.comparingDouble(i -> -lengths[i])).mapToInt(Integer::intValue).toArray();
        var n = order.length;
        var left = new double[n][];
        var values = new double[n];
        var turned = new double[n][];
        for (var k = 0; k < n; k++) {
            values[k] = lengths[order[k]];
            turned[k] = right[order[k]];
            left[k] = values[k] > values[0] * Double.MIN_NORMAL ? scaled(columns[order[k]], 1 / values[k])
                : completing(left, k, height);
        }
        return new SingularValues(left, values, turned);
    }

    private static double[] scaled(double[] column, double factor) {
        var result = column.clone();
        for (var i = 0; i < result.length; i++) {
            result[i] *= factor;
        }
        return result;
    }

    /** A unit vector orthogonal to the first {@code count} of {@code left}, for a singular value of 0. */
    private static double[] completing(double[][] left, int count, int height) {
        for (var axis = 0; ; axis++) {
            var vector = new double[height];
            vector[axis] = 1;
            for (var pass = 0; pass < 2; pass++) {
                for (var k = 0; k < count; k++) {
                    Lu.subtract(vector, dot(vector, left[k]), left[k], 0);
                }
            }
            var length = Math.sqrt(dot(vector, vector));
            // One of the axes is at least that far from a space of fewer dimensions.
            if (length > 0.5 / Math.sqrt(height)) {
                return scaled(vector, 1 / length);
            }
        }
    }
}
