package org.jolab.gpu;

import static org.jolab.gpu.Tensors.all;
import static org.jolab.gpu.Tensors.arange;
import static org.jolab.gpu.Tensors.at;
import static org.jolab.gpu.Tensors.ellipsis;
import static org.jolab.gpu.Tensors.newaxis;
import static org.jolab.gpu.Tensors.range;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewsTest {

    @Test
    void anySequenceOfViewsShowsTheElementsThatItShould() {
        var cases = new Cases(4);
        for (var i = 0; i < 600; i++) {
            var x = cases.numbers(DType.F64, cases.shape());
            var view = x.tensor(DType.F64);
            var expected = x;
            for (var step = 0; step < 4 && expected.shape().length > 0; step++) {
                var axis = cases.below(expected.shape().length);
                var size = expected.shape()[axis];
                switch (cases.below(4)) {
                    case 0 -> {
                        view = view.flip(axis);
                        expected = expected.slice(axis, size - 1, -1, size);
                    }
                    case 1 -> {
                        var to = cases.below(expected.shape().length);
                        var order = new ArrayList<>(IntStream.range(0, expected.shape().length).boxed()
                            .toList());
                        order.add(to, order.remove(axis));
                        view = view.moveaxis(axis, to);
                        expected = expected.permute(order.stream().mapToInt(Integer::intValue).toArray());
                    }
                    case 2 -> {
                        var start = cases.below(size + 1);
                        var by = 1 + cases.below(3);
                        var index = new Slice[expected.shape().length];
                        Arrays.fill(index, all());
                        index[axis] = range(start, null, by);
                        view = view.get(index);
                        expected = expected.slice(axis, start, by, (size - start + by - 1) / by);
                    }
                    default -> {
                        view = view.reshape((int) view.size());
                        expected = new Reference(new int[] {expected.values().length}, expected.values());
                    }
                }
            }
            Cases.check("case " + i, expected, view, 0);
            Cases.check("copy of case " + i, expected, view.copy(), 0);
            Cases.check("sum with case " + i, expected.map(v -> v + v), view.add(view), 0);
        }
    }

    @Test
    void slicesMeanWhatTheyMeanInPython() {
        var x = arange(10);
        assertArrayEquals(new int[] {2, 4}, x.get("2:6:2").toIntArray());
        assertArrayEquals(new int[] {9, 7, 5, 3, 1}, x.get("::-2").toIntArray());
        assertArrayEquals(new int[] {7, 8, 9}, x.get("-3:").toIntArray());
        assertArrayEquals(new int[] {9, 8}, x.get("100:-3:-1").toIntArray());
        assertArrayEquals(new int[] {2, 1, 0}, x.get("2::-1").toIntArray());
        assertArrayEquals(new int[] {}, x.get("5:2").toIntArray());
        assertArrayEquals(new int[] {}, x.get("-1:-100:1").toIntArray());
        assertEquals(8, x.get("-2").item());
        var y = arange(24).reshape(2, 3, 4);
        assertArrayEquals(new int[] {3, 7, 11, 15, 19, 23}, y.get("..., -1").flatten().toIntArray());
        assertArrayEquals(new int[] {2, 1, 4}, y.get(all(), newaxis(), at(0)).shape());
        assertArrayEquals(new int[] {1, 2, 3}, y.get(newaxis(), ellipsis(), at(2)).shape());
        assertArrayEquals(new int[] {20, 21, 22, 23}, y.get(1, 2).toIntArray());
        assertEquals(23, y.at(-1, -1, -1));
    }

    @Test
    void whatIsWrittenToAViewIsSeenInTheTensor() {
        var x = Tensors.zeros(3, 4);
        x.get(":, ::2").set(1);
        x.get("-1").set(Tensors.of(new float[] {5, 6, 7, 8}));
        x.t().get(1).set(9);
        x.get(x.equal(0)).set(3);
        assertArrayEquals(new float[] {1, 9, 1, 0, 1, 9, 1, 0, 5, 9, 7, 8}, x.flatten().toFloatArray());
        x.reshape(2, 6).get(1, 0).set(-1);
        assertEquals(-1, x.at(1, 2));
        x.diagonal().add_(10);
        assertArrayEquals(new float[] {11, 9, 1, 0, 1, 19, -1, 0, 5, 9, 17, 8}, x.flatten().toFloatArray());
        x.set(x.less(1), 0.5);
        assertArrayEquals(new float[] {11, 9, 1, 0.5f, 1, 19, 0.5f, 0.5f, 5, 9, 17, 8}, x.flatten().toFloatArray());
    }

    @Test
    void overlappingViewsAreReadBeforeTheyAreWritten() {
        var x = arange(6);
        x.get("1:").set(x.get(":-1"));
        assertArrayEquals(new int[] {0, 0, 1, 2, 3, 4}, x.toIntArray());
        x.set(x.flip());
        assertArrayEquals(new int[] {4, 3, 2, 1, 0, 0}, x.toIntArray());
        var large = arange(100_000);
        large.get("1:").add_(large.get(":-1"));
        assertEquals(99_999 + 99_998, large.at(99_999));
        assertEquals(3, large.at(2));
    }

    @Test
    void placesOutsideAreNamedWithTheDimensionAndItsSize() {
        var x = Tensors.zeros(2, 3);
        var outside = assertThrows(IndexOutOfBoundsException.class, () -> x.get(1, 3));
        assertEquals("get: index 3 is outside of dim 1, which has size 3", outside.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> x.get(-3));
        assertThrows(ShapeException.class, () -> x.get(0, 0, 0));
        assertThrows(ShapeException.class, () -> x.at(0));
        var unread = assertThrows(IllegalArgumentException.class, () -> x.get("0, a:b"));
        assertEquals("\"a:b\" in the index \"0, a:b\" is none of: a number, from:to, from:to:step, ..., newaxis",
            unread.getMessage());
        assertThrows(IllegalArgumentException.class, () -> x.get("::0"));
    }

    @Test
    void reshapesThatDoNotFitAreRefused() {
        var x = Tensors.zeros(2, 3);
        assertArrayEquals(new int[] {3, 2}, x.reshape(-1, 2).shape());
        var refused = assertThrows(ShapeException.class, () -> x.reshape(4, 2));
        assertEquals("reshape: [2,3] has 6 elements, [4,2] does not fit", refused.getMessage());
        assertThrows(ShapeException.class, () -> x.reshape(-1, 4));
        assertThrows(ShapeException.class, () -> x.reshape(-1, -1));
        assertThrows(ShapeException.class, () -> Shape.resolve(new int[] {1 << 20, 1 << 20}, new int[] {-1, 2}));
        assertThrows(ShapeException.class, () -> x.permute(0, 0));
        assertThrows(ShapeException.class, () -> x.transpose().squeeze(0));
        assertThrows(ShapeException.class, () -> x.broadcastTo(3, 3));
    }

    @Test
    void splittingTilingRollingPaddingAndRepeatingKeepEveryElement() {
        var x = arange(6).reshape(2, 3);
        assertArrayEquals(new int[] {0, 1, 3, 4}, x.split(2, 1)[0].flatten().toIntArray());
        assertArrayEquals(new int[] {2, 5}, x.split(2, 1)[1].flatten().toIntArray());
        assertArrayEquals(new int[] {1, 2, 4, 5}, x.splitSizes(1, 1, 2)[1].flatten().toIntArray());
        assertThrows(ShapeException.class, () -> x.splitSizes(1, 1, 1));
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5}, x.tile(2).flatten().toIntArray());
        assertArrayEquals(new int[] {2, 2, 6}, x.tile(2, 1, 2).shape());
        assertArrayEquals(new int[] {2, 0, 1, 5, 3, 4}, x.roll(1, 1).flatten().toIntArray());
        assertArrayEquals(new int[] {3, 4, 5, 0, 1, 2}, x.roll(-3, 0).flatten().toIntArray());
        assertArrayEquals(new int[] {9, 0, 1, 2, 9, 3, 4, 5}, x.pad(9, 0, 0, 1, 0).flatten().toIntArray());
        assertArrayEquals(new int[] {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5}, x.repeat(2, 1).flatten().toIntArray());
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5}, Tensors.concat(0, x, x).flatten()
            .toIntArray());
        assertArrayEquals(new int[] {2, 2, 3}, Tensors.stack(1, x, x).shape());
        assertEquals(DType.F64, Tensors.concat(0, x, x.to(DType.F64)).dtype());
        assertThrows(ShapeException.class, () -> Tensors.concat(0, x, Tensors.zeros(2, 4)));
    }
}
