package org.jolab.gpu;

import java.util.Arrays;

/** Works out views: which elements an index means. */
final class Indexing {

    private Indexing() {
    }

    static Tensor get(Tensor x, Slice... index) {
        if (Arrays.stream(index).anyMatch(Slice.Among.class::isInstance)) {
            return Picking.get(x, index);
        }
        var named = (int) Arrays.stream(index).filter(s -> s instanceof Slice.At || s instanceof Slice.Range).count();
        if (named > x.ndim()) {
            throw new ShapeException("get: %d indices for %s, which has %d dimensions"
                .formatted(named, Shape.text(x.dimensions()), x.ndim()));
        }
        if (Arrays.stream(index).filter(s -> s instanceof Slice.Ellipsis).count() > 1) {
            throw new IllegalArgumentException("get: an index can have one ellipsis");
        }
        var layout = x.realize().layout();
        var axis = 0;
        var gone = 0;
        for (var slice : index) {
            switch (slice) {
                case Slice.At at -> {
                    layout = layout.select(axis, place("get", at.index(), layout.shape()[axis], axis + gone));
                    gone++;
                }
                case Slice.Range range -> {
                    var size = layout.shape()[axis];
                    layout = layout.slice(axis, range.first(size), range.step(), range.count(size));
                    axis++;
                }
                case Slice.NewAxis _ -> {
                    layout = layout.insert(axis);
                    axis++;
                    gone--;
                }
                case Slice.Ellipsis _ -> axis += x.ndim() - named;
                case Slice.Among _ -> throw new AssertionError("picked before");
            }
        }
        return x.view(layout);
    }

    /** {@code index} counted from the front. */
    static int place(String operation, long index, int size, int axis) {
        if (index < -(long) size || index >= size) {
            throw new IndexOutOfBoundsException("%s: index %d is outside of dim %d, which has size %d"
                .formatted(operation, index, axis, size));
        }
        return (int) (index < 0 ? index + size : index);
    }

    static Tensor diagonal(Tensor x, int offset) {
        if (x.ndim() < 2) {
            throw new ShapeException("diagonal: %s has fewer than 2 dimensions".formatted(Shape.text(x.dimensions())));
        }
        var layout = x.realize().layout();
        var last = x.ndim() - 1;
        var rows = layout.shape()[last - 1];
        var columns = layout.shape()[last];
        var count = Math.max(0, offset >= 0 ? Math.min(rows, columns - offset) : Math.min(rows + offset, columns));
        var shape = Arrays.copyOf(layout.shape(), last);
        var strides = Arrays.copyOf(layout.strides(), last);
        shape[last - 1] = count;
        strides[last - 1] = layout.strides()[last - 1] + layout.strides()[last];
        var start = count == 0 ? 0 : offset >= 0 ? offset * layout.strides()[last]
            : -offset * layout.strides()[last - 1];
        return x.view(new Strided(shape, strides, layout.offset() + start));
    }

    static Tensor[] split(Tensor x, int parts, int axis) {
        var at = Shape.axis("split", axis, x.ndim());
        if (parts < 1) {
            throw new IllegalArgumentException("split: into %d parts".formatted(parts));
        }
        var size = x.dimensions()[at];
        var layout = x.realize().layout();
        var result = new Tensor[parts];
        var start = 0;
        for (var i = 0; i < parts; i++) {
            var count = size / parts + (i < size % parts ? 1 : 0);
            result[i] = x.view(layout.slice(at, start, 1, count));
            start += count;
        }
        return result;
    }

    /** Pieces of {@code sizes}, which together are the whole axis. */
    static Tensor[] splitSizes(Tensor x, int axis, int... sizes) {
        var at = Shape.axis("splitSizes", axis, x.ndim());
        var total = Arrays.stream(sizes).asLongStream().sum();
        if (total != x.dimensions()[at] || Arrays.stream(sizes).anyMatch(size -> size < 0)) {
            throw new ShapeException("splitSizes: sizes %s are not those of parts of dim %d of %s".formatted(
                Shape.text(sizes), at, Shape.text(x.dimensions())));
        }
        var layout = x.realize().layout();
        var result = new Tensor[sizes.length];
        var start = 0;
        for (var i = 0; i < sizes.length; i++) {
            result[i] = x.view(layout.slice(at, start, 1, sizes[i]));
            start += sizes[i];
        }
        return result;
    }

    /** Pieces that end where Python's slices with these ends would. */
    static Tensor[] splitAt(Tensor x, int axis, int... places) {
        var at = Shape.axis("splitAt", axis, x.ndim());
        var layout = x.realize().layout();
        var size = x.dimensions()[at];
        var result = new Tensor[places.length + 1];
        for (var i = 0; i < result.length; i++) {
            var range = new Slice.Range(i == 0 ? 0 : places[i - 1], i < places.length ? places[i] : null, 1);
            result[i] = x.view(layout.slice(at, range.first(size), 1, range.count(size)));
        }
        return result;
    }

    /** Refuses I64 indices that are outside of a dimension of {@code size}. */
    static void check(String operation, Tensor index, int size, int axis) {
        if (!index.dtype().isInteger()) {
            throw new DTypeException("%s: indices are integers, not %s".formatted(operation, index.dtype()));
        }
        if (index.size() > 0) {
            place(operation, index.min().itemLong(), size, axis);
            place(operation, index.max().itemLong(), size, axis);
        }
    }
}
