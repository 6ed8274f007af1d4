package org.jolab.gpu.cpu;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.jolab.gpu.Expr;

/** Sorts rows. NaN comes last, -0 before 0. */
public final class Sorter {

    private Sorter() {
    }

    /** Sorts the rows of {@code target}, which has no gaps. */
    public static void sort(Expr.Leaf target) {
        var length = last(target);
        rows(target, (from, to) -> {
            var values = Lane.of(target.dtype()).array(length);
            for (var row = from; row < to; row++) {
                var place = new Elements.Row(target.layout().offset() + row * length, 1, 0, length);
                Elements.load(target.dtype(), target.storage().memory(), place, values);
                switch (values) {
                    case float[] floats -> Arrays.sort(floats);
                    case double[] doubles -> Arrays.sort(doubles);
                    case long[] longs -> Arrays.sort(longs);
                    default -> Arrays.sort((int[]) values);
                }
                Elements.store(target.dtype(), target.storage().memory(), place, values);
            }
        });
        Reference.reachabilityFence(target);
    }

    /** Writes the order of the rows of {@code source} to {@code target}; neither has gaps. */
    public static void argsort(Expr.Leaf source, Expr.Leaf target) {
        var length = last(source);
        rows(source, (from, to) -> {
            var values = Lane.of(source.dtype()).array(length);
            for (var row = from; row < to; row++) {
                Elements.load(source.dtype(), source.storage().memory(),
                    new Elements.Row(source.layout().offset() + row * length, 1, 0, length), values);
                Elements.store(target.dtype(), target.storage().memory(),
                    new Elements.Row(target.layout().offset() + row * length, 1, 0, length), order(values, length));
            }
        });
        Reference.reachabilityFence(source);
        Reference.reachabilityFence(target);
    }

    private static int last(Expr.Leaf leaf) {
        var shape = leaf.layout().shape();
        return shape[shape.length - 1];
    }

    private static void rows(Expr.Leaf leaf, Parallel.Span span) {
        var length = last(leaf);
        if (length > 0) {
            Parallel.run(leaf.layout().count() / length, Math.max(1, (1 << 15) / length), span);
        }
    }

    /**
     * 32-bit values are sorted together with their indices, packed into longs; others by merging indices. Adding 0
     * makes -0 equal to 0, for a stable order.
     */
    private static long[] order(Object values, int length) {
        return switch (values) {
            case float[] floats -> packed(length, i -> sortable(Float.floatToIntBits(floats[i] + 0f)));
            case int[] ints -> packed(length, i -> ints[i]);
            case double[] doubles -> merged(length, i -> sortable(Double.doubleToLongBits(doubles[i] + 0.0)));
            default -> merged(length, i -> ((long[]) values)[i]);
        };
    }

    /** Integers in the order of the floats whose bits they come from; the one NaN is positive and hence last. */
    private static int sortable(int bits) {
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }

    private static long sortable(long bits) {
        return bits ^ bits >> 63 & Long.MAX_VALUE;
    }

    /** A value to sort by. */
    @FunctionalInterface
    private interface Key {
        long of(int index);
    }

    private static long[] packed(int length, Key key) {
        var keys = new long[length];
        for (var i = 0; i < length; i++) {
            keys[i] = key.of(i) << 32 | i;
        }
        Arrays.sort(keys);
        for (var i = 0; i < length; i++) {
            keys[i] &= 0xffffffffL;
        }
        return keys;
    }

    private static long[] merged(int length, Key key) {
        var keys = new long[length];
        var order = new int[length];
        for (var i = 0; i < length; i++) {
            keys[i] = key.of(i);
            order[i] = i;
        }
        var from = order;
        var to = new int[length];
        for (var width = 1; width < length && width > 0; width *= 2) {
            for (var start = 0L; start < length; start += 2L * width) {
                merge(keys, from, to, new int[] {(int) start, (int) Math.min(length, start + width),
                    (int) Math.min(length, start + 2L * width)});
            }
            var swap = from;
            from = to;
            to = swap;
        }
        return Arrays.stream(from).asLongStream().toArray();
    }

    /** Merges two neighbouring sorted runs, whose borders are given. */
    private static void merge(long[] keys, int[] from, int[] to, int[] borders) {
        var left = borders[0];
        var right = borders[1];
        for (var i = borders[0]; i < borders[2]; i++) {
            var takesLeft = left < borders[1] && (right >= borders[2] || keys[from[left]] <= keys[from[right]]);
            to[i] = takesLeft ? from[left++] : from[right++];
        }
    }
}
