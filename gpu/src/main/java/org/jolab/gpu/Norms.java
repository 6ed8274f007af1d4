package org.jolab.gpu;

/** Lengths of vectors and sizes of matrices. */
final class Norms {

    private Norms() {
    }

    /** Halves would overflow in squares. */
    private static Tensor wide(Tensor x) {
        return x.to(x.dtype().toFloat().promote(DType.F32)).abs();
    }

    static Tensor vector(Tensor x, double order, boolean keep, int... axes) {
        var size = wide(x);
        var result = order == Double.POSITIVE_INFINITY ? size.max(keep, axes)
            : order == Double.NEGATIVE_INFINITY ? size.min(keep, axes)
            : order == 0 ? size.notEqual(0).to(size.dtype()).sum(keep, axes)
            : order == 1 ? size.sum(keep, axes)
            : order == 2 ? size.square().sum(keep, axes).sqrt()
            : size.pow(order).sum(keep, axes).pow(1 / order);
        return result.to(x.dtype().toFloat());
    }

    static Tensor matrix(Tensor x, double order, boolean keep) {
        Matrices.matrix("norm", x);
        if (Math.abs(order) == 2) {
            var values = Linalg.svdvals(x);
            return kept(order > 0 ? values.max(false, -1) : values.min(false, -1), keep);
        }
        if (Math.abs(order) != 1 && !Double.isInfinite(order)) {
            throw new IllegalArgumentException("norm: matrices have norms of the orders 1, 2, infinity, and the same "
                + "negative, not " + order + "; norm(x) is the Frobenius norm, nuclearNorm(x) the nuclear one");
        }
        var sums = wide(x).sum(true, Math.abs(order) == 1 ? -2 : -1);
        var result = order > 0 ? sums.max(true, -1, -2) : sums.min(true, -1, -2);
        return (keep ? result : result.squeeze(-1, -2)).to(x.dtype().toFloat());
    }

    static Tensor nuclear(Tensor x) {
        Matrices.matrix("nuclearNorm", x);
        return Linalg.svdvals(x).sum(-1);
    }

    private static Tensor kept(Tensor x, boolean keep) {
        return keep ? x.expandDims(-1).expandDims(-1) : x;
    }
}
