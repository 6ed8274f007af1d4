package org.jolab.gpu;

/** Finds different sub-tensors by sorting them like words: NaN counts as equal to itself, and is the greatest. */
final class Uniques {

    private Uniques() {
    }

    static Ordering.Unique all(Tensor x) {
        var found = rows(x.reshape(Shape.dimension("unique", x.size()), 1));
        return new Ordering.Unique(found.values().flatten(), found.counts(), found.inverse().reshape(x.dimensions()));
    }

    static Ordering.Unique along(Tensor x, int axis) {
        var at = Shape.axis("unique", axis, x.ndim());
        var first = x.moveaxis(at, 0);
        var shape = first.shape();
        var width = 1L;
        for (var i = 1; i < shape.length; i++) {
            width *= shape[i];
        }
        var found = rows(first.reshape(shape[0], Shape.dimension("unique", width)));
        shape[0] = found.values().size(0);
        return new Ordering.Unique(found.values().reshape(shape).moveaxis(0, at).contiguous(), found.counts(),
            found.inverse());
    }

    private static Ordering.Unique rows(Tensor x) {
        var count = x.size(0);
        if (count == 0) {
            var none = Tensors.full(x.device(), 0, DType.I64, 0);
            return new Ordering.Unique(x.copy(), none, none);
        }
        var order = order(x);
        var sorted = x.take(order, 0);
        var later = sorted.get(new Slice.Range(1, null, 1));
        var earlier = sorted.get(new Slice.Range(null, -1, 1));
        var differs = later.notEqual(earlier);
        var isNew = Tensors.concat(0, Tensors.full(x.device(), 1, DType.BOOL, 1), (x.dtype().isFloat()
            ? differs.logicalAnd(later.isnan().logicalAnd(earlier.isnan()).logicalNot()) : differs).any(1));
        var starts = isNew.nonzero().flatten();
        var ends = Tensors.concat(0, starts.get(new Slice.Range(1, null, 1)),
            Tensors.full(x.device(), count, DType.I64, 1));
        var inverse = Tensors.full(x.device(), 0, DType.I64, count).scatter(0, order, isNew.cumsum(0).sub(1));
        return new Ordering.Unique(sorted.take(starts, 0), ends.sub(starts), inverse);
    }

    /** That of the last column first, so that equal ones keep it when those before are sorted. */
    private static Tensor order(Tensor x) {
        if (x.size(1) == 0) {
            return Device.on(x.device(), () -> Tensors.arange(x.size(0)));
        }
        var order = column(x, x.size(1) - 1).argsort();
        for (var i = x.size(1) - 2; i >= 0; i--) {
            order = order.take(column(x, i).take(order, 0).argsort(), 0);
        }
        return order;
    }

    private static Tensor column(Tensor x, int index) {
        return x.view(x.realize().layout().select(1, index));
    }
}
