package org.jolab.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Convolutions, as machine learning calls them (the kernel is not turned over), over one or two dimensions. The
 * layouts are PyTorch's: x is [batch, channels, (height,) width], the weight [out, channels / groups, (height,) width].
 * Numbers are one for both dimensions of a plane, or one for each.
 *
 * @param stride by how much the kernel moves, at least 1
 * @param padding zeros before and after in each dimension of space
 * @param dilation distance between the kernel's elements, at least 1
 * @param groups into how many parts the channels are divided that do not see each other
 */
public record Conv(List<Integer> stride, List<Integer> padding, List<Integer> dilation, int groups) {

    /** So many numbers are copied at once to what the kernel sees; larger batches are cut. */
    private static final long MOST_SEEN = 1L << 26;

    /** Checks the numbers. */
    public Conv {
        if (!(allFrom(1, stride) && allFrom(0, padding) && allFrom(1, dilation)) || groups < 1) {
            throw new IllegalArgumentException("a convolution's stride, dilation and groups are 1 or more, its "
                + "padding 0 or more, each one or two numbers, not %s, %s, %d and %s".formatted(stride, dilation,
                groups, padding));
        }
        stride = List.copyOf(stride);
        padding = List.copyOf(padding);
        dilation = List.copyOf(dilation);
    }

    private static boolean allFrom(int least, List<Integer> numbers) {
        return (numbers.size() == 1 || numbers.size() == 2) && numbers.stream().allMatch(each -> each >= least);
    }

