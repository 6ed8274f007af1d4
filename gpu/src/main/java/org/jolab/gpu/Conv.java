package org.jolab.gpu;

import java.util.ArrayList;
import java.util.Arrays;

/**
 * Convolutions, as machine learning calls them (the kernel is not turned over), over one or two dimensions. The
 * layouts are PyTorch's: x is [batch, channels, (height,) width], the weight [out, channels / groups, (height,) width].
 *
 * @param stride by how much the kernel moves, at least 1
 * @param padding zeros before and after in each dimension of space
 * @param dilation distance between the kernel's elements, at least 1
 * @param groups into how many parts the channels are divided that do not see each other
 */
public record Conv(int stride, int padding, int dilation, int groups) {

    /** Checks the numbers. */
    public Conv {
        if (stride < 1 || padding < 0 || dilation < 1 || groups < 1) {
            throw new IllegalArgumentException("a convolution's stride, dilation and groups are 1 or more, its "
                + "padding 0 or more, not %d, %d, %d and %d".formatted(stride, dilation, groups, padding));
        }
    }

    /** Stride 1, no padding, dilation 1, one group. */
    public static Conv plain() {
        return new Conv(1, 0, 1, 1);
    }

    /** With another stride. */
    public Conv stride(int value) {
        return new Conv(value, padding, dilation, groups);
    }

    /** With another padding. */
    public Conv padding(int value) {
        return new Conv(stride, value, dilation, groups);
    }

    /** With another dilation. */
    public Conv dilation(int value) {
        return new Conv(stride, padding, value, groups);
    }

    /** With other groups. */
    public Conv groups(int value) {
        return new Conv(stride, padding, dilation, value);
    }

    /** Convolves [batch, channels, width] with [out, channels / groups, width]; the bias is [out] or null. */
    public Tensor conv1d(Tensor x, Tensor weight, Tensor bias) {
        check("conv1d", x, weight, 3);
        return convolve("conv1d", new Plane(x.expandDims(2), 0), weight.expandDims(2), bias).squeeze(2);
    }

    /** Convolves [batch, channels, height, width] with [out, channels / groups, height, width]; bias [out] or null. */
    public Tensor conv2d(Tensor x, Tensor weight, Tensor bias) {
        check("conv2d", x, weight, 4);
        return convolve("conv2d", new Plane(x, padding), weight, bias);
    }

    /** What is convolved, and its padding above and below, which a line has not. */
    private record Plane(Tensor x, int vertical) {
    }

    private void check(String operation, Tensor x, Tensor weight, int dimensions) {
        var wanted = dimensions == 3 ? "width" : "height, width";
        if (x.ndim() != dimensions || weight.ndim() != dimensions) {
            throw new ShapeException("%s: x is [batch, channels, %s], the weight [out, channels, %s], not %s and %s"
                .formatted(operation, wanted, wanted, Shape.text(x.dimensions()), Shape.text(weight.dimensions())));
        }
        var channels = x.dimensions()[1];
        if (channels % groups != 0 || weight.dimensions()[0] % groups != 0
            || weight.dimensions()[1] != channels / groups) {
            throw new ShapeException("%s: %d channels in %d groups do not fit a weight of %s".formatted(operation,
                channels, groups, Shape.text(weight.dimensions())));
        }
    }

    /** By one matrix product a group, of the kernel with the places that it sees. */
    private Tensor convolve(String operation, Plane plane, Tensor weight, Tensor bias) {
        var x = plane.x;
        var kernel = weight.dimensions();
        var padded = padding == 0 ? x : x.pad(0, 0, 0, 0, 0, plane.vertical, plane.vertical, padding, padding);
        var height = places(operation, padded.size(2), kernel[2]);
        var width = places(operation, padded.size(3), kernel[3]);
        var batch = x.dimensions()[0];
        var seen = windows(padded, new int[] {kernel[2], kernel[3]}, new int[] {height, width});
        var parts = new ArrayList<Tensor>();
        var rows = kernel[0] / groups;
        var depth = kernel[1];
        for (var g = 0; g < groups; g++) {
            var mine = groups == 1 ? seen
                : seen.get(Tensors.all(), Tensors.all(), Tensors.range(g * depth, (g + 1) * depth));
            // [kernel's places, channels] are the columns of the weight in this order.
            var columns = mine.reshape(batch, kernel[2] * kernel[3] * depth, height * width);
            var matrix = weight.get(Tensors.range(g * rows, (g + 1) * rows)).permute(0, 2, 3, 1)
                .reshape(rows, kernel[2] * kernel[3] * depth);
            parts.add(matrix.matmul(columns));
        }
        var result = (groups == 1 ? parts.getFirst() : Tensors.concat(parts, 1))
            .reshape(batch, kernel[0], height, width);
        return bias == null ? result : result.add(bias.reshape(-1, 1, 1));
    }

    /** [batch, kernel's places, channels, height, width]: what each element of the kernel sees. */
    private Tensor windows(Tensor x, int[] kernel, int[] places) {
        var views = new ArrayList<Tensor>();
        for (var row = 0; row < kernel[0]; row++) {
            for (var column = 0; column < kernel[1]; column++) {
                views.add(x.get(Tensors.all(), Tensors.all(),
                    Tensors.range(row * dilation, row * dilation + (places[0] - 1) * stride + 1, stride),
                    Tensors.range(column * dilation, column * dilation + (places[1] - 1) * stride + 1, stride)));
            }
        }
        return Tensors.stack(views, 1);
    }

    private int places(String operation, int size, int kernel) {
        var reach = (kernel - 1) * dilation + 1;
        if (kernel < 1 || size < reach) {
            throw new ShapeException("%s: a kernel that reaches over %d does not fit into %d".formatted(operation,
                reach, size));
        }
        return (size - reach) / stride + 1;
    }

    @Override
    public String toString() {
        return "Conv" + Arrays.asList(stride, padding, dilation, groups);
    }
}
