package org.jolab.gpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.util.Arrays;

/** Works out selections. */
final class Selecting {

    private Selecting() {
    }

    static Tensor take(Tensor x, Tensor index, int axis) {
        var at = Shape.axis("take", axis, x.ndim());
        Indexing.check("take", index, x.dimensions()[at], at);
        var shape = x.shape();
        shape[at] = Shape.dimension("get", index.size());
        var flat = index.to(DType.I64).flatten();
        for (var i = at + 1; i < shape.length; i++) {
            flat = flat.expandDims(flat.ndim());
        }
        var taken = Tensor.run(x.device(), new Expr.Take(x.realize(), at, flat.realize()), shape);
        var result = new int[x.ndim() - 1 + index.ndim()];
        System.arraycopy(shape, 0, result, 0, at);
        System.arraycopy(index.dimensions(), 0, result, at, index.ndim());
        System.arraycopy(shape, at + 1, result, at + index.ndim(), shape.length - at - 1);
        return taken.reshape(result);
    }

    static Tensor gather(Tensor x, int axis, Tensor index) {
        var at = Shape.axis("gather", axis, x.ndim());
        var source = x.realize();
        checkIndex("gather", x, at, index);
        return Tensor.run(x.device(),
            new Expr.Take(new Expr.Leaf(source.storage(), x.dtype(), limited(source.layout(), at, index)), at,
                index.to(DType.I64).realize()), index.shape());
    }

    /** The part of a layout that an index of fewer elements in the other dimensions sees. */
    private static Strided limited(Strided layout, int axis, Tensor index) {
        var result = layout;
        for (var i = 0; i < layout.rank(); i++) {
            result = i == axis ? result : result.slice(i, 0, 1, index.dimensions()[i]);
        }
        return result;
    }

    private static void checkIndex(String operation, Tensor x, int axis, Tensor index) {
        var fits = x.ndim() == index.ndim();
        for (var i = 0; fits && i < x.ndim(); i++) {
            fits = i == axis || index.dimensions()[i] <= x.dimensions()[i];
        }
        if (!fits) {
            throw new ShapeException("%s: an index of %s does not fit %s along dim %d".formatted(operation,
                Shape.text(index.dimensions()), Shape.text(x.dimensions()), axis));
        }
        Indexing.check(operation, index, x.dimensions()[axis], axis);
    }

    static Tensor scatter(Tensor x, int axis, Tensor index, Tensor values, boolean adds) {
        var operation = adds ? "scatterAdd" : "scatter";
        var at = Shape.axis(operation, axis, x.ndim());
        checkIndex(operation, x, at, index);
        if (values.dtype().promote(x.dtype()) != x.dtype()) {
            throw new DTypeException("%s: %s does not go into %s".formatted(operation, values.dtype(), x.dtype()));
        }
        var result = x.copy();
        var leaf = result.realize();
        var spread = values.to(x.dtype()).broadcastTo(index.dimensions()).realize();
        x.device().backend().scatter(new Backend.Scatter(at, index.to(DType.I64).realize(), spread, adds), leaf);
        return result;
    }

    static void checkMask(String operation, Tensor x, Tensor mask) {
        if (mask.dtype() != DType.BOOL) {
            throw new DTypeException("%s: a mask is BOOL and indices are integers, not %s; x.ne(0) and to(DType.I64) "
                .formatted(operation, mask.dtype()) + "make such");
        }
        if (mask.ndim() > x.ndim()
            || !Arrays.equals(mask.dimensions(), Arrays.copyOf(x.dimensions(), mask.ndim()))) {
            throw new ShapeException("%s: a mask of %s does not fit %s".formatted(operation,
                Shape.text(mask.dimensions()), Shape.text(x.dimensions())));
        }
    }

    static Tensor masked(Tensor x, Tensor mask) {
        checkMask("get", x, mask);
        var shape = new int[x.ndim() - mask.ndim() + 1];
        System.arraycopy(x.dimensions(), mask.ndim(), shape, 1, shape.length - 1);
        shape[0] = Shape.dimension("get", mask.size());
        var rows = x.reshape(shape);
        return take(rows, places(mask), 0);
    }

    /** The places of a flattened mask that are true. */
    static Tensor places(Tensor mask) {
        var count = mask.countNonzero().itemLong();
        if (!mask.device().backend().isHost()) {
            return places(mask.flatten(), Shape.dimension("get", count));
        }
        var target = Tensor.allocate(Device.CPU, DType.I64, Shape.dimension("get", count));
        Host.read(mask, DType.BOOL, (memory, first) -> {
            var at = 0L;
            for (var i = 0L; at < count; i++) {
                if (memory.get(JAVA_BYTE, first + i) != 0) {
                    target.storage().memory().setAtIndex(JAVA_LONG, at++, i);
                }
            }
            return null;
        });
        return Tensor.of(target).to(mask.device());
    }

    /** The places of a mask that are true, found where it is: each goes to the slot that it has among them. */
    private static Tensor places(Tensor mask, int count) {
        var device = mask.device();
        var slots = Tensors.where(mask, mask.cumsum(0).sub(1), count);
        var numbers = Device.on(device, () -> Tensors.arange(mask.size()));
        // The last slot is for the others.
        var target = Tensor.allocate(device, DType.I64, count + 1);
        device.backend().scatter(new Backend.Scatter(0, slots.realize(), numbers.realize(), false), target);
        var all = Tensor.of(target);
        return all.view(target.layout().slice(0, 0, 1, count));
    }

    static Tensor nonzero(Tensor x) {
        var flat = places(x.to(DType.BOOL));
        var columns = new Tensor[x.ndim()];
        var rest = flat;
        for (var i = x.ndim() - 1; i >= 0; i--) {
            columns[i] = rest.remainder(Math.max(1, x.dimensions()[i]));
            rest = rest.floorDivide(Math.max(1, x.dimensions()[i]));
        }
        return x.ndim() == 0 ? Tensors.full(x.device(), 0, DType.I64, flat.dimensions()[0], 0)
            : Tensors.stack(1, columns);
    }
}
