package org.jolab.gpu.cpu;

/**
 * A matrix as a product of one with orthonormal columns and an upper triangular one.
 *
 * @param q columns, as many as the smaller side
 * @param r columns
 */
public record Orthogonal(double[][] q, double[][] r) {

    /** Factorises the matrix whose columns are given, each of length {@code height}; they are overwritten. */
    public static Orthogonal of(double[][] columns, int height) {
        var lapack = Lapack.of(Math.min(height, columns.length), Lapack.REFLECTING);
        if (lapack.isPresent()) {
            return lapack.get().qr(columns, height);
        }
        var scale = Scale.of(columns);
        var factors = new Householder(columns, height);
        return new Orthogonal(factors.q(), scale.undo(factors.r()));
    }
}
