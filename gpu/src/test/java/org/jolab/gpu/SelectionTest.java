package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionTest {

    @Test
    void takingAndGatheringAgreeWithTheReferenceAlongAnyAxis() {
        var cases = new Cases(11);
        for (var i = 0; i < 200; i++) {
            var shape = new int[] {1 + cases.below(5), 1 + cases.below(5), 1 + cases.below(5)};
            var dtype = DType.values()[cases.below(10)];
            var x = cases.view(dtype, cases.numbers(dtype, shape));
            var axis = cases.below(3);
            var size = shape[axis];
            var index = Reference.of(new int[] {cases.below(4)}, _ -> cases.below(2 * size) - size);
            var result = shape.clone();
            result[axis] = index.values().length;
            var taken = Reference.of(result, at -> {
                var source = at.clone();
                source[axis] = Math.floorMod((int) index.values()[at[axis]], size);
                return x.reference().at(source);
            });
            Cases.check("take", taken, x.tensor().take(index.tensor(DType.I64), axis), 0);
            var places = Reference.of(result, _ -> cases.below(size));
            var gathered = Reference.of(result, at -> {
                var source = at.clone();
                source[axis] = (int) places.at(at);
                return x.reference().at(source);
            });
            Cases.check("gather", gathered, x.tensor().gather(axis, places.tensor(DType.I32)), 0);
        }
    }

    @Test
    void scatteringUndoesGatheringAndAddsWhereItShould() {
        var x = Tensors.arange(12).reshape(3, 4);
        var index = Tensors.of(new long[][] {{3, 2, 1, 0}, {0, 1, 2, 3}, {1, 0, 3, 2}});
        var back = Tensors.zeros(DType.I64, 3, 4).scatter(1, index, x.gather(1, index));
        assertTrue(back.arrayEqual(x));
        var counts = Tensors.zeros(DType.I32, 5).scatterAdd(0, Tensors.of(new int[] {1, 1, 4, -1}),
            Tensors.ones(DType.I32, 4));
        assertArrayEquals(new int[] {0, 2, 0, 0, 2}, counts.toIntArray());
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, x.flatten().toIntArray());
    }

    @Test
    void indicesOutsideAreNamed() {
        var x = Tensors.zeros(2, 3);
        var outside = assertThrows(IndexOutOfBoundsException.class, () -> x.take(1, 0, 3));
        assertEquals("take: index 3 is outside of dim 1, which has size 3", outside.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> x.gather(0, Tensors.full(-3, 1, 1)));
        assertThrows(DTypeException.class, () -> x.take(Tensors.zeros(2), 0));
        assertThrows(ShapeException.class, () -> x.gather(0, Tensors.zeros(DType.I64, 2)));
        assertThrows(IndexOutOfBoundsException.class, () -> Tensors.of(3).oneHot(3));
    }

    @Test
    void masksChooseInOrder() {
        var x = Tensors.arange(12).reshape(3, 4);
        assertArrayEquals(new int[] {0, 3, 6, 9}, x.get(x.remainder(3).equal(0)).toIntArray());
        assertArrayEquals(new int[] {4, 5, 6, 7}, x.get(Tensors.of(new boolean[] {false, true, false})).flatten()
            .toIntArray());
        assertArrayEquals(new int[] {0}, x.get(x.less(0)).shape());
        assertArrayEquals(new int[] {0, 1, 1, 3, 2, 3},
            x.equal(1).logicalOr(x.equal(7)).logicalOr(x.equal(11)).nonzero().flatten().toIntArray());
        var refused = assertThrows(DTypeException.class, () -> x.get(x.to(DType.F32)));
        assertEquals("get: a mask is BOOL and indices are integers, not F32; x.ne(0) and to(DType.I64) make such",
            refused.getMessage());
        assertThrows(ShapeException.class, () -> x.get(Tensors.ones(DType.BOOL, 4)));
        var many = Tensors.arange(100_000);
        assertEquals(50_000, many.get(many.remainder(2).equal(1)).size());
    }

    @Test
    void tensorsAreIndicesAndWhatTheyMeanCanBeSet() {
        var x = Tensors.arange(12).reshape(3, 4);
        var index = Tensors.of(new int[] {2, -1, 0});
        assertArrayEquals(new int[] {8, 9, 10, 11, 8, 9, 10, 11, 0, 1, 2, 3}, x.get(index).flatten().toIntArray());
        assertArrayEquals(new int[] {3, 2}, x.get(Tensors.all(), Tensors.at(index.get("1:"))).shape());
        assertArrayEquals(new int[] {10, 11, 0}, x.get(Tensors.at(index), Tensors.at(index)).toIntArray());
        var outside = assertThrows(IndexOutOfBoundsException.class, () -> x.get(Tensors.all(),
            Tensors.at(Tensors.of(4))));
        assertEquals("get: index 4 is outside of dim 1, which has size 4", outside.getMessage());
        assertThrows(DTypeException.class, () -> Tensors.at(Tensors.ones(2)));
        assertThrows(ShapeException.class, () -> x.get(Tensors.at(index), Tensors.all(), Tensors.at(index)));
        assertThrows(ShapeException.class, () -> Tensors.of(3).get(index));

        var square = Tensors.zeros(3, 3);
        square.set(Tensors.of(new boolean[] {true, false, false}), 5);
        assertArrayEquals(new int[] {5, 5, 5, 0, 0, 0, 0, 0, 0}, square.flatten().toIntArray(), "a row, as get says");
        square.t().set(Tensors.of(new long[] {1}), Tensors.of(new float[] {7, 8, 9}));
        assertArrayEquals(new int[] {5, 7, 5, 0, 8, 0, 0, 9, 0}, square.flatten().toIntArray(), "through a view");
        square.set(square.eq(0), square.get(square.ne(0)).get(":4"));
        assertArrayEquals(new int[] {5, 7, 5, 5, 8, 7, 5, 9, 8}, square.flatten().toIntArray());
        assertThrows(ShapeException.class, () -> square.set(square.eq(5), Tensors.ones(3)));
        assertThrows(ShapeException.class, () -> Tensors.zeros(3, 4).set(Tensors.ones(DType.BOOL, 4), 1));
        assertThrows(DTypeException.class, () -> square.set(square.eq(5), Tensors.of(2.5)));
        assertThrows(IndexOutOfBoundsException.class, () -> square.set(Tensors.of(new long[] {3}), 1));
        assertArrayEquals(new int[] {5, 7, 5, 5, 8, 7, 5, 9, 8}, square.flatten().toIntArray());
    }

    @Test
    void piecesBeginWhereTheyAreSaidTo() {
        var pieces = Tensors.arange(10).splitAt(0, 3, -2, 20);
        assertArrayEquals(new int[] {3, 5, 2, 0}, Arrays.stream(pieces).mapToInt(each -> each.size(0)).toArray());
        assertEquals(3, pieces[1].get(0).itemLong());
        assertEquals(1, Tensors.zeros(2, 3).splitAt(-1).length);
        assertThrows(RuntimeException.class, () -> Tensors.of(3).splitAt(0, 1));
    }

    @Test
    void sortingAgreesWithJavasOwnForEveryTypeAndAxis() {
        var cases = new Cases(12);
        for (var i = 0; i < 200; i++) {
            var dtype = DType.values()[cases.below(10)];
            var shape = new int[] {1 + cases.below(4), 1 + cases.below(30), 1 + cases.below(3)};
            var x = cases.view(dtype, cases.numbers(dtype, shape));
            var axis = cases.below(3);
            var named = new boolean[3];
            named[axis] = true;
            var descending = cases.below(2) == 0;
            var sorted = x.tensor().sort(axis, descending);
            var order = x.tensor().argsort(axis, descending);
            for (var k = 0; k < shape[axis]; k++) {
                var place = k;
                var expected = x.reference().reduce(named, v -> nth(v, place, descending));
                Cases.check("sort of " + dtype, expected, sorted.take(axis, k), 0);
                Cases.check("argsort of " + dtype, x.reference().reduce(named, v -> order(v, descending)[place]),
                    order.take(axis, k), 0);
            }
        }
    }

    private static double nth(double[] values, int place, boolean descending) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[descending ? sorted.length - 1 - place : place];
    }

    private static int[] order(double[] values, boolean descending) {
        Comparator<Integer> byValue = (a, b) -> Double.compare(values[a] + 0.0, values[b] + 0.0);
        return IntStream.range(0, values.length).boxed().sorted(descending ? byValue.reversed() : byValue)
            .mapToInt(Integer::intValue).toArray();
    }

    @Test
    void theGreatestComeFirstWithTheirPlaces() {
        var top = Tensors.of(new float[][] {{1, 9, 3, 7}, {4, 4, 8, 0}}).topk(2);
        assertArrayEquals(new float[] {9, 7, 8, 4}, top.values().flatten().toFloatArray());
        assertArrayEquals(new int[] {1, 3, 2, 0}, top.indices().flatten().toIntArray());
        var least = Tensors.of(new float[][] {{1, 9, 3, 7}, {4, 4, 8, 0}}).topk(2, 1, false);
        assertArrayEquals(new float[] {1, 3, 0, 4}, least.values().flatten().toFloatArray());
        assertArrayEquals(new int[] {0, 2, 3, 0}, least.indices().flatten().toIntArray());
        assertThrows(IllegalArgumentException.class, () -> Tensors.zeros(3).topk(4));
    }

    @Test
    void uniqueElementsAreSortedAndNanIsOne() {
        assertArrayEquals(new float[] {-1, 0, 2, Float.NaN},
            Tensors.of(new float[] {2, Float.NaN, -1, 0, 2, Float.NaN, -1}).unique().toFloatArray());
        assertArrayEquals(new int[] {}, Tensors.zeros(DType.I32, 0).unique().toIntArray());
    }

    @Test
    void differentRowsAreCounted() {
        var x = Tensors.of(new double[][] {{2, 1}, {Double.NaN, 0}, {2, 0}, {Double.NaN, 0}, {2, 1}});
        var rows = x.uniqueAll(0);
        assertArrayEquals(new double[] {2, 0, 2, 1, Double.NaN, 0}, rows.values().flatten().toDoubleArray());
        assertArrayEquals(new int[] {1, 2, 2}, rows.counts().toIntArray());
        assertArrayEquals(new int[] {1, 2, 0, 2, 1}, rows.inverse().toIntArray());
        assertTrue(rows.values().take(rows.inverse(), 0).equal(x).logicalOr(x.isnan()).all().itemLong() == 1);
        var all = x.uniqueAll();
        assertArrayEquals(new int[] {3, 2, 3, 2}, all.counts().toIntArray());
        assertArrayEquals(new int[] {5, 2}, all.inverse().shape());
        assertArrayEquals(new int[] {2, 0}, Tensors.zeros(2, 0).unique(1).shape());
        assertArrayEquals(new int[] {1, 0}, Tensors.zeros(2, 0).unique(0).shape());
    }

    @Test
    void runningResultsAgreeWithALoop() {
        var x = Tensors.of(new int[][] {{3, 1, 2}, {-4, 5, 6}});
        assertArrayEquals(new int[] {3, 4, 6, -4, 1, 7}, x.cumsum(1).flatten().toIntArray());
        assertArrayEquals(new int[] {3, 1, 2, -12, 5, 12}, x.cumprod(0).flatten().toIntArray());
        assertArrayEquals(new int[] {3, 3, 3, -4, 5, 6}, x.cummax(-1).flatten().toIntArray());
        assertArrayEquals(new int[] {3, 1, 1, -4, -4, -4}, x.cummin(1).flatten().toIntArray());
        assertEquals(DType.I64, x.cumsum(0).dtype());
        assertEquals(4999950000L, Tensors.arange(100_000).cumsum(0).get(-1).itemLong());
        assertArrayEquals(new int[] {-2, 1, 9, 1}, x.diff(1).flatten().toIntArray());
    }
}
