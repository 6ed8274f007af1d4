package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Product;
import org.jolab.gpu.Strided;
import org.jolab.gpu.UnaryOp;
import org.junit.jupiter.api.Test;

/** Each native library beside the loops in plain Java, on the same memory. */
class NativeProductsTest {

    private final Random random = new Random(11);

    private Expr.Leaf matrices(DType dtype, int batch, int rows, int columns) {
        var count = (long) batch * rows * columns;
        var storage = HostMemory.INSTANCE.allocate(Device.CPU, Math.max(1, count * dtype.bytes()));
        var plain = new Expr.Leaf(storage, dtype, Strided.contiguous((int) count));
        var numbers = new Expr.Leaf(HostMemory.INSTANCE.allocate(Device.CPU, Math.max(1, count * 8)), DType.F64,
            Strided.contiguous((int) count));
        for (var i = 0L; i < count; i++) {
            numbers.storage().memory().setAtIndex(JAVA_DOUBLE, i,
                (random.nextInt(33) - 16) / 8.0);
        }
        Program.of(new Expr.Cast(dtype, numbers), new int[] {(int) count}).store(plain);
        return new Expr.Leaf(storage, dtype, Strided.contiguous(batch, rows, columns));
    }

    /** In one of the layouts that views have: as it is, transposed, with gaps between rows, one for all of a batch. */
    private Expr.Leaf viewed(DType dtype, int batch, int rows, int columns) {
        switch (random.nextInt(4)) {
            case 0 -> {
                return matrices(dtype, batch, rows, columns);
            }
            case 1 -> {
                var other = matrices(dtype, batch, columns, rows);
                return new Expr.Leaf(other.storage(), dtype, other.layout().permute(0, 2, 1));
            }
            case 2 -> {
                var wide = matrices(dtype, batch, rows, columns + 5);
                return new Expr.Leaf(wide.storage(), dtype, wide.layout().slice(2, 3, 1, columns));
            }
            default -> {
                var one = matrices(dtype, 1, rows, columns);
                return new Expr.Leaf(one.storage(), dtype, one.layout().broadcastTo(batch, rows, columns));
            }
        }
    }

    private static double[] numbers(Expr.Leaf leaf) {
        var count = (int) leaf.layout().count();
        var wide = new Expr.Leaf(HostMemory.INSTANCE.allocate(Device.CPU, Math.max(1, count * 8L)), DType.F64,
            Strided.contiguous(leaf.layout().shape()));
        Program.of(leaf.dtype() == DType.F64 ? leaf : new Expr.Cast(DType.F64, leaf), leaf.layout().shape())
            .store(wide);
        var values = new double[count];
        for (var i = 0; i < count; i++) {
            values[i] = wide.storage().memory().getAtIndex(JAVA_DOUBLE, i);
        }
        return values;
    }

    private static void close(String name, double[] expected, double[] actual, double tolerance) {
        for (var i = 0; i < expected.length; i++) {
            if (Double.isNaN(expected[i]) || Double.isInfinite(expected[i])) {
                assertEquals(expected[i], actual[i], name + " at " + i);
            } else {
                assertTrue(Math.abs(expected[i] - actual[i]) <= tolerance * Math.max(1, Math.abs(expected[i])),
                    () -> name + ": " + Arrays.toString(expected) + " and "
                        + Arrays.toString(actual));
            }
        }
    }

    private static double tolerance(DType dtype) {
        return switch (dtype) {
            case BF16 -> 1.0 / 128;
            case F16 -> 1.0 / 512;
            case F32 -> 1e-5;
            default -> 1e-13;
        };
    }

    @Test
    void openBlasAgreesWithPlainJava() {
        for (var round = 0; round < 150; round++) {
            var dtype = round % 2 == 0 ? DType.F32 : DType.F64;
            var size = sizes();
            var a = viewed(dtype, size[0], size[1], size[2]);
            var b = viewed(dtype, size[0], size[2], size[3]);
            var expected = matrices(dtype, size[0], size[1], size[3]);
            var actual = matrices(dtype, size[0], size[1], size[3]);
            MatrixProduct.plain(a, b, expected);
            assertTrue(Blas.multiply(a, b, actual));
            close(dtype + text(a) + " · " + text(b), numbers(expected), numbers(actual), tolerance(dtype));
        }
    }

    private static String text(Expr.Leaf leaf) {
        return " " + Arrays.toString(leaf.layout().shape()) + " by " + Arrays.toString(leaf.layout().strides());
    }

    private int[] sizes() {
        return new int[] {1 + random.nextInt(3), 1 + random.nextInt(40), 1 + random.nextInt(40),
            1 + random.nextInt(40)};
    }

