package org.jolab.gpu;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jolab.gpu.cpu.Fourier;

/**
 * Discrete Fourier transforms with the names of {@code numpy.fft}, of any length. Computed in double precision on the
 * processor; results have the input's float type and its device. Complex numbers are a {@link Complex}.
 */
public final class Fft {

    private static final int LAST = -1;

    private Fft() {
    }

    /** By what a transform and its inverse divide. */
    public enum Norm {
        /** The inverse by the number of elements. */ BACKWARD,
        /** Both by its root. */ ORTHO,
        /** The transform by the number of elements. */ FORWARD;

        /** The one that a transform has whose inverse has this one. */
        private Norm other() {
            return switch (this) {
                case BACKWARD -> FORWARD;
                case ORTHO -> ORTHO;
                case FORWARD -> BACKWARD;
            };
        }

        private double factor(double count, boolean isInverse) {
            return switch (this) {
                case BACKWARD -> isInverse ? 1 / count : 1;
                case ORTHO -> 1 / Math.sqrt(count);
                case FORWARD -> isInverse ? 1 : 1 / count;
            };
        }
    }

    /** The transform of real numbers along the last dimension. */
    public static Complex fft(Tensor x) {
        return fft(Complex.of(x));
    }

    /** The transform along the last dimension. */
    public static Complex fft(Complex x) {
        return fft(x, size(x.re(), LAST), LAST, Norm.BACKWARD);
    }

    /** The transform along {@code axis} of its first {@code n} elements, zeros where there are less. */
    public static Complex fft(Complex x, int n, int axis, Norm norm) {
        return along("fft", x, new Line(n, axis, norm, false));
    }

    /** The inverse along the last dimension. */
    public static Complex ifft(Complex x) {
        return ifft(x, size(x.re(), LAST), LAST, Norm.BACKWARD);
    }

    /** The inverse along {@code axis} of its first {@code n} elements, zeros where there are less. */
    public static Complex ifft(Complex x, int n, int axis, Norm norm) {
        return along("ifft", x, new Line(n, axis, norm, true));
    }

    /** The first half, n/2+1 elements, of the transform of real numbers, along the last dimension. */
    public static Complex rfft(Tensor x) {
        return rfft(x, size(x, LAST), LAST, Norm.BACKWARD);
    }

    /** The same along {@code axis} of its first {@code n} elements, zeros where there are less. */
    public static Complex rfft(Tensor x, int n, int axis, Norm norm) {
        positive("rfft", n);
        var at = Shape.axis("rfft", axis, x.ndim());
        var lines = resized(x, n, at).moveaxis(at, LAST);
        var values = lines.toDoubleArray();
        var shape = lines.shape();
        shape[shape.length - 1] = n / 2 + 1;
        var re = new double[Shape.dimension("fft", Shape.count(shape))];
        var im = new double[re.length];
        Fourier.realLines(values, re, im, n);
        return scaled(re, im, norm.factor(n, false), new Goal(shape, x, at));
    }

    /** The real numbers that {@link #rfft} made this of, if they were even in number; along the last dimension. */
    public static Tensor irfft(Complex x) {
        return irfft(x, 2 * (size(x.re(), LAST) - 1), LAST, Norm.BACKWARD);
    }

    /** The {@code n} real numbers along {@code axis} of whose transform this is the first half. */
    public static Tensor irfft(Complex x, int n, int axis, Norm norm) {
        positive("irfft", n);
        var at = Shape.axis("irfft", axis, x.re().ndim());
        var half = resized(x, n / 2 + 1, at);
        var lines = half.re().moveaxis(at, LAST);
        var values = Fourier.inverseRealLines(lines.toDoubleArray(), half.im().moveaxis(at, LAST).toDoubleArray(), n);
        var factor = norm.factor(n, true);
        Arrays.setAll(values, i -> values[i] * factor);
        var shape = lines.shape();
        shape[shape.length - 1] = n;
        return packed(values, new Goal(shape, x.re(), at));
    }

    /** The transform of what is symmetric, of which this is the first half; real, along the last dimension. */
    public static Tensor hfft(Complex x, int n, Norm norm) {
        return irfft(x.conj(), n, LAST, norm.other());
    }

    /** What {@link #hfft} made this of. */
    public static Complex ihfft(Tensor x, Norm norm) {
        return rfft(x, size(x, LAST), LAST, norm.other()).conj();
    }

    /** The transform of real numbers over the last two dimensions. */
    public static Complex fft2(Tensor x) {
        return fftn(Complex.of(x), -2, LAST);
    }

    /** The transform over the last two dimensions. */
    public static Complex fft2(Complex x) {
        return fftn(x, -2, LAST);
    }

    /** The inverse over the last two dimensions. */
    public static Complex ifft2(Complex x) {
        return ifftn(x, -2, LAST);
    }

    /** The first half in the last dimension of the transform of real numbers over the last two. */
    public static Complex rfft2(Tensor x) {
        return rfftn(x, Norm.BACKWARD, -2, LAST);
    }

    /** What {@link #rfft2} made this of, if the last dimension was even. */
    public static Tensor irfft2(Complex x) {
        return irfftn(x, Norm.BACKWARD, -2, LAST);
    }

    /** The transform of real numbers over {@code axes}; over all if none is named. */
    public static Complex fftn(Tensor x, int... axes) {
        return fftn(Complex.of(x), axes);
    }

    /** The transform over {@code axes}; over all if none is named. */
    public static Complex fftn(Complex x, int... axes) {
        return fftn(x, Norm.BACKWARD, axes);
    }

