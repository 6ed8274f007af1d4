package org.jolab.gpu;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Pooling over the last one or two dimensions of [batch, channels, (height,) width], as PyTorch's.
 *
 * @param size of the window in each dimension of space
 * @param stride by how much it moves
 * @param padding before and after; at most half the size
 */
public record Pool(int size, int stride, int padding) {

    /** Checks the numbers. */
    public Pool {
        if (size < 1 || stride < 1 || padding < 0 || padding > size / 2) {
            throw new IllegalArgumentException("a pool's size and stride are 1 or more, its padding at most half its "
                + "size, not %d, %d and %d".formatted(size, stride, padding));
        }
    }

    /** Windows of {@code size} side by side, without padding. */
    public static Pool of(int size) {
        return new Pool(size, size, 0);
    }

    /** With another stride. */
    public Pool stride(int value) {
        return new Pool(size, value, padding);
    }

    /** With another padding. */
    public Pool padding(int value) {
        return new Pool(size, stride, value);
    }

    /** The greatest of each window of a line. */
    public Tensor max1d(Tensor x) {
        return over("max1d", x, new Over(1, least(x), Tensor::maximum));
    }

    /** The greatest of each window of a plane. */
    public Tensor max2d(Tensor x) {
        return over("max2d", x, new Over(2, least(x), Tensor::maximum));
    }

    /** The mean of each window of a line; the padding counts as zeros. */
    public Tensor avg1d(Tensor x) {
        return over("avg1d", x, new Over(1, 0, Tensor::add)).div(size);
    }

    /** The mean of each window of a plane; the padding counts as zeros. */
    public Tensor avg2d(Tensor x) {
        return over("avg2d", x, new Over(2, 0, Tensor::add)).div(size * size);
    }

    /** The mean of what of each window of a line is no padding. */
    public Tensor avg1dInside(Tensor x) {
        return inside("avg1dInside", x, 1);
    }

    /** The mean of what of each window of a plane is no padding: PyTorch's {@code count_include_pad=False}. */
    public Tensor avg2dInside(Tensor x) {
        return inside("avg2dInside", x, 2);
    }

    private Tensor inside(String operation, Tensor x, int space) {
        spaceOf(operation, x, space);
        var one = Arrays.copyOfRange(x.dimensions(), x.ndim() - space - 1, x.ndim());
        one[0] = 1;
        var sum = new Over(space, 0, Tensor::add);
        var counts = over(operation, Tensors.full(x.device(), 1, x.dtype().toFloat(), one), sum);
        return over(operation, x, sum).div(counts);
    }

    /** The means of {@code count} windows of a line that together cover it. */
    public static Tensor adaptiveAvg1d(Tensor x, int count) {
        spaceOf("adaptiveAvg1d", x, 1);
        return adaptive(x, count, x.ndim() - 1, part -> part.mean(true, x.ndim() - 1));
    }

    /** The means of {@code rows} times {@code columns} windows of a plane that together cover it. */
    public static Tensor adaptiveAvg2d(Tensor x, int rows, int columns) {
        spaceOf("adaptiveAvg2d", x, 2);
        var down = x.ndim() - 2;
        return adaptive(adaptive(x, rows, down, part -> part.mean(true, down)), columns, down + 1,
            part -> part.mean(true, down + 1));
    }

    /** The greatest of each of {@code rows} times {@code columns} windows of a plane that together cover it. */
    public static Tensor adaptiveMax2d(Tensor x, int rows, int columns) {
        spaceOf("adaptiveMax2d", x, 2);
        var down = x.ndim() - 2;
        return adaptive(adaptive(x, rows, down, part -> part.max(true, down)), columns, down + 1,
            part -> part.max(true, down + 1));
    }

    private static Tensor adaptive(Tensor x, int count, int axis, UnaryOperator<Tensor> join) {
        if (count < 1) {
            throw new ShapeException("an adaptive pool has one window at least, not " + count);
        }
        var size = x.dimensions()[axis];
        var parts = new Tensor[count];
        var index = new Slice[x.ndim()];
        Arrays.fill(index, Tensors.all());
        for (var i = 0; i < count; i++) {
            index[axis] = Tensors.range((int) ((long) i * size / count),
                (int) (((long) (i + 1) * size + count - 1) / count));
            parts[i] = join.apply(x.get(index));
        }
        return Tensors.concat(axis, parts);
    }

    /** In how many dimensions, what the padding holds, and how two elements of a window become one. */
    private record Over(int space, Number outside, BinaryOperator<Tensor> join) {
    }

    private Tensor over(String operation, Tensor x, Over how) {
        spaceOf(operation, x, how.space);
        var widths = new int[2 * x.ndim()];
        for (var axis = x.ndim() - how.space; axis < x.ndim(); axis++) {
            widths[2 * axis] = padding;
            widths[2 * axis + 1] = padding;
        }
        var result = padding == 0 ? x : x.pad(how.outside, widths);
        // A window is the window of the columns of windows of the rows.
        for (var axis = x.ndim() - how.space; axis < x.ndim(); axis++) {
            result = along(operation, result, axis, how.join);
        }
        return result;
    }

    private Tensor along(String operation, Tensor x, int axis, BinaryOperator<Tensor> join) {
        var length = x.dimensions()[axis];
        if (length < size) {
            throw new ShapeException("%s: a window of %d does not fit into %d".formatted(operation, size, length));
        }
        var places = (length - size) / stride + 1;
        var index = new Slice[x.ndim()];
        Arrays.fill(index, Tensors.all());
        Tensor result = null;
        for (var i = 0; i < size; i++) {
            index[axis] = Tensors.range(i, i + (places - 1) * stride + 1, stride);
            var view = x.get(index);
            result = result == null ? view : join.apply(result, view);
        }
        return size == 1 ? result.copy() : result;
    }

    private static void spaceOf(String operation, Tensor x, int space) {
        if (x.ndim() < space + 1) {
            throw new ShapeException("%s: %s has no channels and %s".formatted(operation, Shape.text(x.dimensions()),
                space == 1 ? "width" : "height and width"));
        }
    }

    private static Number least(Tensor x) {
        return x.dtype().isFloat() ? Double.NEGATIVE_INFINITY : (Number) x.dtype().least();
    }
}
