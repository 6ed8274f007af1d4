package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;

/** Random shapes, numbers and views, and comparison with the oracle. Every run has the same cases. */
final class Cases {

    private final Random random;

    Cases(long seed) {
        random = new Random(seed);
    }

    /** A tensor and what it ought to hold. */
    record Pair(Tensor tensor, Reference reference) {
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Up to four dimensions, now and then an empty one; in one of eight cases so large that it is recorded. */
    int[] shape() {
        var shape = new int[below(5)];
        for (var i = 0; i < shape.length; i++) {
            shape[i] = below(12) == 0 ? 0 : 1 + below(6);
        }
        if (below(8) == 0) {
            return new int[] {1 + below(3), 40 + below(40), 60 + below(60)};
        }
        return shape;
    }

    /** One that broadcasts with {@code shape}: some dimensions are 1 and some in front are missing. */
    int[] broadcastable(int[] shape) {
        var result = shape.clone();
        for (var i = 0; i < result.length; i++) {
            result[i] = below(3) == 0 ? 1 : result[i];
        }
        return Arrays.copyOfRange(result, below(result.length + 1), result.length);
    }

    /** Numbers that {@code dtype} holds exactly: small ones, and in floats now and then NaN, an infinity or -0. */
    Reference numbers(DType dtype, int... shape) {
        return Reference.of(shape, _ -> number(dtype));
    }

    private double number(DType dtype) {
        if (dtype == DType.BOOL) {
            return below(2);
        }
        if (!dtype.isFloat()) {
            return dtype == DType.U8 ? below(256) : below(200) - 100;
        }
        if (below(40) == 0) {
            return new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0}[below(5)];
        }
        // Few bits, so that no type rounds them.
        return (below(255) - 127) / 32.0;
    }

    /** A tensor of {@code numbers} that lies in its memory in some odd way: permuted, reversed, cut out of another. */
    Pair view(DType dtype, Reference numbers) {
        var shape = numbers.shape();
        var tensor = numbers.tensor(dtype);
        if (shape.length == 0 || below(3) == 0) {
            return new Pair(tensor, numbers);
        }
        var axis = below(shape.length);
        var result = switch (below(3)) {
            case 0 -> tensor.flip(axis).copy().flip(axis);
            case 1 -> {
                var widths = new int[2 * shape.length];
                widths[2 * axis] = 1 + below(3);
                widths[2 * axis + 1] = below(3);
                var index = new Slice[shape.length];
                Arrays.fill(index, Tensors.all());
                index[axis] = Tensors.range(widths[2 * axis], widths[2 * axis] + shape[axis]);
                yield tensor.pad(1, widths).get(index);
            }
            default -> tensor.moveaxis(axis, 0).copy().moveaxis(0, axis);
        };
        return new Pair(result, numbers);
    }

    /** How much a result of {@code dtype} may differ, relative to its size. */
    static double tolerance(DType dtype) {
        return switch (dtype) {
            case F64 -> 1e-13;
            case F32 -> 1e-6;
            case F16 -> 1.0 / 1024;
            case BF16 -> 1.0 / 128;
            default -> 0;
        };
    }

    /** Fails unless shape and elements are what they ought to be; NaN and infinities have to be the same. */
    static void check(String what, Reference expected, Tensor actual, double tolerance) {
        assertArrayEquals(expected.shape(), actual.shape(), what);
        var values = actual.toDoubleArray();
        for (var i = 0; i < values.length; i++) {
            var wanted = expected.values()[i];
            var same = Double.isNaN(wanted) ? Double.isNaN(values[i])
                : wanted == values[i] || Math.abs(wanted - values[i]) <= tolerance * Math.max(1e-3, Math.abs(wanted));
            if (!same) {
                fail("%s: element %d of %s is %s, not %s".formatted(what, i, actual.dtype(), values[i], wanted));
            }
        }
    }
}