    /** The transform over {@code axes}; over all if none is named. */
    public static Complex fftn(Complex x, Norm norm, int... axes) {
        var result = x;
        for (var axis : named(x.re(), axes)) {
            result = fft(result, size(x.re(), axis), axis, norm);
        }
        return result;
    }

    /** The inverse over {@code axes}; over all if none is named. */
    public static Complex ifftn(Complex x, int... axes) {
        return ifftn(x, Norm.BACKWARD, axes);
    }

    /** The inverse over {@code axes}; over all if none is named. */
    public static Complex ifftn(Complex x, Norm norm, int... axes) {
        var result = x;
        for (var axis : named(x.re(), axes)) {
            result = ifft(result, size(x.re(), axis), axis, norm);
        }
        return result;
    }

    /** The first half in the last of {@code axes} of the transform of real numbers over these, all if none is named. */
    public static Complex rfftn(Tensor x, Norm norm, int... axes) {
        var all = named(x, axes);
        if (all.length == 0) {
            throw new ShapeException("rfftn: a single number has no axes");
        }
        var last = all[all.length - 1];
        var result = rfft(x, size(x, last), last, norm);
        for (var axis : Arrays.copyOf(all, all.length - 1)) {
            result = fft(result, size(x, axis), axis, norm);
        }
        return result;
    }

    /** What {@link #rfftn} made this of, if the last of the axes was even. */
    public static Tensor irfftn(Complex x, Norm norm, int... axes) {
        var all = named(x.re(), axes);
        if (all.length == 0) {
            throw new ShapeException("irfftn: a single number has no axes");
        }
        var result = x;
        for (var axis : Arrays.copyOf(all, all.length - 1)) {
            result = ifft(result, size(x.re(), axis), axis, norm);
        }
        var last = all[all.length - 1];
        return irfft(result, 2 * (size(x.re(), last) - 1), last, norm);
    }

    /** The frequencies of {@link #fft}'s elements, in cycles a unit of the spacing {@code d}; F64. */
    public static Tensor fftfreq(int n, double d) {
        positive("fftfreq", n);
        return Tensors.of(IntStream.range(0, n).mapToDouble(i -> (i < (n + 1) / 2 ? i : i - n) / (n * d)).toArray());
    }

    /** The frequencies of {@link #rfft}'s elements; F64. */
    public static Tensor rfftfreq(int n, double d) {
        positive("rfftfreq", n);
        return Tensors.of(IntStream.rangeClosed(0, n / 2).mapToDouble(i -> i / (n * d)).toArray());
    }

    /** With frequency 0 in the middle of {@code axes}, of all if none is named. */
    public static Tensor fftshift(Tensor x, int... axes) {
        var result = x;
        for (var axis : axes.length == 0 ? IntStream.range(0, x.ndim()).toArray() : axes) {
            result = result.roll(x.size(axis) / 2, axis);
        }
        return result;
    }

    /** What {@link #fftshift} made this of. */
    public static Tensor ifftshift(Tensor x, int... axes) {
        var result = x;
        for (var axis : axes.length == 0 ? IntStream.range(0, x.ndim()).toArray() : axes) {
            result = result.roll(-(x.size(axis) / 2), axis);
        }
        return result;
    }

    private record Line(int n, int axis, Norm norm, boolean isInverse) {
    }

    /** The shape of results with their lines at the end, whose type and device they take, and where lines belong. */
    private record Goal(int[] shape, Tensor like, int axis) {
    }

    private static Complex along(String operation, Complex x, Line line) {
        positive(operation, line.n);
        var at = Shape.axis(operation, line.axis, x.re().ndim());
        var input = resized(x, line.n, at);
        var lines = input.re().moveaxis(at, LAST);
        var re = lines.toDoubleArray();
        var im = input.im().moveaxis(at, LAST).toDoubleArray();
        Fourier.lines(re, im, line.n, line.isInverse);
        return scaled(re, im, line.norm.factor(line.n, line.isInverse), new Goal(lines.shape(), x.re(), at));
    }

    private static Complex scaled(double[] re, double[] im, double factor, Goal goal) {
        if (factor != 1) {
            for (var i = 0; i < re.length; i++) {
                re[i] *= factor;
                im[i] *= factor;
            }
        }
        return new Complex(packed(re, goal), packed(im, goal));
    }

    private static Tensor packed(double[] values, Goal goal) {
        return Device.on(Device.CPU, () -> Tensors.of(values)).reshape(goal.shape)
            .to(goal.like.dtype().toFloat()).to(goal.like.device()).moveaxis(LAST, goal.axis);
    }

    private static Complex resized(Complex x, int n, int axis) {
        return size(x.re(), axis) == n ? x : new Complex(resized(x.re(), n, axis), resized(x.im(), n, axis));
    }

    private static Tensor resized(Tensor x, int n, int axis) {
        var size = size(x, axis);
        if (size > n) {
            var index = new Slice[x.ndim()];
            Arrays.fill(index, Tensors.all());
            index[axis] = Tensors.range(0, n);
            return x.get(index);
        }
        var widths = new int[2 * x.ndim()];
        widths[2 * axis + 1] = n - size;
        return size == n ? x : x.pad(0, widths);
    }

    private static int[] named(Tensor x, int... axes) {
        return axes.length == 0 ? IntStream.range(0, x.ndim()).toArray() : axes;
    }

    private static int size(Tensor x, int axis) {
        return x.dimensions()[Shape.axis("fft", axis, x.ndim())];
    }

    private static void positive(String operation, int n) {
        if (n < 1) {
            throw new ShapeException(operation + ": there is nothing to transform, n is " + n);
        }
    }
}
