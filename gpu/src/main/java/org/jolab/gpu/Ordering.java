package org.jolab.gpu;

/** Order along an axis: NaN is the greatest, equal elements keep their order. */
public sealed interface Ordering permits Tensor {

    /**
     * The greatest elements and where they were.
     *
     * @param values in descending order
     * @param indices I64
     */
    record TopK(Tensor values, Tensor indices) {
    }

    /** Sorted along the last axis, ascending. */
    default Tensor sort() {
        return sort(-1, false);
    }

    /** Sorted along {@code axis}. */
    default Tensor sort(int axis, boolean descending) {
        return Sorting.sort((Tensor) this, axis, descending);
    }

    /** The indices that would sort the last axis, ascending; I64. */
    default Tensor argsort() {
        return argsort(-1, false);
    }

    /** The indices that would sort {@code axis}; I64. */
    default Tensor argsort(int axis, boolean descending) {
        return Sorting.argsort((Tensor) this, axis, descending);
    }

    /** The {@code k} greatest along the last axis. */
    default TopK topk(int k) {
        return topk(k, -1);
    }

    /** The {@code k} greatest along {@code axis}. */
    default TopK topk(int k, int axis) {
        return Sorting.topk((Tensor) this, k, axis);
    }

    /** Each different element once, in ascending order. */
    default Tensor unique() {
        return Sorting.unique((Tensor) this);
    }

    /** Running sums along {@code axis}; I64 of integers. */
    default Tensor cumsum(int axis) {
        return Sorting.scan(BinaryOp.ADD, (Tensor) this, axis);
    }

    /** Running products along {@code axis}; I64 of integers. */
    default Tensor cumprod(int axis) {
        return Sorting.scan(BinaryOp.MULTIPLY, (Tensor) this, axis);
    }

    /** Greatest so far along {@code axis}. */
    default Tensor cummax(int axis) {
        return Sorting.scan(BinaryOp.MAXIMUM, (Tensor) this, axis);
    }

    /** Least so far along {@code axis}. */
    default Tensor cummin(int axis) {
        return Sorting.scan(BinaryOp.MINIMUM, (Tensor) this, axis);
    }

    /** Each element less the one before along {@code axis}. */
    default Tensor diff(int axis) {
        return Sorting.diff((Tensor) this, axis);
    }
}
