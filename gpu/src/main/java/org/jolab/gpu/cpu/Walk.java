package org.jolab.gpu.cpu;

import org.jolab.gpu.Strided;

/** Visits the elements of a layout in order, row by row of its innermost dimension; owned by one thread. */
final class Walk {

    private final int[] shape;
    private final long[] strides;
    private final long offset;

    Walk(Strided layout) {
        var merged = layout.collapsed();
        shape = merged.shape();
        strides = merged.strides();
        offset = merged.offset();
    }

    /** Takes what lies evenly in the memory. */
    @FunctionalInterface
    interface Visitor {
        /** Called with rows that together are the elements asked for. */
        void row(Elements.Row row);
    }

    /** Whether all elements are one row. */
    boolean isOneRow() {
        return shape.length <= 1;
    }

    /** Hands the elements from {@code start} to before {@code start + count} to {@code visitor}. */
    void rows(long start, int count, Visitor visitor) {
        if (count == 0) {
            return;
        }
        if (shape.length <= 1) {
            var stride = shape.length == 0 ? 0 : strides[0];
            visitor.row(new Elements.Row(offset + start * stride, stride, 0, count));
            return;
        }
        var last = shape.length - 1;
        var index = new int[shape.length];
        var from = offset;
        var rest = start;
        for (var i = last; i >= 0; i--) {
            index[i] = (int) (rest % shape[i]);
            rest /= shape[i];
            from += index[i] * strides[i];
        }
        for (var at = 0; at < count; ) {
            var length = Math.min(count - at, shape[last] - index[last]);
            visitor.row(new Elements.Row(from, strides[last], at, length));
            at += length;
            index[last] += length;
            from += length * strides[last];
            for (var i = last; i > 0 && index[i] == shape[i]; i--) {
                index[i] = 0;
                from += strides[i - 1] - shape[i] * strides[i];
                index[i - 1]++;
            }
        }
    }
}
