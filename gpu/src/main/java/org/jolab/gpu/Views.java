package org.jolab.gpu;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Other ways to look at the same elements. What is written to a view is written to the tensor.
 *
 * <p>{@code reshape} and {@code flatten} copy where strides cannot say what is asked for.
 */
public sealed interface Views permits Tensor {

    /** The sub-tensor at {@code index} in the first dimensions; negative numbers count from the end. */
    default Tensor get(int... index) {
        return get(Arrays.stream(index).mapToObj(Slice.At::new).toArray(Slice[]::new));
    }

    /**
     * Part of the tensor, dimension by dimension; dimensions that are not mentioned are kept whole.
     *
     * <p>Without {@link Tensors#at(Tensor)} it is a view, with it a copy.
     *
     * @throws IndexOutOfBoundsException if an element is asked for that is not there
     */
    default Tensor get(Slice... index) {
        return Indexing.get((Tensor) this, index);
    }

    /** Part of the tensor as Python writes it: {@code x.get("0, ::2, ..., -1")}. */
    default Tensor get(String index) {
        return get(Slice.parse(index));
    }

    /** In another shape of the same size; one dimension may be -1, which is then computed. */
    default Tensor reshape(int... shape) {
        var self = (Tensor) this;
        var wanted = Shape.resolve(self.dimensions(), shape);
        var layout = self.realize().layout();
        return layout.reshape(wanted).map(self::view)
            .orElseGet(() -> self.contiguous().view(Strided.contiguous(wanted)));
    }

    /** In one dimension. */
    default Tensor flatten() {
        return reshape(-1);
    }

    /** With the dimensions in another order: dimension i is what was dimension {@code order[i]}. */
    default Tensor permute(int... order) {
        var self = (Tensor) this;
        var axes = order.clone();
        for (var i = 0; i < axes.length; i++) {
            axes[i] = Shape.axis("permute", axes[i], self.ndim());
        }
        if (axes.length != self.ndim() || Arrays.stream(axes).distinct().count() != axes.length) {
            throw new ShapeException("permute: %s does not name each of the %d dimensions once"
                .formatted(Shape.text(order), self.ndim()));
        }
        return self.view(self.realize().layout().permute(axes));
    }

