package org.jolab.gpu.cpu;

/** A symmetric, positive definite matrix as the product of a lower triangular one and its transpose. */
public final class Cholesky {

    private Cholesky() {
    }

    /**
     * Replaces {@code rows}, of which the lower triangle counts, by the factor.
     *
     * @return the row at which the matrix turns out not to be positive definite, or -1
     */
    public static int factor(double[][] rows) {
        var lapack = Lapack.of(rows.length, Lapack.ELIMINATING);
        var failing = lapack.isPresent() ? lapack.get().cholesky(rows) : plain(rows);
        for (var i = 0; i < rows.length; i++) {
            // OpenBLAS goes on where it meets NaN.
            if (failing < 0 && !(rows[i][i] > 0)) {
                return i;
            }
            for (var j = i + 1; j < rows.length; j++) {
                rows[i][j] = 0;
            }
        }
        return failing;
    }

    private static int plain(double[][] rows) {
        for (var i = 0; i < rows.length; i++) {
            for (var j = 0; j <= i; j++) {
                var rest = rows[i][j];
                for (var k = 0; k < j; k++) {
                    rest -= rows[i][k] * rows[j][k];
                }
                if (i == j && !(rest > 0)) {
                    return i;
                }
                rows[i][j] = i == j ? Math.sqrt(rest) : rest / rows[j][j];
            }
        }
        return -1;
    }
}
