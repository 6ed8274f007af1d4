package org.jolab.gpu.cpu;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jolab.gpu.BinaryOp;
import org.jolab.gpu.UnaryOp;

/**
 * One operation over a block; the loop of each is a method of its own, so that each is compiled for what it does. The
 * result may overwrite an operand.
 */
final class Loops {

    private Loops() {
    }

    /** A function of one block. */
    @FunctionalInterface
    interface One<A, R> {
        /** Computes the first {@code n} elements. */
        void run(A a, R result, int n);
    }

    /** A function of two blocks. */
    @FunctionalInterface
    interface Two<A, R> {
        /** Computes the first {@code n} elements. */
        void run(A a, A b, R result, int n);
    }

    static One<?, ?> unary(UnaryOp op, Lane lane) {
        return switch (lane) {
            case FLOAT -> FloatLoops.unary(op);
            case DOUBLE -> doubles(op);
            case LONG -> longs(op);
            case INT -> ints(op);
        };
    }

    static Two<?, ?> binary(BinaryOp op, Lane lane) {
        return switch (lane) {
            case FLOAT -> op.isTest() ? Comparisons.floats(op) : FloatLoops.binary(op);
            case DOUBLE -> op.isTest() ? Comparisons.doubles(op) : DoubleLoops.binary(op);
            case LONG -> op.isTest() ? Comparisons.longs(op) : IntegerLoops.longs(op);
            case INT -> op.isTest() ? Comparisons.ints(op) : IntegerLoops.ints(op);
        };
    }

    private static One<double[], ?> doubles(UnaryOp op) {
        return switch (op) {
            case ISNAN, ISINF, ISFINITE, LOGICAL_NOT -> (One<double[], int[]>) (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = test(op, a[i]) ? 1 : 0;
                }
            };
            default -> DoubleLoops.unary(op);
        };
    }

    private static One<long[], ?> longs(UnaryOp op) {
        return switch (op) {
            case ISNAN, ISINF, ISFINITE, LOGICAL_NOT -> (One<long[], int[]>) (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = test(op, a[i] == 0 ? 0.0 : 1.0) ? 1 : 0;
                }
            };
            default -> {
                LongUnaryOperator function = Scalars.whole(op);
                yield (One<long[], long[]>) (a, r, n) -> {
                    for (var i = 0; i < n; i++) {
                        r[i] = function.applyAsLong(a[i]);
                    }
                };
            }
        };
    }

    private static One<int[], int[]> ints(UnaryOp op) {
        return switch (op) {
            case ISNAN, ISINF, ISFINITE, LOGICAL_NOT -> (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = test(op, a[i]) ? 1 : 0;
                }
            };
            default -> {
                LongUnaryOperator function = Scalars.whole(op);
                yield (a, r, n) -> {
                    for (var i = 0; i < n; i++) {
                        r[i] = (int) function.applyAsLong(a[i]);
                    }
                };
            }
        };
    }

    static boolean test(UnaryOp op, double value) {
        return switch (op) {
            case ISNAN -> Double.isNaN(value);
            case ISINF -> Double.isInfinite(value);
            case ISFINITE -> Double.isFinite(value);
            default -> value == 0;
        };
    }

    static One<double[], double[]> each(DoubleUnaryOperator function) {
        return (a, r, n) -> {
            for (var i = 0; i < n; i++) {
                r[i] = function.applyAsDouble(a[i]);
            }
        };
    }

    static One<float[], float[]> eachFloat(DoubleUnaryOperator function) {
        return (a, r, n) -> {
            for (var i = 0; i < n; i++) {
                r[i] = (float) function.applyAsDouble(a[i]);
            }
        };
    }

    static Two<double[], double[]> each(DoubleBinaryOperator function) {
        return (a, b, r, n) -> {
            for (var i = 0; i < n; i++) {
                r[i] = function.applyAsDouble(a[i], b[i]);
            }
        };
    }

    static Two<float[], float[]> eachFloat(DoubleBinaryOperator function) {
        return (a, b, r, n) -> {
            for (var i = 0; i < n; i++) {
                r[i] = (float) function.applyAsDouble(a[i], b[i]);
            }
        };
    }

    static Two<long[], long[]> each(LongBinaryOperator function) {
        return (a, b, r, n) -> {
            for (var i = 0; i < n; i++) {
                r[i] = function.applyAsLong(a[i], b[i]);
            }
        };
    }

    static Two<int[], int[]> eachInt(LongBinaryOperator function) {
        return (a, b, r, n) -> {
            for (var i = 0; i < n; i++) {
                r[i] = (int) function.applyAsLong(a[i], b[i]);
            }
        };
    }
}
