package org.jolab.gpu;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/** A batch of matrices as arrays of doubles and back, for {@link Linalg}. */
final class Matrices {

    private Matrices() {
    }

    static void matrix(String operation, Tensor a) {
        if (a.ndim() < 2) {
            throw new ShapeException("%s: %s is no matrix".formatted(operation, Shape.text(a.dimensions())));
        }
    }

    static void square(String operation, Tensor a) {
        matrix(operation, a);
        if (a.size(-1) != a.size(-2)) {
            throw new ShapeException("%s: %s is not square".formatted(operation, Shape.text(a.dimensions())));
        }
    }

    /** The float type in which results are given. */
    static DType type(Tensor... operands) {
        var dtype = operands[0].dtype().toFloat();
        for (var operand : operands) {
            dtype = dtype.promote(operand.dtype().toFloat());
        }
        return dtype;
    }

    /** The relative distance of two numbers of the type in which {@code a} is given. */
    static double precision(Tensor a) {
        return switch (type(a)) {
            case F64 -> Math.ulp(1.0);
            case F16 -> 0x1p-10;
            case BF16 -> 0x1p-7;
            default -> Math.ulp(1f);
        };
    }

    static int[] batch(Tensor a) {
        return Arrays.copyOf(a.dimensions(), Math.max(0, a.ndim() - 2));
    }

    static int[] joined(int[] batch, int... last) {
        var shape = Arrays.copyOf(batch, batch.length + last.length);
        System.arraycopy(last, 0, shape, batch.length, last.length);
        return shape;
    }

    /** Which matrix of how many, for messages: nothing if there is one. */
    static String number(int index, long count) {
        return count == 1 ? "" : " " + index + " of the batch";
    }

    static Tensor each(Tensor a, int[] shape, Function<double[][], double[][]> function) {
        var target = new Packing(shape);
        rows(a, (_, rows) -> target.accept(function.apply(rows)));
        return target.tensor(a);
    }

    /** What is done with each matrix. */
    @FunctionalInterface
    interface Action {
        /** Takes the rows of matrix {@code index}. */
        void accept(int index, double[][] rows);
    }

    /** Hands the rows of each matrix to {@code action}, which may change them. */
    static void rows(Tensor a, Action action) {
        var all = a.toDoubleArray();
        var height = a.dimensions()[a.ndim() - 2];
        var width = a.dimensions()[a.ndim() - 1];
        var count = Shape.count(batch(a));
        for (var at = 0; at < count; at++) {
            var matrix = new double[height][];
            for (var i = 0; i < height; i++) {
                var from = (at * height + i) * width;
                matrix[i] = Arrays.copyOfRange(all, from, from + width);
            }
            action.accept(at, matrix);
        }
    }

    static long count(Tensor a) {
        return Shape.count(batch(a));
    }

    /** Refuses NaN and infinities, for which iterations would not end. */
    static void finite(String operation, Tensor a) {
        if (a.dtype().isFloat() && !a.isfinite().all().itemBoolean()) {
            throw new ArithmeticException(operation + ": there is NaN or infinity among the elements of "
                + Shape.text(a.dimensions()));
        }
    }

    /** Results one behind the other, which become a tensor. */
    static final class Packing implements Consumer<double[][]> {
        private final double[] all;
        private final int[] shape;
        private int at;

        Packing(int... shape) {
            this.shape = shape;
            all = new double[Shape.dimension("linalg", Shape.count(shape))];
        }

        @Override
        public void accept(double[][] rows) {
            for (var row : rows) {
                System.arraycopy(row, 0, all, at, row.length);
                at += row.length;
            }
        }

        void add(double... row) {
            accept(new double[][] {row});
        }

        /** Of the type and on the device of {@code operands}. */
        Tensor tensor(Tensor... operands) {
            return Device.on(Device.CPU, () -> Tensors.of(all)).reshape(shape).to(type(operands))
                .to(operands[0].device());
        }
    }
}
