package org.jolab.gpu.cpu;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues of a symmetric matrix, by Jacobi's rotations where LAPACK is not used.
 *
 * @param values ascending
 * @param vectors of length 1, orthogonal, one for each value; none if they were not wanted
 */
public record Symmetric(double[] values, double[][] vectors) {

    private static final int MOST_SWEEPS = 60;

    /**
     * Decomposes the symmetric matrix of {@code rows}, of which the lower triangle counts; it is overwritten.
     *
     * @param vectors whether more than the values is wanted
     */
    public static Symmetric of(double[][] rows, boolean vectors) {
        var lapack = Lapack.of(rows.length, Lapack.ITERATING);
        if (lapack.isPresent()) {
            return lapack.get().eigh(rows, vectors);
        }
        var scale = Scale.of(rows);
        var parts = rotated(rows);
        scale.undo(new double[][] {parts.values});
        return parts;
    }

    private static Symmetric rotated(double[][] rows) {
        var n = rows.length;
        var vectors = new double[n][n];
        for (var i = 0; i < n; i++) {
            vectors[i][i] = 1;
            for (var j = i + 1; j < n; j++) {
                rows[i][j] = rows[j][i];
            }
        }
        for (var sweep = 0; sweep < MOST_SWEEPS && turnAll(rows, vectors); sweep++) { }
        var order = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> rows[i][i]))
            .mapToInt(Integer::intValue).toArray();
        var values = new double[n];
        var sorted = new double[n][];
        for (var k = 0; k < n; k++) {
            values[k] = rows[order[k]][order[k]];
            sorted[k] = vectors[order[k]];
        }
        return new Symmetric(values, sorted);
    }

    private static boolean turnAll(double[][] rows, double[][] vectors) {
        var turned = false;
        for (var p = 0; p < rows.length - 1; p++) {
            for (var q = p + 1; q < rows.length; q++) {
                var off = rows[p][q];
                if (Math.abs(off) <= 1e-16 * Math.sqrt(Math.abs(rows[p][p])) * Math.sqrt(Math.abs(rows[q][q]))
                    || Math.abs(off) < 1e-300) {
                    rows[p][q] = 0;
                    rows[q][p] = 0;
                    continue;
                }
                turned = true;
                turn(rows, p, q, vectors);
            }
        }
        return turned;
    }

    private static void turn(double[][] rows, int p, int q, double[][] vectors) {
        var theta = (rows[q][q] - rows[p][p]) / (2 * rows[p][q]);
        var t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(1, theta));
        var c = 1 / Math.sqrt(1 + t * t);
        var s = t * c;
        var change = t * rows[p][q];
        var low = rows[p][p] - change;
        var high = rows[q][q] + change;
        rotate(rows[p], rows[q], c, s);
        for (var k = 0; k < rows.length; k++) {
            // The matrix stays symmetric: its columns are its rows.
            rows[k][p] = rows[p][k];
            rows[k][q] = rows[q][k];
        }
        rows[p][p] = low;
        rows[q][q] = high;
        rows[p][q] = 0;
        rows[q][p] = 0;
        rotate(vectors[p], vectors[q], c, s);
    }

    private static void rotate(double[] x, double[] y, double c, double s) {
        for (var k = 0; k < x.length; k++) {
            var old = x[k];
            x[k] = c * old - s * y[k];
            y[k] = s * old + c * y[k];
        }
    }
}
