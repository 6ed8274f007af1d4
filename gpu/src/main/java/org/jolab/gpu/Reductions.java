package org.jolab.gpu;

/**
 * Many elements become one, along the named axes or, if none is named, all. With {@code true} before the
 * axes the reduced dimensions stay, with size 1.
 *
 * <p>Sums and products of integers and BOOL are I64. Floats are summed in double precision by blocks.
 */
public sealed interface Reductions permits Tensor {

    /** Sum; 0 of nothing. */
    default Tensor sum(int... axes) {
        return sum(false, axes);
    }

    /** Sum; 0 of nothing. Keeps reduced dimensions, with size 1, if {@code keepdims}. */
    default Tensor sum(boolean keepdims, int... axes) {
        return Reducing.reduce(ReduceOp.SUM, (Tensor) this, keepdims, axes);
    }

    /** Mean; NaN of nothing. */
    default Tensor mean(int... axes) {
        return mean(false, axes);
    }

    /** Mean; NaN of nothing. Keeps reduced dimensions, with size 1, if {@code keepdims}. */
    default Tensor mean(boolean keepdims, int... axes) {
        return Reducing.reduce(ReduceOp.MEAN, (Tensor) this, keepdims, axes);
    }

    /** Product; 1 of nothing. */
    default Tensor prod(int... axes) {
        return prod(false, axes);
    }

    /** Product; 1 of nothing. Keeps reduced dimensions, with size 1, if {@code keepdims}. */
    default Tensor prod(boolean keepdims, int... axes) {
        return Reducing.reduce(ReduceOp.PROD, (Tensor) this, keepdims, axes);
    }

    /** Least element; NaN if there is one. */
    default Tensor min(int... axes) {
        return min(false, axes);
    }

    /** Least element; NaN if there is one. Keeps reduced dimensions, with size 1, if {@code keepdims}. */
    default Tensor min(boolean keepdims, int... axes) {
        return Reducing.reduce(ReduceOp.MIN, (Tensor) this, keepdims, axes);
    }

    /** Greatest element; NaN if there is one. */
    default Tensor max(int... axes) {
        return max(false, axes);
    }

    /** Greatest element; NaN if there is one. Keeps reduced dimensions, with size 1, if {@code keepdims}. */
    default Tensor max(boolean keepdims, int... axes) {
        return Reducing.reduce(ReduceOp.MAX, (Tensor) this, keepdims, axes);
    }

    /** Whether one element is not 0; BOOL. */
    default Tensor any(int... axes) {
        return any(false, axes);
    }

    /** Whether one element is not 0; BOOL. Keeps reduced dimensions, with size 1, if {@code keepdims}. */
    default Tensor any(boolean keepdims, int... axes) {
        return Reducing.truth(ReduceOp.MAX, (Tensor) this, keepdims, axes);
    }

    /** Whether no element is 0; BOOL. */
    default Tensor all(int... axes) {
        return all(false, axes);
    }

    /** Whether no element is 0; BOOL. Keeps reduced dimensions, with size 1, if {@code keepdims}. */
    default Tensor all(boolean keepdims, int... axes) {
        return Reducing.truth(ReduceOp.MIN, (Tensor) this, keepdims, axes);
    }

    /** Variance, divided by the number of elements as NumPy does. */
    default Tensor var(int... axes) {
        return var(false, axes);
    }

    /** Variance, divided by the number of elements as NumPy does. Keeps reduced dimensions if {@code keepdims}. */
    default Tensor var(boolean keepdims, int... axes) {
        return Reducing.variance((Tensor) this, 0, keepdims, axes);
    }

    /** Standard deviation, of the {@link #var variance}. */
    default Tensor std(int... axes) {
        return std(false, axes);
    }

    /** Standard deviation, of the {@link #var variance}. Keeps reduced dimensions if {@code keepdims}. */
    default Tensor std(boolean keepdims, int... axes) {
        return Reducing.variance((Tensor) this, 0, keepdims, axes).sqrt();
    }

    /** Variance, divided by the number of elements less {@code correction}: 1 is for samples, as PyTorch has it. */
    default Tensor var(int correction, boolean keepdims, int... axes) {
        return Reducing.variance((Tensor) this, correction, keepdims, axes);
    }

    /** Standard deviation with a {@code correction} as of {@link #var(int, boolean, int...)}. */
    default Tensor std(int correction, boolean keepdims, int... axes) {
        return Reducing.variance((Tensor) this, correction, keepdims, axes).sqrt();
    }

    /** log Σ eˣ, without overflow between. */
    default Tensor logsumexp(int... axes) {
        return logsumexp(false, axes);
    }

    /** log Σ eˣ, without overflow between. Keeps reduced dimensions, with size 1, if {@code keepdims}. */
    default Tensor logsumexp(boolean keepdims, int... axes) {
        return Reducing.logSumExp((Tensor) this, keepdims, axes);
    }

    /** Index of the first least element of the flattened tensor, or of the first NaN; I64. */
    default Tensor argmin() {
        return ((Tensor) this).flatten().argmin(0);
    }

    /** Index of the first least element along {@code axis}, or of the first NaN; I64. */
    default Tensor argmin(int axis) {
        return Reducing.reduce(ReduceOp.ARGMIN, (Tensor) this, false, axis);
    }

    /** Index of the first greatest element of the flattened tensor, or of the first NaN; I64. */
    default Tensor argmax() {
        return ((Tensor) this).flatten().argmax(0);
    }

    /** Index of the first greatest element along {@code axis}, or of the first NaN; I64. */
    default Tensor argmax(int axis) {
        return Reducing.reduce(ReduceOp.ARGMAX, (Tensor) this, false, axis);
    }

    /** How many elements are not 0; I64. */
    default Tensor countNonzero(int... axes) {
        return ((Tensor) this).to(DType.BOOL).sum(axes);
    }

    /** Euclidean length over the axes; the root of the sum of squares. */
    default Tensor norm(int... axes) {
        return ((Tensor) this).abs().square().sum(axes).sqrt();
    }

    /** eˣ over its sum along {@code axis}, without overflow between. */
    default Tensor softmax(int axis) {
        return Reducing.softmax((Tensor) this, axis);
    }

    /** Logarithm of {@link #softmax}. */
    default Tensor logSoftmax(int axis) {
        var self = (Tensor) this;
        return self.sub(logsumexp(true, axis));
    }
}