    /** With the dimensions in reverse order. */
    default Tensor transpose() {
        var rank = ((Tensor) this).ndim();
        return permute(IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
    }

    /** Short for {@link #transpose()}. */
    default Tensor t() {
        return transpose();
    }

    /** With two dimensions exchanged. */
    default Tensor swapaxes(int first, int second) {
        var self = (Tensor) this;
        var order = IntStream.range(0, self.ndim()).toArray();
        var a = Shape.axis("swapaxes", first, self.ndim());
        var b = Shape.axis("swapaxes", second, self.ndim());
        order[a] = b;
        order[b] = a;
        return permute(order);
    }

    /** Matrices transposed: the last two dimensions exchanged. */
    default Tensor matrixTranspose() {
        return swapaxes(-2, -1);
    }

    /** With dimension {@code from} moved to {@code to}. */
    default Tensor moveaxis(int from, int to) {
        var self = (Tensor) this;
        var source = Shape.axis("moveaxis", from, self.ndim());
        var place = Shape.axis("moveaxis", to, self.ndim());
        var layout = self.realize().layout();
        var rest = IntStream.range(0, self.ndim()).filter(i -> i != source).toArray();
        var order = new int[rest.length + 1];
        for (var i = 0; i < order.length; i++) {
            order[i] = i == place ? source : rest[i < place ? i : i - 1];
        }
        return self.view(layout.permute(order));
    }

    /** With a dimension of size 1 at {@code axis}. */
    default Tensor expandDims(int axis) {
        var self = (Tensor) this;
        return self.view(self.realize().layout().insert(Shape.axis("expandDims", axis, self.ndim() + 1)));
    }

    /** Short for {@link #expandDims}. */
    default Tensor unsqueeze(int axis) {
        return expandDims(axis);
    }

    /** Without the dimensions {@code axes}, which have size 1; without all such if none is named. */
    default Tensor squeeze(int... axes) {
        var self = (Tensor) this;
        var named = Shape.axes("squeeze", axes, self.ndim());
        var layout = self.realize().layout();
        for (var i = self.ndim() - 1; i >= 0; i--) {
            if (named[i] && self.dimensions()[i] == 1) {
                layout = layout.select(i, 0);
            } else if (named[i] && axes.length > 0) {
                throw new ShapeException("squeeze: dim %d of %s is not 1".formatted(i, Shape.text(self.dimensions())));
            }
        }
        return self.view(layout);
    }

    /** Repeated along dimensions of size 1 and along new ones in front; do not write to it. */
    default Tensor broadcastTo(int... shape) {
        var self = (Tensor) this;
        if (!Arrays.equals(Shape.broadcast("broadcastTo", self.dimensions(), shape), shape)) {
            throw new ShapeException("broadcastTo: %s does not broadcast to %s"
                .formatted(Shape.text(self.dimensions()), Shape.text(shape)));
        }
        return self.view(self.realize().layout().broadcastTo(shape.clone()));
    }

    /** With the elements of dimensions {@code axes} in reverse order; of all if none is named. */
    default Tensor flip(int... axes) {
        var self = (Tensor) this;
        var named = Shape.axes("flip", axes, self.ndim());
        var layout = self.realize().layout();
        for (var i = 0; i < named.length; i++) {
            var size = self.dimensions()[i];
            layout = named[i] ? layout.slice(i, size - 1, -1, size) : layout;
        }
        return self.view(layout);
    }

    /** The diagonal of the last two dimensions, {@code offset} above the main one. */
    default Tensor diagonal(int offset) {
        return Indexing.diagonal((Tensor) this, offset);
    }

    /** The main diagonal of the last two dimensions. */
    default Tensor diagonal() {
        return diagonal(0);
    }

    /** Cut along {@code axis} into {@code parts} of sizes as equal as possible. */
    default Tensor[] split(int parts, int axis) {
        return Indexing.split((Tensor) this, parts, axis);
    }

    /** Cut along {@code axis} into pieces of {@code sizes}, PyTorch's {@code split(x, [2, 3])}; views. */
    default Tensor[] splitSizes(int axis, int... sizes) {
        return Indexing.splitSizes((Tensor) this, axis, sizes);
    }

    /**
     * Cut along {@code axis} before each of {@code places}, NumPy's {@code split(x, [2, 5])}; views. Places count as in
     * Python's slices: negative ones from the end, and what lies beyond the end leaves an empty piece.
     */
    default Tensor[] splitAt(int axis, int... places) {
        return Indexing.splitAt((Tensor) this, axis, places);
    }

    /** A copy of its own, without gaps. */
    default Tensor copy() {
        var self = (Tensor) this;
        return Tensor.run(self.device(), self.realize(), self.dimensions());
    }

    /** Itself if its elements lie row by row without gaps, else a copy in which they do. */
    default Tensor contiguous() {
        var self = (Tensor) this;
        return self.realize().layout().isContiguous() ? self : copy();
    }

    /** Turned {@code times} quarter turns in the plane of two axes, from the first towards the second. */
    default Tensor rot90(int times, int first, int second) {
        var x = (Tensor) this;
        var a = Shape.axis("rot90", first, x.ndim());
        var b = Shape.axis("rot90", second, x.ndim());
        if (a == b) {
            throw new ShapeException("rot90: axis " + a + " is named twice");
        }
        return switch (Math.floorMod(times, 4)) {
            case 1 -> flip(b).swapaxes(a, b);
            case 2 -> flip(a, b);
            case 3 -> swapaxes(a, b).flip(b);
            default -> x;
        };
    }
}
