package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReductionsTest {

    private interface Reduction {
        Tensor of(Tensor x, boolean keep, int... axes);
    }

    private record Case(Reduction function, ToDoubleFunction<double[]> expected) {
    }

    private static final Map<String, Case> ALL = new LinkedHashMap<>();

    private static double mean(double[] values) {
        return Arrays.stream(values).reduce(0, (a, b) -> a + b) / values.length;
    }

    private static double greatest(double[] values) {
        return Arrays.stream(values).reduce(Double.NEGATIVE_INFINITY, Math::max);
    }

    static {
        ALL.put("sum", new Case((x, keep, axes) -> x.sum(keep, axes),
            v -> Arrays.stream(v).reduce(0, (a, b) -> a + b)));
        ALL.put("mean", new Case((x, keep, axes) -> x.mean(keep, axes), ReductionsTest::mean));
        ALL.put("prod", new Case((x, keep, axes) -> x.mul(0.25).add(1).prod(keep, axes),
            v -> Arrays.stream(v).reduce(1, (a, b) -> a * (b * 0.25 + 1))));
        ALL.put("min", new Case((x, keep, axes) -> x.min(keep, axes),
            v -> Arrays.stream(v).reduce(Double.POSITIVE_INFINITY, Math::min)));
        ALL.put("max", new Case((x, keep, axes) -> x.max(keep, axes), ReductionsTest::greatest));
        ALL.put("any", new Case((x, keep, axes) -> x.greater(3).any(keep, axes),
            v -> Arrays.stream(v).anyMatch(a -> a > 3) ? 1 : 0));
        ALL.put("all", new Case((x, keep, axes) -> x.greater(-3).all(keep, axes),
            v -> Arrays.stream(v).allMatch(a -> a > -3) ? 1 : 0));
        ALL.put("var", new Case((x, keep, axes) -> x.var(keep, axes),
            v -> mean(Arrays.stream(v).map(a -> (a - mean(v)) * (a - mean(v))).toArray())));
        ALL.put("logsumexp", new Case((x, keep, axes) -> x.logsumexp(keep, axes),
            v -> Math.log(Arrays.stream(v).map(Math::exp).sum())));
    }

    @Test
    void everyReductionOverAnyAxesAgreesWithTheReference() {
        for (var dtype : new DType[] {DType.F64, DType.F32, DType.F16, DType.I32, DType.U8}) {
            var cases = new Cases(5);
            ALL.forEach((name, each) -> {
                for (var i = 0; i < 25; i++) {
                    var small = name.equals("prod") || dtype == DType.F16 || name.equals("logsumexp");
                    var shape = small ? new int[] {1 + cases.below(4), 1 + cases.below(20), 1 + cases.below(3)}
                        : cases.shape();
                    var numbers = cases.numbers(dtype, shape)
                        .map(v -> name.equals("logsumexp") || name.equals("prod") && !dtype.isFloat() ? v % 3 : v);
                    var x = cases.view(dtype, numbers);
                    var named = new boolean[shape.length];
                    for (var d = 0; d < shape.length; d++) {
                        named[d] = cases.below(2) == 0;
                    }
                    var axes = IntStream.range(0, shape.length).filter(d -> named[d]).toArray();
                    if (axes.length == 0) {
                        Arrays.fill(named, true);
                    }
                    if ((name.equals("min") || name.equals("max") || name.equals("logsumexp"))
                        && Shape.count(shape) == 0) {
                        continue;
                    }
                    var expected = numbers.reduce(named, each.expected);
                    var actual = each.function.of(x.tensor(), true, axes);
                    var tolerance = dtype == DType.F16 ? 4e-3 : actual.dtype() == DType.F32 ? 3e-6 : 1e-10;
                    Cases.check(name + " of " + dtype + " " + Shape.text(shape) + " over " + Arrays.toString(axes),
                        expected, actual, tolerance);
                    assertArrayEquals(actual.toDoubleArray(),
                        each.function.of(x.tensor(), false, axes).toDoubleArray());
                }
            });
        }
    }

    @Test
    void largeReductionsInEveryOrderOfAxesAgreeWithTheReference() {
        var numbers = Reference.of(new int[] {70, 90, 40}, i -> (float) Math.sin(i[0] * 7919 + i[1] * 31 + i[2]));
        var x = numbers.tensor(DType.F32);
        for (var named : new boolean[][] {{true, false, false}, {false, true, false}, {false, false, true},
            {true, true, false}, {true, false, true}, {false, true, true}, {true, true, true}}) {
            var axes = IntStream.range(0, 3).filter(d -> named[d]).toArray();
            var sum = numbers.reduce(named, v -> Arrays.stream(v).sum());
            for (var order : new int[][] {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}}) {
                var view = x.permute(order).copy().permute(inverse(order));
                assertTrue(view.sum(true, axes).sub(sum.tensor(DType.F64)).abs().max().item() < 1e-3);
                Cases.check("max", numbers.reduce(named, ReductionsTest::greatest), view.max(true, axes), 0);
            }
        }
    }

    private static int[] inverse(int[] order) {
        var inverse = new int[order.length];
        for (var i = 0; i < order.length; i++) {
            inverse[order[i]] = i;
        }
        return inverse;
    }

    @Test
    void longFloatSumsDoNotLoseDigits() {
        assertEquals(16_777_216 + 3_000_000, Tensors.ones(19_777_216).sum().item());
        assertEquals(0.1f * 10_000_000.0, Tensors.full(0.1, 10_000_000).sum().item(), 0.2);
        assertEquals(0.1f, Tensors.full(0.1, 10_000_000).mean().item(), 1e-8);
        assertEquals(4000, Tensors.ones(DType.F16, 4000).sum().item());
        assertEquals(1e-4, Tensors.full(1e4, DType.F64, 100_000).add(Tensors.arange(100_000).remainder(2).mul(0.02))
            .var().item(), 1e-9);
    }

    @Test
    void sumsOfFloatsThatOverflowOnTheWayDoNotInTheEnd() {
        for (var length : new int[] {2000, 200_000}) {
            var values = new float[length];
            for (var i = 0; i < length; i++) {
                values[i] = (i / 8 % 2 == 0 ? 1 : -1) * 3e38f;
            }
            assertEquals(0, Tensors.of(values).sum().item());
            values[length - 1] = Float.POSITIVE_INFINITY;
            assertEquals(Double.POSITIVE_INFINITY, Tensors.of(values).sum().item());
            values[5] = Float.NaN;
            assertTrue(Double.isNaN(Tensors.of(values).sum().item()));
        }
    }

    @Test
    void partsOfLongRowsAreSummedWhereverTheyBeginAndEnd() {
        var all = Tensors.arange(300_000).remainder(7).to(DType.F32).eval();
        for (var start : new int[] {0, 1, 5, 1023, 70_001}) {
            for (var count : new int[] {65_536, 65_537, 100_003, 199_999}) {
                var expected = IntStream.range(start, start + count).mapToLong(i -> i % 7).sum();
                var part = all.get(start + ":" + (start + count));
                assertEquals(expected, part.sum().item());
                assertEquals(2.0 * expected, part.mul(2).sum().item());
            }
        }
        assertArrayEquals(IntStream.range(0, 30).mapToDouble(row -> IntStream.range(row * 10_000, (row + 1) * 10_000)
            .mapToLong(i -> i % 7).sum()).toArray(), all.reshape(30, 10_000).sum(1).toDoubleArray());
    }

    @Test
    void indicesOfExtremesOfLongRowsAreTheFirstOnes() {
        var values = new float[5000];
        values[3000] = 2;
        values[4000] = 2;
        values[4500] = -1;
        assertEquals(3000, Tensors.of(values).argmax().item());
        assertEquals(4500, Tensors.of(values).argmin().item());
        values[4100] = Float.NaN;
        values[4900] = Float.NaN;
        assertEquals(4100, Tensors.of(values).argmax().item());
        assertEquals(4100, Tensors.of(values).argmin().item());
    }

    @Test
    void integersAreSummedAsLongs() {
        assertEquals(3L * Integer.MAX_VALUE, Tensors.full(Integer.MAX_VALUE, DType.I32, 3).sum().itemLong());
        assertEquals(DType.I64, Tensors.ones(DType.U8, 3).sum().dtype());
        assertEquals(70_000, Tensors.ones(DType.BOOL, 70_000).sum().itemLong());
        assertEquals(2.5, Tensors.of(new int[] {2, 3}).mean().item());
        assertEquals(Long.MAX_VALUE, Tensors.of(new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1}).max().itemLong());
    }

    @Test
    void indicesOfExtremesAreTheFirstOnesAndNanGoesBefore() {
        var x = Tensors.of(new float[][] {{1, 5, 5}, {Float.NaN, 7, Float.NaN}, {3, 2, 2}});
        assertArrayEquals(new int[] {1, 0, 0}, x.argmax(1).toIntArray());
        assertArrayEquals(new int[] {0, 0, 1}, x.argmin(1).toIntArray());
        assertArrayEquals(new int[] {1, 1, 1}, x.argmax(0).toIntArray());
        assertEquals(3, x.argmax().itemLong());
        assertEquals(1, Tensors.of(new long[] {Long.MAX_VALUE - 1, Long.MAX_VALUE}).argmax().itemLong());
        var long1 = Tensors.arange(100_000).remainder(77_777);
        assertEquals(77_776, long1.argmax().itemLong());
    }

    @Test
    void reductionsOfNothingHaveTheirNeutralElementOrAreRefused() {
        var x = Tensors.zeros(0, 3);
        assertEquals(0, x.sum().item());
        assertEquals(1, x.prod().item());
        assertTrue(Double.isNaN(x.mean().item()));
        assertArrayEquals(new float[] {0, 0, 0}, x.sum(0).toFloatArray());
        assertArrayEquals(new int[] {0}, x.sum(1).shape());
        assertTrue(x.all().itemBoolean());
        assertEquals(0, x.any().item());
        var refused = assertThrows(ShapeException.class, () -> x.max(0));
        assertEquals("max: [0,3] has no elements to choose from", refused.getMessage());
        assertArrayEquals(new int[] {0}, x.max(1).shape());
        refused = assertThrows(ShapeException.class, () -> x.sum(2));
        assertEquals("sum: axis 2 is outside of -2 to 1", refused.getMessage());
        assertThrows(ShapeException.class, () -> x.sum(0, -2));
    }

    @Test
    void softmaxSumsToOneAndSurvivesLargeNumbers() {
        var x = Tensors.of(new double[][] {{1000, 1001, 1002}, {-1000, 0, Double.NEGATIVE_INFINITY}});
        var y = x.softmax(1);
        assertArrayEquals(new double[] {0.09003057317038046, 0.24472847105479767, 0.6652409557748219, 0, 1, 0},
            y.flatten().toDoubleArray(), 1e-15);
        assertArrayEquals(new double[] {1002.4076059644444, 0}, x.logsumexp(1).toDoubleArray(), 1e-12);
        assertTrue(x.logSoftmax(1).exp().allClose(y));
        assertEquals(Double.NEGATIVE_INFINITY, Tensors.full(Double.NEGATIVE_INFINITY, 3).logsumexp().item());
    }

    @Test
    void deviationsOfSamplesAreDividedByOneLess() {
        var x = Tensors.of(new double[] {1, 2, 3, 4});
        assertEquals(1.25, x.var().item(), 1e-15);
        assertEquals(5.0 / 3, x.var(1, false).item(), 1e-15);
        assertEquals(Math.sqrt(1.25), x.std().item(), 1e-15);
        assertTrue(Double.isNaN(Tensors.of(new double[] {1}).var(1, false).item()));
        assertEquals(Math.sqrt(30), x.norm().item(), 1e-14);
        assertEquals(3, Tensors.of(new int[] {1, 0, -1, 5}).countNonzero().itemLong());
    }
}
