package org.jolab.gpu;

import java.util.Arrays;

/** Puts tensors together, and more of one than there was. */
final class Joining {

    private Joining() {
    }

    static Tensor concat(int axis, Tensor... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("concat: of no tensors");
        }
        var first = parts[0];
        var at = Shape.axis("concat", axis, first.ndim());
        var shape = first.shape();
        var dtype = first.dtype();
        var total = 0L;
        for (var part : parts) {
            Elementwise.sameDevice("concat", first, part);
            var other = part.shape();
            dtype = dtype.promote(part.dtype());
            if (other.length == shape.length) {
                total += other[at];
                other[at] = shape[at];
            }
            if (!Arrays.equals(other, shape)) {
                throw new ShapeException("concat: %s and %s differ in more than dim %d".formatted(
                    Shape.text(first.dimensions()), Shape.text(part.dimensions()), at));
            }
        }
        shape[at] = Shape.dimension("concat", total);
        var target = Tensor.allocate(first.device(), dtype, shape);
        var start = 0;
        for (var part : parts) {
            var count = part.dimensions()[at];
            var place = new Expr.Leaf(target.storage(), dtype, target.layout().slice(at, start, 1, count));
            first.device().backend().run(part.to(dtype).expr(), place);
            start += count;
        }
        return Tensor.of(target);
    }

    static Tensor pad(Tensor x, Number value, int... widths) {
        if (widths.length != 2 * x.ndim()) {
            throw new ShapeException("pad: %s needs %d widths, before and after for each dimension, not %d"
                .formatted(Shape.text(x.dimensions()), 2 * x.ndim(), widths.length));
        }
        var shape = x.shape();
        for (var i = 0; i < shape.length; i++) {
            if (widths[2 * i] < 0 || widths[2 * i + 1] < 0) {
                throw new IllegalArgumentException("pad: a width is negative");
            }
            shape[i] = Shape.dimension("pad", (long) shape[i] + widths[2 * i] + widths[2 * i + 1]);
        }
        var target = Tensor.allocate(x.device(), x.dtype(), shape);
        x.device().backend().run(Elementwise.constant("pad", x.dtype(), value), target);
        var layout = target.layout();
        for (var i = 0; i < shape.length; i++) {
            layout = layout.slice(i, widths[2 * i], 1, x.dimensions()[i]);
        }
        x.device().backend().run(x.expr(), new Expr.Leaf(target.storage(), x.dtype(), layout));
        return Tensor.of(target);
    }

    static Tensor tile(Tensor x, int... repeats) {
        var rank = Math.max(x.ndim(), repeats.length);
        var layout = x.realize().layout();
        while (layout.rank() < rank) {
            layout = layout.insert(0);
        }
        var spread = new int[2 * rank];
        var shape = new int[rank];
        for (var i = 0; i < rank; i++) {
            var times = i < rank - repeats.length ? 1 : repeats[i - rank + repeats.length];
            spread[2 * i] = times;
            spread[2 * i + 1] = layout.shape()[i];
            shape[i] = Shape.dimension("tile", (long) times * layout.shape()[i]);
        }
        Shape.count(shape);
        for (var i = 0; i < rank; i++) {
            layout = layout.insert(2 * i);
        }
        return x.view(layout.broadcastTo(spread)).copy().reshape(shape);
    }

    static Tensor repeat(Tensor x, int times, int axis) {
        var at = Shape.axis("repeat", axis, x.ndim());
        var spread = x.realize().layout().insert(at + 1);
        var wide = spread.shape().clone();
        wide[at + 1] = times;
        var shape = x.shape();
        shape[at] = Shape.dimension("repeat", (long) shape[at] * times);
        return x.view(spread.broadcastTo(wide)).copy().reshape(shape);
    }

    static Tensor roll(Tensor x, int shift, int axis) {
        var at = Shape.axis("roll", axis, x.ndim());
        var size = x.dimensions()[at];
        if (size == 0) {
            return x.copy();
        }
        var by = Math.floorMod(shift, size);
        var layout = x.realize().layout();
        return concat(at, x.view(layout.slice(at, size - by, 1, by)), x.view(layout.slice(at, 0, 1, size - by)));
    }
}
