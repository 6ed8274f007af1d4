package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class ArithmeticTest {

    private record Case(BinaryOperator<Tensor> function, DoubleBinaryOperator expected) {
    }

    private static final Map<String, Case> ALL = new LinkedHashMap<>();

    private static void add(String name, BinaryOperator<Tensor> function, DoubleBinaryOperator expected) {
        ALL.put(name, new Case(function, expected));
    }

    static {
        add("add", Tensor::add, (a, b) -> a + b);
        add("sub", Tensor::sub, (a, b) -> a - b);
        add("mul", Tensor::mul, (a, b) -> a * b);
        add("div", Tensor::div, (a, b) -> a / b);
        add("maximum", Tensor::maximum, Math::max);
        add("minimum", Tensor::minimum, Math::min);
        add("equal", Tensor::equal, (a, b) -> a == b ? 1 : 0);
        add("notEqual", Tensor::notEqual, (a, b) -> a != b ? 1 : 0);
        add("less", Tensor::less, (a, b) -> a < b ? 1 : 0);
        add("lessEqual", Tensor::lessEqual, (a, b) -> a <= b ? 1 : 0);
        add("greater", Tensor::greater, (a, b) -> a > b ? 1 : 0);
        add("greaterEqual", Tensor::greaterEqual, (a, b) -> a >= b ? 1 : 0);
        add("logicalAnd", Tensor::logicalAnd, (a, b) -> a != 0 && b != 0 ? 1 : 0);
        add("logicalOr", Tensor::logicalOr, (a, b) -> a != 0 || b != 0 ? 1 : 0);
        add("logicalXor", Tensor::logicalXor, (a, b) -> a != 0 ^ b != 0 ? 1 : 0);
    }

    private static final Map<String, Case> FLOATS = new LinkedHashMap<>(ALL);

    static {
        FLOATS.put("pow", new Case(Tensor::pow, (a, b) -> a == 1 || a == -1 && Double.isInfinite(b) ? 1
            : Math.pow(a, b)));
        FLOATS.put("atan2", new Case(Tensor::atan2, Math::atan2));
        FLOATS.put("hypot", new Case(Tensor::hypot, Math::hypot));
        FLOATS.put("copysign", new Case(Tensor::copysign, Math::copySign));
        FLOATS.put("logaddexp", new Case(Tensor::logaddexp,
            (a, b) -> a == b ? a + Math.log(2) : Math.log(Math.exp(a) + Math.exp(b))));
    }

    @Test
    void everyOperationOnFloatsAgreesWithTheReferenceOverBroadcastsAndViews() {
        for (var dtype : new DType[] {DType.F64, DType.F32, DType.F16, DType.BF16}) {
            var cases = new Cases(2);
            FLOATS.forEach((name, each) -> {
                for (var i = 0; i < 15; i++) {
                    var shape = cases.shape();
                    var x = cases.view(dtype, cases.numbers(dtype, shape));
                    var y = cases.view(dtype, cases.numbers(dtype, cases.broadcastable(shape)));
                    var swap = cases.below(2) == 0;
                    var a = swap ? y : x;
                    var b = swap ? x : y;
                    var expected = a.reference().zip(b.reference(), each.expected);
                    if (dtype == DType.F16) {
                        expected = expected.map(v -> Math.abs(v) >= 65520 ? Math.signum(v) / 0.0 : v);
                    }
                    Cases.check(name, expected, each.function.apply(a.tensor(), b.tensor()),
                        Math.max(Cases.tolerance(dtype), 1e-12));
                }
            });
        }
    }

    @Test
    void everyOperationOnIntegersWrapsLikeItsType() {
        for (var dtype : new DType[] {DType.I64, DType.I32, DType.I16, DType.I8, DType.U8}) {
            var cases = new Cases(3);
            ALL.forEach((name, each) -> {
                for (var i = 0; i < 10; i++) {
                    var shape = cases.shape();
                    var x = cases.view(dtype, cases.numbers(dtype, shape));
                    var y = cases.view(dtype, cases.numbers(dtype, cases.broadcastable(shape)));
                    var result = each.function.apply(x.tensor(), y.tensor());
                    var expected = x.reference().zip(y.reference(), each.expected);
                    if (!name.equals("div")) {
                        expected = expected.map(v -> wrap(result.dtype(), (long) v));
                    }
                    Cases.check(name + " " + dtype, expected, result, Cases.tolerance(result.dtype()));
                }
            });
        }
    }

    private static double wrap(DType dtype, long value) {
        return switch (dtype) {
            case I16 -> (short) value;
            case I8 -> (byte) value;
            case U8 -> value & 255;
            default -> value;
        };
    }

    @Test
    void floorDivisionAndRemainderFollowPythonsSigns() {
        var a = new double[] {7, -7, 7, -7, 0, 1, -0.0, 6, 5.5, -5.5, 1, -1};
        var b = new double[] {2, 2, -2, -2, 3, Double.POSITIVE_INFINITY, 2, 3, 2, 2, Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY};
        assertArrayEquals(new double[] {3, -4, -4, 3, 0, 0, -0.0, 2, 2, -3, -1, -1},
            Tensors.of(a).floorDivide(Tensors.of(b)).toDoubleArray());
        assertArrayEquals(new double[] {1, 1, -1, -1, 0, 1, 0, 0, 1.5, 0.5, Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY}, Tensors.of(a).remainder(Tensors.of(b)).toDoubleArray());
        var x = Tensors.of(new int[] {7, -7, 7, -7, 5});
        var y = Tensors.of(new int[] {2, 2, -2, -2, 0});
        assertArrayEquals(new int[] {3, -4, -4, 3, 0}, x.floorDivide(y).toIntArray());
        assertArrayEquals(new int[] {1, 1, -1, -1, 0}, x.remainder(y).toIntArray());
        assertEquals(Double.POSITIVE_INFINITY, x.div(0).at(0));
    }

    @Test
    void integerPowersAndShiftsAreExact() {
        assertEquals(1L << 62, Tensors.of(2L).pow(62).itemLong());
        assertEquals(-27, Tensors.of(-3).pow(3).itemLong());
        assertEquals(0, Tensors.of(3).pow(-1).itemLong());
        assertEquals(Integer.MIN_VALUE, Tensors.of(1).bitwiseLeftShift(31).itemLong());
        assertEquals(0, Tensors.of(1).bitwiseLeftShift(32).itemLong());
        assertEquals(-1, Tensors.of(-8).bitwiseRightShift(70).itemLong());
        assertEquals(6, Tensors.of(7).bitwiseAnd(Tensors.of(14)).itemLong());
        assertEquals(9, Tensors.of(7).bitwiseXor(Tensors.of(14)).itemLong());
    }

    @Test
    void numbersTakeTheTensorsType() {
        assertEquals(DType.I32, Tensors.of(1).add(2).dtype());
        assertEquals(DType.F64, Tensors.of(1).add(2.5).dtype());
        assertEquals(DType.F32, Tensors.of(1f).add(2.5).dtype());
        assertEquals(DType.BF16, Tensors.ones(DType.BF16, 2).mul(3).dtype());
        assertEquals(DType.F32, Tensors.ones(DType.U8, 2).mul(0.5).dtype());
        assertEquals(DType.I64, Tensors.of(true).add(1).dtype());
        assertEquals(0.5f, (float) Tensors.of(2f).rdiv(1).item());
        assertEquals(-1, Tensors.of(2f).rsub(1).item());
        var refused = assertThrows(DTypeException.class, () -> Tensors.ones(DType.U8, 1).add(300));
        assertEquals("add: 300 does not fit U8", refused.getMessage());
    }

    @Test
    void shapesThatDoNotBroadcastAreNamedWithTheDimension() {
        var refused = assertThrows(ShapeException.class, () -> Tensors.zeros(2, 3).add(Tensors.zeros(4, 5)));
        assertEquals("add: [2,3] and [4,5] do not broadcast (dim 1: 3 vs 5)", refused.getMessage());
        refused = assertThrows(ShapeException.class, () -> Tensors.zeros(7, 2, 3).mul(Tensors.zeros(4, 3)));
        assertEquals("mul: [7,2,3] and [4,3] do not broadcast (dim 1: 2 vs 4)", refused.getMessage());
    }

    @Test
    void inPlaceOperationsKeepTheTypeAndRefuseWhatDoesNotFit() {
        var x = Tensors.of(new float[] {1, 2, 3});
        x.add_(1).mul_(Tensors.of(new float[] {1, 2, 3}));
        assertArrayEquals(new float[] {2, 6, 12}, x.toFloatArray());
        var whole = Tensors.of(new int[] {1, 2});
        assertThrows(DTypeException.class, () -> whole.add_(0.5));
        assertThrows(DTypeException.class, () -> whole.div_(2));
        assertThrows(ShapeException.class, () -> whole.add_(Tensors.zeros(DType.I32, 3, 2)));
        assertArrayEquals(new int[] {1, 2}, whole.toIntArray());
    }

    @Test
    void whereChoosesAndClipLimits() {
        var x = Tensors.of(new float[] {-2, -1, 0, 1, Float.NaN});
        assertArrayEquals(new float[] {0, 0, 0, 1, Float.NaN}, Tensors.where(x.less(0), 0, x).toFloatArray());
        assertArrayEquals(new float[] {-1, -1, 0, 0.5f, Float.NaN}, x.clip(-1, 0.5).toFloatArray());
        assertArrayEquals(new int[] {2, 3},
            Tensors.where(Tensors.ones(DType.BOOL, 2, 1), Tensors.zeros(3), Tensors.ones(3)).shape());
    }

    @Test
    void closenessAndEqualityKnowNan() {
        var x = Tensors.of(new double[] {1, Double.NaN, Double.POSITIVE_INFINITY});
        assertTrue(x.allClose(x.add(1e-9)));
        assertFalse(x.allClose(x.add(1e-3)));
        assertFalse(x.arrayEqual(x));
        assertTrue(Tensors.arange(3).arrayEqual(Tensors.arange(3)));
        assertFalse(Tensors.arange(3).arrayEqual(Tensors.arange(1)));
    }
}
