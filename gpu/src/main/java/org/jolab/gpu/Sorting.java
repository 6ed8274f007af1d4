package org.jolab.gpu;

/** Brings orders and running results into the form that backends know: along the last dimension. */
final class Sorting {

    private Sorting() {
    }

    static Tensor sort(Tensor x, int axis, boolean descending) {
        if (x.ndim() == 0) {
            return x.copy();
        }
        var at = Shape.axis("sort", axis, x.ndim());
        var rows = x.moveaxis(at, -1).copy();
        x.device().backend().sort(rows.realize());
        return (descending ? rows.flip(-1) : rows).moveaxis(-1, at).contiguous();
    }

    static Tensor argsort(Tensor x, int axis, boolean descending) {
        var at = Shape.axis("argsort", axis, x.ndim());
        var rows = x.moveaxis(at, -1);
        // Reversed twice, so that equal elements keep their order.
        var source = descending ? rows.flip(-1).contiguous() : rows.contiguous();
        var target = Tensor.allocate(x.device(), DType.I64, source.dimensions());
        x.device().backend().argsort(source.realize(), target);
        var order = Tensor.of(target);
        var result = descending ? order.flip(-1).neg().add(x.dimensions()[at] - 1) : order;
        return result.moveaxis(-1, at).contiguous();
    }

    static Ordering.TopK topk(Tensor x, int k, int axis, boolean largest) {
        var at = Shape.axis("topk", axis, x.ndim());
        if (k < 0 || k > x.dimensions()[at]) {
            throw new IllegalArgumentException("topk: there are not %d in dim %d of %s".formatted(k, at,
                Shape.text(x.dimensions())));
        }
        var order = argsort(x, at, largest);
        var best = order.view(order.realize().layout().slice(at, 0, 1, k)).contiguous();
        return new Ordering.TopK(x.gather(at, best), best);
    }

    static Tensor unique(Tensor x) {
        var sorted = x.flatten().sort();
        if (sorted.size() < 2) {
            return sorted;
        }
        var first = Tensors.full(x.device(), 1, DType.BOOL, 1);
        var later = sorted.get(new Slice.Range(1, null, 1));
        var earlier = sorted.get(new Slice.Range(null, -1, 1));
        var differs = later.notEqual(earlier);
        // NaN differs from itself; once is enough.
        var isNew = x.dtype().isFloat() ? differs.logicalAnd(earlier.isnan().logicalNot()) : differs;
        return sorted.get(Tensors.concat(0, first, isNew));
    }

    static Tensor scan(BinaryOp op, Tensor x, int axis) {
        var at = Shape.axis(op.toString(), axis, x.ndim());
        var sums = op == BinaryOp.ADD || op == BinaryOp.MULTIPLY;
        var rows = x.to(sums && !x.dtype().isFloat() ? DType.I64 : x.dtype()).moveaxis(at, -1);
        var target = Tensor.allocate(x.device(), rows.dtype(), rows.dimensions());
        x.device().backend().scan(op, rows.realize(), target);
        return Tensor.of(target).moveaxis(-1, at).contiguous();
    }

    static Tensor diff(Tensor x, int axis) {
        var at = Shape.axis("diff", axis, x.ndim());
        var size = x.dimensions()[at];
        if (size == 0) {
            return x.copy();
        }
        var layout = x.realize().layout();
        return x.view(layout.slice(at, 1, 1, size - 1)).sub(x.view(layout.slice(at, 0, 1, size - 1)));
    }
}
