package org.jolab.gpu;

/** Order along an axis: NaN is the greatest, equal elements keep their order. */
public sealed interface Ordering permits Tensor {

    /**
     * The greatest or smallest elements and where they were.
     *
     * @param values the greatest in descending order, the smallest in ascending order
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
        return topk(k, axis, true);
    }

    /** The {@code k} greatest along {@code axis}, or the smallest, which come in ascending order. */
    default TopK topk(int k, int axis, boolean largest) {
        return Sorting.topk((Tensor) this, k, axis, largest);
    }

    /** Each different element once, in ascending order. */
    default Tensor unique() {
        return Sorting.unique((Tensor) this);
    }

    /**
     * The different elements, ascending.
     *
     * @param values themselves
     * @param counts how often each occurs; I64
     * @param inverse which of the values each element is, in the elements' shape, or that of the axis; I64
     */
    record Unique(Tensor values, Tensor counts, Tensor inverse) {
    }

    /** The different elements, how often they occur, and where. */
    default Unique uniqueAll() {
        return Uniques.all((Tensor) this);
    }

    /** The different sub-tensors along {@code axis}, in the order of words; NumPy's {@code unique(x, axis=axis)}. */
    default Tensor unique(int axis) {
        return uniqueAll(axis).values();
    }

    /** {@link #unique(int)}, how often each occurs, and which of them stands at each place of the axis. */
    default Unique uniqueAll(int axis) {
        return Uniques.along((Tensor) this, axis);
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

    /** {@link #diff(int)}, {@code times} times. */
    default Tensor diff(int times, int axis) {
        if (times < 0) {
            throw new IllegalArgumentException("diff: " + times + " times");
        }
        var result = (Tensor) this;
        for (var i = 0; i < times; i++) {
            result = result.diff(axis);
        }
        return result;
    }
}
