package org.jolab.gpu;

/** Elements chosen by tensors of indices or of truth values, and more of the same. All results are new tensors. */
public sealed interface Selection permits Tensor {

    /**
     * NumPy's {@code x[index]}: the sub-tensors at integers in the first dimension, or, if the index is BOOL and has
     * the shape of the first dimensions, the elements at which it is true, in a row. A copy;
     * {@link #set(Tensor, Tensor)} writes.
     */
    default Tensor get(Tensor index) {
        return Picking.get((Tensor) this, index);
    }

    /** The sub-tensors at {@code index} along {@code axis}; the index's dimensions take the axis' place. */
    default Tensor take(Tensor index, int axis) {
        return Selecting.take((Tensor) this, index, axis);
    }

    /** The sub-tensors at {@code index} along {@code axis}. */
    default Tensor take(int axis, long... index) {
        return take(Tensors.of(index).to(((Tensor) this).device()), axis);
    }

    /** For each place in {@code index} the element at the same place, but there along {@code axis}. */
    default Tensor gather(int axis, Tensor index) {
        return Selecting.gather((Tensor) this, axis, index);
    }

    /** A copy in which the elements that {@link #gather} would take are {@code values}; of equal indices one wins. */
    default Tensor scatter(int axis, Tensor index, Tensor values) {
        return Selecting.scatter((Tensor) this, axis, index, values, false);
    }

    /** A copy in which {@code values} are added to the elements that {@link #gather} would take. */
    default Tensor scatterAdd(int axis, Tensor index, Tensor values) {
        return Selecting.scatter((Tensor) this, axis, index, values, true);
    }

    /** With {@code number} wherever the mask is true. */
    default Tensor maskedFill(Tensor mask, Number number) {
        return Tensors.where(mask, number, (Tensor) this).to(((Tensor) this).dtype());
    }

    /** Sets the elements that {@code get(index)} would take to {@code number}; returns this. */
    default Tensor set(Tensor index, Number number) {
        var x = (Tensor) this;
        return index.dtype() == DType.BOOL ? x.assign("set", maskedFill(Picking.widened(x, index), number))
            : set(index, Tensors.full(x.device(), number, Elementwise.weak(x.dtype(), number)));
    }

    /**
     * Sets what {@code get(index)} would take to {@code values}, which broadcast; of equal indices one wins; returns
     * this.
     */
    default Tensor set(Tensor index, Tensor values) {
        return Picking.set((Tensor) this, index, values);
    }

    /** The indices of the elements that are not 0: I64, a row for each, a column for each dimension. */
    default Tensor nonzero() {
        return Selecting.nonzero((Tensor) this);
    }

    /** Surrounded by {@code value}: widths before and after for each dimension, in order. */
    default Tensor pad(Number value, int... widths) {
        return Joining.pad((Tensor) this, value, widths);
    }

    /** The whole so many times along each of the last dimensions. */
    default Tensor tile(int... repeats) {
        return Joining.tile((Tensor) this, repeats);
    }

    /** Each element along {@code axis} so many times. */
    default Tensor repeat(int times, int axis) {
        return Joining.repeat((Tensor) this, times, axis);
    }

    /** Shifted along {@code axis}; what leaves at one end comes in at the other. */
    default Tensor roll(int shift, int axis) {
        return Joining.roll((Tensor) this, shift, axis);
    }

    /** I64 indices as F32 rows of zeros with a one at the index. */
    default Tensor oneHot(int classes) {
        var self = (Tensor) this;
        Indexing.check("oneHot", self, classes, 0);
        var numbers = Device.on(self.device(), () -> Tensors.arange(classes));
        return self.expandDims(self.ndim()).equal(numbers).to(DType.F32);
    }
}