    @Test
    void oneDnnAgreesWithPlainJavaAndItsBiasToo() {
        for (var round = 0; round < 600; round++) {
            var dtype = new DType[] {DType.F32, DType.BF16, DType.F16}[round % 3];
            var size = sizes();
            var bias = matrices(dtype, 1, 1, size[3]);
            var a = viewed(dtype, size[0], size[1], size[2]);
            var b = viewed(dtype, size[0], size[2], size[3]);
            var product = new Product(a, b,
                round % 5 < 2 ? Optional.empty()
                    : Optional.of(new Expr.Leaf(bias.storage(), dtype, Strided.contiguous(size[3]))), Optional.empty());
            var actual = matrices(dtype, size[0], size[1], size[3]);
            if (DnnProduct.multiply(product, actual)) {
                close(dtype + text(a) + " · " + text(b), expected(product, size), numbers(actual),
                    tolerance(dtype));
            } else {
                assertTrue(dtype != DType.F32 || size[0] > 1, () -> "F32 is for every processor: " + product);
            }
        }
    }

    private double[] expected(Product product, int[] size) {
        var sums = matrices(DType.F64, size[0], size[1], size[3]);
        MatrixProduct.plain(wide(product.a()), wide(product.b()), sums);
        Expr result = sums;
        if (product.bias().isPresent()) {
            result = new Expr.Binary(org.jolab.gpu.BinaryOp.ADD, DType.F64, result,
                new Expr.Cast(DType.F64, product.bias().get()));
        }
        if (product.activation().isPresent()) {
            result = new Expr.Unary(product.activation().get(), DType.F64, result);
        }
        Program.of(result, sums.layout().shape()).store(sums);
        return numbers(sums);
    }

    private Expr.Leaf wide(Expr.Leaf leaf) {
        var shape = leaf.layout().shape();
        var wide = matrices(DType.F64, shape[0], shape[1], shape[2]);
        Program.of(new Expr.Cast(DType.F64, leaf), shape).store(wide);
        return wide;
    }

    @Test
    void nanAndInfinityComeThroughEveryLibrary() {
        for (var special : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            var a = matrices(DType.F32, 1, 70, 65);
            var b = matrices(DType.F32, 1, 65, 66);
            a.storage().memory().setAtIndex(JAVA_FLOAT, 70, special);
            for (var activation : new UnaryOp[] {null, UnaryOp.RELU, UnaryOp.GELU}) {
                var product = new Product(a, b, Optional.empty(), Optional.ofNullable(activation));
                var expected = expected(product, new int[] {1, 70, 65, 66});
                var byDnn = matrices(DType.F32, 1, 70, 66);
                if (activation == null) {
                    assertTrue(DnnProduct.multiply(product, byDnn));
                    close(special + " oneDNN " + activation, expected, numbers(byDnn), 1e-5);
                }
                var chosen = matrices(DType.F32, 1, 70, 66);
                MatrixProduct.multiply(product, chosen);
                close(special + " chosen " + activation, expected, numbers(chosen), 1e-5);
            }
            var byBlas = matrices(DType.F32, 1, 70, 66);
            assertTrue(Blas.multiply(a, b, byBlas));
            close(special + " OpenBLAS", expected(Product.of(a, b), new int[] {1, 70, 65, 66}), numbers(byBlas), 1e-5);
        }
    }

    @Test
    void layoutsThatNoLibraryKnowsAreCopiedForIt() {
        for (var dtype : new DType[] {DType.F32, DType.F64, DType.BF16}) {
            var wide = matrices(dtype, 1, 100, 200);
            var a = new Expr.Leaf(wide.storage(), dtype, wide.layout().slice(2, 199, -2, 90));
            var b = viewed(dtype, 1, 90, 80);
            var actual = matrices(dtype, 1, 100, 80);
            MatrixProduct.multiply(Product.of(a, b), actual);
            close("flipped", expected(Product.of(a, b), new int[] {1, 100, 90, 80}), numbers(actual), tolerance(dtype));
        }
    }

    @Test
    void oneMatrixForAWholeBatchIsOneProduct() {
        var a = matrices(DType.F32, 7, 30, 40);
        var one = matrices(DType.F32, 1, 40, 20);
        var b = new Expr.Leaf(one.storage(), DType.F32, one.layout().broadcastTo(7, 40, 20));
        var actual = matrices(DType.F32, 7, 30, 20);
        MatrixProduct.multiply(Product.of(a, b), actual);
        close("folded", expected(Product.of(a, b), new int[] {7, 30, 40, 20}), numbers(actual), 1e-5);
    }
}
