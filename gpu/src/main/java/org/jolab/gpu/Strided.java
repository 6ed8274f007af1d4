package org.jolab.gpu;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where a tensor's elements lie in its storage: the element at {@code i} is at {@code offset + Σ i[k] * strides[k]}.
 * Strides count elements, may be negative, and are 0 where a dimension is broadcast. Arrays are not to be changed.
 *
 * @param shape sizes of the dimensions
 * @param strides steps of the dimensions in elements
 * @param offset place of the first element
 */
public record Strided(int[] shape, long[] strides, long offset) {

    /** Row by row without gaps, from the storage's start. */
    public static Strided contiguous(int... shape) {
        var strides = new long[shape.length];
        var step = 1L;
        for (var i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= shape[i];
        }
        return new Strided(shape, strides, 0);
    }

    /** Number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** Number of elements. */
    public long count() {
        return Shape.count(shape);
    }

    /** Whether the elements lie row by row without gaps, wherever they start. */
    public boolean isContiguous() {
        if (count() == 0) {
            return true;
        }
        var step = 1L;
        for (var i = shape.length - 1; i >= 0; i--) {
            if (shape[i] != 1 && strides[i] != step) {
                return false;
            }
            step *= shape[i];
        }
        return true;
    }

    /** Fails unless all elements lie among {@code available} ones. */
    void checkWithin(long available) {
        var least = offset;
        var greatest = offset;
        for (var i = 0; i < shape.length; i++) {
            var reach = Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]);
            least = Math.addExact(least, Math.min(0, reach));
            greatest = Math.addExact(greatest, Math.max(0, reach));
        }
        if (count() > 0 && (least < 0 || greatest >= available)) {
            throw new ShapeException("%s reaches from element %d to %d of memory that has %d"
                .formatted(Shape.text(shape), least, greatest, available));
        }
    }

    /** Dimension {@code i} of the result is dimension {@code order[i]} of this. */
    public Strided permute(int... order) {
        var sizes = new int[order.length];
        var steps = new long[order.length];
        for (var i = 0; i < order.length; i++) {
            sizes[i] = shape[order[i]];
            steps[i] = strides[order[i]];
        }
        return new Strided(sizes, steps, offset);
    }

    /** Repeats dimensions of size 1, and adds ones in front, up to {@code wanted}, which must fit. */
    public Strided broadcastTo(int... wanted) {
        if (Arrays.equals(shape, wanted)) {
            return this;
        }
        var steps = new long[wanted.length];
        var added = wanted.length - shape.length;
        for (var i = added; i < wanted.length; i++) {
            steps[i] = shape[i - added] == wanted[i] ? strides[i - added] : 0;
        }
        return new Strided(wanted, steps, offset);
    }

    /** Takes {@code count} elements of a dimension, from {@code start} on by {@code step}. */
    public Strided slice(int axis, int start, int step, int count) {
        var sizes = shape.clone();
        var steps = strides.clone();
        sizes[axis] = count;
        steps[axis] = strides[axis] * step;
        return new Strided(sizes, steps, count == 0 ? offset : offset + start * strides[axis]);
    }

    /** Without a dimension, at its element {@code index}. */
    public Strided select(int axis, int index) {
        var kept = new int[rank() - 1];
        for (var i = 0; i < kept.length; i++) {
            kept[i] = i < axis ? i : i + 1;
        }
        var rest = permute(kept);
        return new Strided(rest.shape, rest.strides, offset + index * strides[axis]);
    }

    /** With a dimension of size 1 before dimension {@code axis}. */
    public Strided insert(int axis) {
        var sizes = new int[rank() + 1];
        var steps = new long[rank() + 1];
        for (var i = 0; i < sizes.length; i++) {
            sizes[i] = i == axis ? 1 : shape[i < axis ? i : i - 1];
            steps[i] = i == axis ? 0 : strides[i < axis ? i : i - 1];
        }
        return new Strided(sizes, steps, offset);
    }

    /** The same elements in another shape of the same size, if strides can say that. */
    public Optional<Strided> reshape(int... wanted) {
        if (isContiguous()) {
            var plain = contiguous(wanted);
            return Optional.of(new Strided(wanted, plain.strides, offset));
        }
        var merged = collapsed();
        var steps = new long[wanted.length];
        var at = merged.rank() - 1;
        var inside = 1L;
        for (var i = wanted.length - 1; i >= 0; i--) {
            if (wanted[i] == 1) {
                continue;
            }
            if (at < 0 || merged.shape[at] % (inside * wanted[i]) != 0) {
                return Optional.empty();
            }
            steps[i] = merged.strides[at] * inside;
            inside *= wanted[i];
            if (inside == merged.shape[at]) {
                at--;
                inside = 1;
            }
        }
        return Optional.of(new Strided(wanted, steps, offset));
    }

    /** The fewest dimensions that visit the same elements in the same order; sizes that exceed an int stay apart. */
    public Strided collapsed() {
        var sizes = new int[rank()];
        var steps = new long[rank()];
        var last = rank();
        for (var i = rank() - 1; i >= 0; i--) {
            if (shape[i] == 1) {
                continue;
            }
            if (last < rank() && strides[i] == steps[last] * sizes[last]
                && (long) shape[i] * sizes[last] <= Integer.MAX_VALUE) {
                sizes[last] *= shape[i];
            } else {
                last--;
                sizes[last] = shape[i];
                steps[last] = strides[i];
            }
        }
        return new Strided(Arrays.copyOfRange(sizes, last, rank()), Arrays.copyOfRange(steps, last, rank()), offset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Strided(int[] sizes, long[] steps, long start) && start == offset
            && Arrays.equals(sizes, shape) && Arrays.equals(steps, strides);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(strides) + Long.hashCode(offset);
    }
}
