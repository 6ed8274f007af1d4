package org.jolab.gpu.cpu;

/** A square matrix as a product of triangular ones, rows exchanged for stability (Gauss, partial pivoting). */
public final class Lu {

    private final double[][] rows;
    private final int[] order;
    /** Where LAPACK found pivots, from 1 on; null where it was not asked. */
    private final int[] pivots;
    private int sign = 1;
    private int singular = -1;

    /** Factorises; {@code rows} is overwritten. */
    public Lu(double[][] rows) {
        this.rows = rows;
        order = new int[rows.length];
        for (var i = 0; i < order.length; i++) {
            order[i] = i;
        }
        pivots = Lapack.of(rows.length, Lapack.ELIMINATING).map(lapack -> lapack.lu(rows)).orElse(null);
        if (pivots == null) {
            eliminate();
        } else {
            for (var i = 0; i < pivots.length; i++) {
                swap(i, pivots[i] - 1);
                singular = singular < 0 && rows[i][i] == 0 ? i : singular;
            }
        }
    }

    private void eliminate() {
        for (var k = 0; k < rows.length; k++) {
            exchange(k);
            var pivot = rows[k][k];
            if (pivot == 0) {
                singular = singular < 0 ? k : singular;
                continue;
            }
            for (var i = k + 1; i < rows.length; i++) {
                var factor = rows[i][k] / pivot;
                rows[i][k] = factor;
                subtract(rows[i], factor, rows[k], k + 1);
            }
        }
    }

    private void exchange(int k) {
        var best = k;
        for (var i = k + 1; i < rows.length; i++) {
            best = Math.abs(rows[i][k]) > Math.abs(rows[best][k]) ? i : best;
        }
        var row = rows[k];
        rows[k] = rows[best];
        rows[best] = row;
        swap(k, best);
    }

    private void swap(int i, int j) {
        if (i != j) {
            var place = order[i];
            order[i] = order[j];
            order[j] = place;
            sign = -sign;
        }
    }

    static void subtract(double[] from, double factor, double[] row, int start) {
        for (var j = start; j < from.length; j++) {
            from[j] -= factor * row[j];
        }
    }

    /** The column without a pivot; -1 if there is none, that is, if the matrix has an inverse. */
    public int singular() {
        return singular;
    }

    /** Sign of the determinant, and the logarithm of its size. */
    public double[] logDeterminant() {
        var size = 0.0;
        var direction = (double) sign;
        for (var i = 0; i < rows.length; i++) {
            direction *= Math.signum(rows[i][i]);
            size += Math.log(Math.abs(rows[i][i]));
        }
        return new double[] {direction + 0.0, size};
    }

    /** The determinant. */
    public double determinant() {
        var result = (double) sign;
        for (var i = 0; i < rows.length; i++) {
            result *= rows[i][i];
        }
        // No matrix has a determinant of -0.
        return result + 0.0;
    }

    /** The solutions of {@code A x = right}, one a column. */
    public double[][] solve(double[][] right) {
        if (pivots != null && right[0].length > 0) {
            return Lapack.of(rows.length, Lapack.ELIMINATING).orElseThrow().solve(rows, pivots, right);
        }
        var n = rows.length;
        var x = new double[n][];
        for (var i = 0; i < n; i++) {
            x[i] = right[order[i]].clone();
            for (var k = 0; k < i; k++) {
                subtract(x[i], rows[i][k], x[k], 0);
            }
        }
        for (var i = n - 1; i >= 0; i--) {
            for (var k = i + 1; k < n; k++) {
                subtract(x[i], rows[i][k], x[k], 0);
            }
            for (var j = 0; j < x[i].length; j++) {
                x[i][j] /= rows[i][i];
            }
        }
        return x;
    }
}
