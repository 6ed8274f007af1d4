package org.jolab.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Works out indices that contain tensors: sub-tensors at places, and where they are written. */
final class Picking {

    private Picking() {
    }

    /** Neighbouring tensors of indices put their common dimensions in their place; parted ones put them in front. */
    static Tensor get(Tensor x, Slice... index) {
        var tensors = new ArrayList<Tensor>();
        var axes = new ArrayList<Integer>();
        var plain = withoutMasks(index);
        var named = Arrays.stream(plain).filter(each -> !(each instanceof Slice.NewAxis
            || each instanceof Slice.Ellipsis)).count();
        var slices = plain.clone();
        var axis = 0;
        for (var i = 0; i < plain.length; i++) {
            switch (plain[i]) {
                case Slice.Among among -> {
                    slices[i] = Tensors.all();
                    tensors.add(among.index());
                    axes.add(axis++);
                }
                case Slice.Ellipsis _ -> axis += Math.max(0, x.ndim() - (int) named);
                case Slice.At _ -> { }
                case Slice.Range _, Slice.NewAxis _ -> axis++;
            }
        }
        return picked(Indexing.get(x, slices), tensors, axes);
    }

    /** A mask stands for the indices at which it is true, one for each of its dimensions. */
    private static Slice[] withoutMasks(Slice... index) {
        var result = new ArrayList<Slice>();
        for (var slice : index) {
            if (slice instanceof Slice.Among(Tensor mask) && mask.dtype() == DType.BOOL) {
                var places = mask.nonzero();
                for (var i = 0; i < mask.ndim(); i++) {
                    result.add(new Slice.Among(places.get(Tensors.all(), Tensors.at(i))));
                }
            } else {
                result.add(slice);
            }
        }
        return result.toArray(Slice[]::new);
    }

    private static Tensor picked(Tensor x, List<Tensor> tensors, List<Integer> axes) {
        var first = axes.getFirst();
        var isRow = axes.getLast() - first == axes.size() - 1;
        var source = x;
        if (!isRow) {
            for (var i = 0; i < axes.size(); i++) {
                source = source.moveaxis(axes.get(i), i);
            }
            first = 0;
        }
        var shape = source.dimensions();
        Tensor flat = null;
        var size = 1L;
        for (var i = 0; i < tensors.size(); i++) {
            var count = shape[first + i];
            var place = places(tensors.get(i), count, axes.get(i));
            flat = flat == null ? place : flat.mul(count).add(place);
            size *= count;
        }
        var joined = new int[shape.length - tensors.size() + 1];
        System.arraycopy(shape, 0, joined, 0, first);
        joined[first] = Shape.dimension("get", size);
        System.arraycopy(shape, first + tensors.size(), joined, first + 1, joined.length - first - 1);
        return Selecting.take(source.reshape(joined), flat, first);
    }

    /** I64 indices from the front. */
    private static Tensor places(Tensor index, int size, int axis) {
        Indexing.check("get", index, size, axis);
        var places = index.to(DType.I64);
        return Tensors.where(places.less(0), places.add(size), places);
    }

    static Tensor get(Tensor x, Tensor index) {
        if (index.dtype().isInteger()) {
            return get(x, new Slice.Among(index));
        }
        return Selecting.masked(x, index);
    }

    /** A mask of the first dimensions, so that it broadcasts with all of {@code x}. */
    static Tensor widened(Tensor x, Tensor mask) {
        if (mask.ndim() == x.ndim()) {
            return mask;
        }
        Selecting.checkMask("set", x, mask);
        var shape = Arrays.copyOf(mask.dimensions(), x.ndim());
        Arrays.fill(shape, mask.ndim(), shape.length, 1);
        return mask.reshape(shape);
    }

    /** Writes {@code values} where {@link #get} would read. */
    static Tensor set(Tensor x, Tensor index, Tensor values) {
        Tensor places;
        int[] shape;
        if (index.dtype().isInteger()) {
            if (x.ndim() == 0) {
                throw new ShapeException("set: a tensor without dimensions has no indices");
            }
            Indexing.check("set", index, x.size(0), 0);
            places = index.to(DType.I64);
            shape = x.shape();
        } else {
            Selecting.checkMask("set", x, index);
            places = Selecting.places(index);
            shape = new int[x.ndim() - index.ndim() + 1];
            System.arraycopy(x.dimensions(), index.ndim(), shape, 1, shape.length - 1);
            shape[0] = Shape.dimension("get", index.size());
        }
        if (values.dtype() != x.dtype() && values.dtype().promote(x.dtype()) != x.dtype()) {
            throw new DTypeException("set: %s does not go into %s; to(DType.%s) says that it may lose something"
                .formatted(values.dtype(), x.dtype(), x.dtype()));
        }
        Elementwise.sameDevice("set", x, values);
        var target = new int[places.ndim() + shape.length - 1];
        System.arraycopy(places.dimensions(), 0, target, 0, places.ndim());
        System.arraycopy(shape, 1, target, places.ndim(), shape.length - 1);
        if (!Arrays.equals(Shape.broadcast("set", target, values.dimensions()), target)) {
            throw new ShapeException("set: %s does not go into the %s that the index means".formatted(
                Shape.text(values.dimensions()), Shape.text(target)));
        }
        var rows = Shape.dimension("get", places.size());
        var spread = shape.clone();
        spread[0] = rows;
        var column = new int[shape.length];
        Arrays.fill(column, 1);
        column[0] = rows;
        var written = x.reshape(shape).scatter(0, places.reshape(column).broadcastTo(spread),
            values.broadcastTo(target).reshape(spread));
        return x.assign("set", written.reshape(x.dimensions()));
    }
}
