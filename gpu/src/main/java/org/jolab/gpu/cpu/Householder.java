package org.jolab.gpu.cpu;

/** Householder's reflections, which make a matrix triangular. */
final class Householder {

    private final double[][] columns;
    private final double[] diagonal;
    private final int height;

    /** Factorises the matrix whose columns are given, each of length {@code height}; they are overwritten. */
    Householder(double[][] columns, int height) {
        this.columns = columns;
        this.height = height;
        diagonal = new double[Math.min(height, columns.length)];
        for (var k = 0; k < diagonal.length; k++) {
            var column = columns[k];
            var length = 0.0;
            for (var i = k; i < height; i++) {
                length = Math.hypot(length, column[i]);
            }
            if (length == 0) {
                continue;
            }
            diagonal[k] = column[k] > 0 ? -length : length;
            column[k] -= diagonal[k];
            // The vector of length √2, of which the reflection is 1 - v·vᵀ.
            var scale = 1 / Math.sqrt(-diagonal[k] * column[k]);
            for (var i = k; i < height; i++) {
                column[i] *= scale;
            }
            for (var j = k + 1; j < columns.length; j++) {
                reflect(column, columns[j], k);
            }
        }
    }

    private void reflect(double[] by, double[] column, int from) {
        var product = 0.0;
        for (var i = from; i < height; i++) {
            product += by[i] * column[i];
        }
        for (var i = from; i < height; i++) {
            column[i] -= product * by[i];
        }
    }

    /** The columns of the orthogonal factor, as many as the smaller side has. */
    double[][] q() {
        var q = new double[diagonal.length][height];
        for (var j = 0; j < q.length; j++) {
            q[j][j] = 1;
            for (var k = diagonal.length - 1; k >= 0; k--) {
                if (diagonal[k] != 0) {
                    reflect(columns[k], q[j], k);
                }
            }
        }
        return q;
    }

    /** The columns of the triangular factor. */
    double[][] r() {
        var r = new double[columns.length][diagonal.length];
        for (var j = 0; j < r.length; j++) {
            System.arraycopy(columns[j], 0, r[j], 0, Math.min(j, diagonal.length));
            if (j < diagonal.length) {
                r[j][j] = diagonal[j];
            }
        }
        return r;
    }
}