    private static List<Integer> list(int... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    /** Stride 1, no padding, dilation 1, one group. */
    public static Conv plain() {
        return new Conv(list(1), list(0), list(1), 1);
    }

    /** With another stride. */
    public Conv stride(int... values) {
        return new Conv(list(values), padding, dilation, groups);
    }

    /** With another padding. */
    public Conv padding(int... values) {
        return new Conv(stride, list(values), dilation, groups);
    }

    /** With another dilation. */
    public Conv dilation(int... values) {
        return new Conv(stride, padding, list(values), groups);
    }

    /** With other groups. */
    public Conv groups(int value) {
        return new Conv(stride, padding, dilation, value);
    }

    /** Convolves [batch, channels, width] with [out, channels / groups, width]; the bias is [out] or null. */
    public Tensor conv1d(Tensor x, Tensor weight, Tensor bias) {
        check("conv1d", x, weight, 3);
        return line().convolve("conv1d", x.expandDims(2), weight.expandDims(2), bias).squeeze(2);
    }

    /** Convolves [batch, channels, height, width] with [out, channels / groups, height, width]; bias [out] or null. */
    public Tensor conv2d(Tensor x, Tensor weight, Tensor bias) {
        check("conv2d", x, weight, 4);
        return convolve("conv2d", x, weight, bias);
    }

    /**
     * The transposed convolution, by which gradients flow back through {@link #conv1d}, and which makes lines longer;
     * the weight is [channels, out / groups, width].
     *
     * @param more elements added at the end of the result, below the stride
     */
    public Tensor convTranspose1d(Tensor x, Tensor weight, Tensor bias, int more) {
        checkTransposed("convTranspose1d", x, weight, 3);
        return line().transposed("convTranspose1d", x.expandDims(2), weight.expandDims(2), new int[] {0, more}, bias)
            .squeeze(2);
    }

    /** The same of planes; the weight is [channels, out / groups, height, width]. */
    public Tensor convTranspose2d(Tensor x, Tensor weight, Tensor bias, int... more) {
        checkTransposed("convTranspose2d", x, weight, 4);
        if (more.length > 2) {
            throw new IllegalArgumentException("convTranspose2d: one or two numbers are added, not " + more.length);
        }
        return transposed("convTranspose2d", x, weight,
            new int[] {more.length == 0 ? 0 : more[0], more.length == 0 ? 0 : more[more.length - 1]}, bias);
    }

    /** The same on a plane of one row. */
    private Conv line() {
        return new Conv(list(1, stride.getLast()), list(0, padding.getLast()), list(1, dilation.getLast()), groups);
    }

    private static int of(List<Integer> numbers, int dimension) {
        return dimension == 0 ? numbers.getFirst() : numbers.getLast();
    }

    private void check(String operation, Tensor x, Tensor weight, int dimensions) {
        checkLayouts(operation, x, weight, dimensions, "out, channels");
        var channels = x.dimensions()[1];
        if (channels % groups != 0 || weight.dimensions()[0] % groups != 0
            || weight.dimensions()[1] != channels / groups) {
            throw new ShapeException("%s: %d channels in %d groups do not fit a weight of %s".formatted(operation,
                channels, groups, Shape.text(weight.dimensions())));
        }
    }

    private void checkTransposed(String operation, Tensor x, Tensor weight, int dimensions) {
        checkLayouts(operation, x, weight, dimensions, "channels, out");
        var channels = x.dimensions()[1];
        if (channels % groups != 0 || weight.dimensions()[0] != channels) {
            throw new ShapeException("%s: %d channels in %d groups do not fit a weight of %s".formatted(operation,
                channels, groups, Shape.text(weight.dimensions())));
        }
    }

    private static void checkLayouts(String operation, Tensor x, Tensor weight, int dimensions, String first) {
        var space = dimensions == 3 ? "width" : "height, width";
        if (x.ndim() != dimensions || weight.ndim() != dimensions) {
            throw new ShapeException("%s: x is [batch, channels, %s], the weight [%s, %s], not %s and %s"
                .formatted(operation, space, first, space, Shape.text(x.dimensions()),
                Shape.text(weight.dimensions())));
        }
    }

    private Tensor convolve(String operation, Tensor x, Tensor weight, Tensor bias) {
        if (bias != null && (bias.ndim() != 1 || bias.dimensions()[0] != weight.dimensions()[0])) {
            throw new ShapeException("%s: a bias of %s is not one number for each of %d channels".formatted(operation,
                Shape.text(bias.dimensions()), weight.dimensions()[0]));
        }
        var kernel = weight.dimensions();
        var batch = x.dimensions()[0];
        var rows = of(padding, 0);
        var columns = of(padding, 1);
        var height = places(operation, x.dimensions()[2] + 2L * rows, kernel[2], 0);
        var width = places(operation, x.dimensions()[3] + 2L * columns, kernel[3], 1);
        var dtype = x.dtype().promote(weight.dtype());
        Elementwise.sameDevice(operation, x, weight);
        if (x.device().backend().convolves(dtype)) {
            var direct = Tensor.allocate(x.device(), dtype, batch, kernel[0], height, width);
            x.device().backend().convolve(new Backend.Convolution(x.to(dtype).realize(), weight.to(dtype).realize(),
                bias == null ? null : bias.to(dtype).realize(), this), direct);
            return Tensor.of(direct);
        }
        var padded = rows + columns == 0 ? x : x.pad(0, 0, 0, 0, 0, rows, rows, columns, columns);
        var seen = (double) kernel[2] * kernel[3] * x.dimensions()[1] * height * width;
        var part = (int) Math.max(1, Math.min(batch, MOST_SEEN / Math.max(1, seen)));
        var parts = new ArrayList<Tensor>();
        for (var first = 0; first < Math.max(1, batch); first += part) {
            var some = part >= batch ? padded : padded.get(Tensors.range(first, Math.min(batch, first + part)));
            parts.add(product(windows(some, kernel, height, width), weight).reshape(-1, kernel[0], height, width));
        }
        var result = parts.size() == 1 ? parts.getFirst() : Tensors.concat(parts, 0);
        return bias == null ? result : result.add(bias.reshape(-1, 1, 1));
    }

    /** The product of each group's kernels with what they see, [batch, kernel's places, channels, places]. */
    private Tensor product(Tensor seen, Tensor weight) {
        var kernel = weight.dimensions();
        var places = kernel[2] * kernel[3];
        var batch = seen.dimensions()[0];
        var matrix = weight.permute(0, 2, 3, 1);
        if (groups == 1) {
            return matrix.reshape(kernel[0], places * kernel[1])
                .matmul(seen.reshape(batch, places * kernel[1], seen.size(-1)));
        }
        var columns = seen.reshape(batch, places, groups, kernel[1], seen.size(-1)).permute(0, 2, 1, 3, 4)
            .reshape(batch, groups, places * kernel[1], seen.size(-1));
        return matrix.reshape(groups, kernel[0] / groups, places * kernel[1]).matmul(columns);
    }

    /** [batch, kernel's places, channels, places]: what each element of the kernel sees. */
    private Tensor windows(Tensor x, int[] kernel, int height, int width) {
        var views = new ArrayList<Tensor>();
        for (var row = 0; row < kernel[2]; row++) {
            for (var column = 0; column < kernel[3]; column++) {
                views.add(x.get(Tensors.all(), Tensors.all(), steps(row, height, 0), steps(column, width, 1)));
            }
        }
        return Tensors.stack(views, 1).reshape(x.dimensions()[0], views.size(), x.dimensions()[1], height * width);
    }

    private Slice steps(int place, int count, int dimension) {
        var first = place * of(dilation, dimension);
        var step = of(stride, dimension);
        return Tensors.range(first, first + (count - 1) * step + 1, step);
    }

    private int places(String operation, long size, int kernel, int dimension) {
        var reach = (kernel - 1L) * of(dilation, dimension) + 1;
        if (kernel < 1 || size < reach) {
            throw new ShapeException("%s: a kernel that reaches over %d does not fit into %d".formatted(operation,
                reach, size));
        }
        return Shape.dimension("conv", (size - reach) / of(stride, dimension) + 1);
    }

    /** A plain convolution with the turned kernel, of x with zeros between its elements and around them. */
    private Tensor transposed(String operation, Tensor x, Tensor weight, int[] more, Tensor bias) {
        var kernel = weight.dimensions();
        var spread = x;
        var widths = new int[8];
        for (var i = 0; i < 2; i++) {
            var step = of(stride, i);
            if (more[i] < 0 || more[i] > 0 && more[i] >= Math.max(step, of(dilation, i))) {
                throw new IllegalArgumentException(operation + ": fewer elements are added than the stride is long");
            }
            spread = spread(spread, 2 + i, step);
            var around = (kernel[2 + i] - 1) * of(dilation, i) - of(padding, i);
            widths[4 + 2 * i] = around;
            widths[5 + 2 * i] = around + more[i];
        }
        var outs = kernel[1];
        var turned = weight.flip(2, 3).reshape(groups, kernel[0] / groups, outs, kernel[2], kernel[3])
            .permute(0, 2, 1, 3, 4).reshape(groups * outs, kernel[0] / groups, kernel[2], kernel[3]);
        return new Conv(list(1), list(0), dilation, groups).convolve(operation, widened(spread, widths), turned, bias);
    }

    /** Pads, and cuts where a width is negative. */
    private static Tensor widened(Tensor x, int[] widths) {
        var index = new Slice[x.ndim()];
        for (var i = 0; i < index.length; i++) {
            index[i] = Tensors.range(Math.max(0, -widths[2 * i]), x.size(i) - Math.max(0, -widths[2 * i + 1]));
        }
        return x.get(index).pad(0, Arrays.stream(widths).map(each -> Math.max(0, each)).toArray());
    }

    /** With {@code step - 1} zeros between neighbours along {@code axis}. */
    private static Tensor spread(Tensor x, int axis, int step) {
        if (step == 1 || x.size() == 0) {
            return x;
        }
        var widths = new int[2 * x.ndim() + 2];
        widths[2 * axis + 3] = step - 1;
        var shape = x.shape();
        shape[axis] *= step;
        var index = new Slice[x.ndim()];
        Arrays.fill(index, Tensors.all());
        index[axis] = Tensors.range(0, shape[axis] - step + 1);
        return x.expandDims(axis + 1).pad(0, widths).reshape(shape).get(index);
    }
}
