package org.jolab.gpu.cpu;

/**
 * A matrix as Σ left · value · rightᵀ.
 *
 * @param left columns of length 1, orthogonal; none if they were not wanted
 * @param values descending
 * @param right columns of length 1, orthogonal; none if they were not wanted
 */
public record SingularValues(double[][] left, double[] values, double[][] right) {

    /**
     * Decomposes the matrix whose columns are given, of at least as many rows as columns; they are overwritten.
     *
     * @param vectors whether more than the values is wanted
     */
    public static SingularValues of(double[][] columns, int height, boolean vectors) {
        var lapack = Lapack.of(columns.length, Lapack.ITERATING);
        if (lapack.isPresent()) {
            return lapack.get().svd(columns, height, vectors);
        }
        var scale = Scale.of(columns);
        var parts = Jacobi.of(columns, height);
        scale.undo(new double[][] {parts.values});
        return parts;
    }
}
