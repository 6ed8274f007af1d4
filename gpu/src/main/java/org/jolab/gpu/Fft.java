package org.jolab.gpu;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jolab.gpu.cpu.Fourier;

/**
 * Discrete Fourier transforms with the names of {@code numpy.fft}, of any length. Computed in double precision on the
 * processor; results have the input's float type and its device.
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
        return cut(along("rfft", Complex.of(x), new Line(n, axis, norm, false)), n / 2 + 1, axis);
    }

    /** The real numbers that {@link #rfft} made this of, if they were even in number; along the last dimension. */
    public static Tensor irfft(Complex x) {
        return irfft(x, 2 * (size(x.re(), LAST) - 1), LAST, Norm.BACKWARD);
    }

    /** The {@code n} real numbers along {@code axis} of whose transform this is the first half. */
    public static Tensor irfft(Complex x, int n, int axis, Norm norm) {
        positive("irfft", n);
        var half = resized(x, n / 2 + 1, axis);
        var at = Shape.axis("irfft", axis, x.re().ndim());
        // What is left out mirrors what is there: element n-k is the conjugate of element k.
        var mirrored = slice(half, Tensors.range(1, (n + 1) / 2), at);
        var whole = new Complex(Tensors.concat(at, half.re(), mirrored.re().flip(at)),
            Tensors.concat(at, half.im(), mirrored.im().flip(at).negative()));
        return along("irfft", whole, new Line(n, axis, norm, true)).re();
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
        return fftn(rfft(x), -2);
    }

    /** What {@link #rfft2} made this of, if the last dimension was even. */
    public static Tensor irfft2(Complex x) {
        return irfft(ifftn(x, -2));
    }

    /** The transform over {@code axes}; over all if none is named. */
    public static Complex fftn(Complex x, int... axes) {
        var result = x;
        for (var axis : axes.length == 0 ? every(x) : axes) {
            result = fft(result, size(x.re(), axis), axis, Norm.BACKWARD);
        }
        return result;
    }

    /** The inverse over {@code axes}; over all if none is named. */
    public static Complex ifftn(Complex x, int... axes) {
        var result = x;
        for (var axis : axes.length == 0 ? every(x) : axes) {
            result = ifft(result, size(x.re(), axis), axis, Norm.BACKWARD);
        }
        return result;
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

    private static Complex along(String operation, Complex x, Line line) {
        positive(operation, line.n);
        var last = x.re().ndim() - 1;
        var at = Shape.axis(operation, line.axis, x.re().ndim());
        var input = resized(x, line.n, at);
        var re = input.re().moveaxis(at, last).toDoubleArray();
        var im = input.im().moveaxis(at, last).toDoubleArray();
        Fourier.lines(re, im, line.n, line.isInverse);
        var factor = line.norm.factor(line.n, line.isInverse);
        if (factor != 1) {
            Arrays.setAll(re, i -> re[i] * factor);
            Arrays.setAll(im, i -> im[i] * factor);
        }
        var shape = input.re().moveaxis(at, last).shape();
        return new Complex(packed(re, shape, x.re()).moveaxis(last, at), packed(im, shape, x.re()).moveaxis(last, at));
    }

    private static Tensor packed(double[] values, int[] shape, Tensor like) {
        return Device.on(Device.CPU, () -> Tensors.of(values)).reshape(shape).to(like.dtype()).to(like.device());
    }

    private static Complex resized(Complex x, int n, int axis) {
        var size = size(x.re(), axis);
        return size > n ? cut(x, n, axis) : size < n ? new Complex(padded(x.re(), n, axis), padded(x.im(), n, axis))
            : x;
    }

    private static Tensor padded(Tensor x, int n, int axis) {
        var widths = new int[2 * x.ndim()];
        widths[2 * Shape.axis("fft", axis, x.ndim()) + 1] = n - size(x, axis);
        return x.pad(0, widths);
    }

    private static Complex cut(Complex x, int n, int axis) {
        return slice(x, Tensors.range(0, n), Shape.axis("fft", axis, x.re().ndim()));
    }

    private static Complex slice(Complex x, Slice slice, int axis) {
        var index = new Slice[x.re().ndim()];
        Arrays.fill(index, Tensors.all());
        index[axis] = slice;
        return new Complex(x.re().get(index), x.im().get(index));
    }

    private static int[] every(Complex x) {
        return IntStream.range(0, x.re().ndim()).toArray();
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
