package org.jolab.gpu;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What shapes are allowed to be and how they combine. Dimensions are below 2^31, sizes below 2^59. */
public final class Shape {

    private static final int[] SCALAR = {};
    private static final long MOST = 1L << 59;

    private Shape() {
    }

    /** The shape without dimensions, which has one element. */
    public static int[] scalar() {
        return SCALAR;
    }

    /**
     * Number of elements.
     *
     * @throws ShapeException if a dimension is negative or the number exceeds 2^59, so that bytes can always be counted
     */
    public static long count(int... shape) {
        var count = 1L;
        var empty = false;
        for (var size : shape) {
            if (size < 0) {
                throw new ShapeException(text(shape) + " has a negative dimension");
            }
            empty |= size == 0;
            if (size > 0 && count > MOST / size) {
                throw new ShapeException(text(shape) + " has more elements than can be counted");
            }
            count *= Math.max(1, size);
        }
        return empty ? 0 : count;
    }

    /** The common shape of {@code a} and {@code b} by NumPy's rule; {@code operation} is for the message. */
    public static int[] broadcast(String operation, int[] a, int[] b) {
        if (Arrays.equals(a, b)) {
            return a;
        }
        var result = new int[Math.max(a.length, b.length)];
        for (var i = 0; i < result.length; i++) {
            var x = i < result.length - a.length ? 1 : a[i - result.length + a.length];
            var y = i < result.length - b.length ? 1 : b[i - result.length + b.length];
            if (x != y && x != 1 && y != 1) {
                throw new ShapeException("%s: %s and %s do not broadcast (dim %d: %d vs %d)"
                    .formatted(operation, text(a), text(b), mismatch(a, b), mismatched(a, b)[0], mismatched(a, b)[1]));
            }
            result[i] = x == 1 ? y : x;
        }
        return result;
    }

    /** The last dimension that does not fit, counted from the front of the longer shape. */
    private static int mismatch(int[] a, int[] b) {
        for (var back = 1; ; back++) {
            var x = a[a.length - back];
            var y = b[b.length - back];
            if (x != y && x != 1 && y != 1) {
                return Math.max(a.length, b.length) - back;
            }
        }
    }

    private static int[] mismatched(int[] a, int[] b) {
        var back = Math.max(a.length, b.length) - mismatch(a, b);
        return new int[] {a[a.length - back], b[b.length - back]};
    }

    /** {@code axis} counted from the front; negative ones count from the back. */
    public static int axis(String operation, int axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new ShapeException(rank == 0 ? "%s: axis %d of a scalar, which has none".formatted(operation, axis)
                : "%s: axis %d is outside of -%d to %d".formatted(operation, axis, rank, rank - 1));
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** Which of {@code rank} axes are named; all if none is. */
    static boolean[] axes(String operation, int[] axes, int rank) {
        var named = new boolean[rank];
        if (axes.length == 0) {
            Arrays.fill(named, true);
        }
        for (var axis : axes) {
            var i = axis(operation, axis, rank);
            if (named[i]) {
                throw new ShapeException("%s: axis %d is named twice".formatted(operation, i));
            }
            named[i] = true;
        }
        return named;
    }

    /** {@code shape} without the {@code reduced} axes, or with 1 in their place. */
    static int[] reduce(int[] shape, boolean[] reduced, boolean keep) {
        var result = new int[shape.length];
        var rank = 0;
        for (var i = 0; i < shape.length; i++) {
            if (!reduced[i]) {
                result[rank++] = shape[i];
            } else if (keep) {
                result[rank++] = 1;
            }
        }
        return Arrays.copyOf(result, rank);
    }

    /** {@code wanted} with its one -1 filled in, for {@code count} elements. */
    static int[] resolve(int[] from, int[] wanted) {
        var count = count(from);
        var result = wanted.clone();
        var open = -1;
        var known = 1L;
        for (var i = 0; i < wanted.length; i++) {
            if (wanted[i] == -1 && open < 0) {
                open = i;
            } else {
                known *= wanted[i];
            }
        }
        if (open >= 0 && known > 0 && count % known == 0 && count / known <= Integer.MAX_VALUE) {
            result[open] = (int) (count / known);
        }
        if (Arrays.stream(result).anyMatch(size -> size < 0) || count(result) != count) {
            throw new ShapeException("reshape: %s has %d elements, %s does not fit"
                .formatted(text(from), count, text(wanted)));
        }
        return result;
    }

    /**
     * A size as that of a dimension.
     *
     * @throws ShapeException if it is too large for one
     */
    static int dimension(String operation, long size) {
        if (size > Integer.MAX_VALUE) {
            throw new ShapeException("%s: %d elements are more than a dimension can have".formatted(operation, size));
        }
        return (int) size;
    }

    /** Such as {@code [2,3]}. */
    public static String text(int... shape) {
        return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
