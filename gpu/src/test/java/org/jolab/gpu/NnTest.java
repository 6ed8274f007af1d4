package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NnTest {

    private static final Rng RANDOM = new Rng(11);

    /** By the definition, in doubles. */
    private static double slow(Tensor x, Tensor weight, Conv how, int... at) {
        var kernel = weight.shape();
        var outs = kernel[0] / how.groups();
        var sum = 0.0;
        for (var c = 0; c < kernel[1]; c++) {
            for (var i = 0; i < kernel[2]; i++) {
                for (var j = 0; j < kernel[3]; j++) {
                    var row = at[2] * how.stride().getFirst() - how.padding().getFirst()
                        + i * how.dilation().getFirst();
                    var column = at[3] * how.stride().getLast() - how.padding().getLast()
                        + j * how.dilation().getLast();
                    if (row >= 0 && row < x.size(2) && column >= 0 && column < x.size(3)) {
                        sum += x.at(at[0], at[1] / outs * kernel[1] + c, row, column) * weight.at(at[1], c, i, j);
                    }
                }
            }
        }
        return sum;
    }

    @Test
    void convolutionsOfRandomShapesAreWhatTheDefinitionSays() {
        var random = new Random(3);
        for (var run = 0; run < 40; run++) {
            var groups = 1 + random.nextInt(3);
            var x = RANDOM.randn(DType.F64, 1 + random.nextInt(2), groups * (1 + random.nextInt(2)),
                5 + random.nextInt(4), 5 + random.nextInt(4));
            var weight = RANDOM.randn(DType.F64, groups * (1 + random.nextInt(2)), x.size(1) / groups,
                1 + random.nextInt(3), 1 + random.nextInt(3));
            var how = new Conv(List.of(1 + random.nextInt(2), 1 + random.nextInt(3)),
                List.of(random.nextInt(3), random.nextInt(2)),
                List.of(1 + random.nextInt(2), 1 + random.nextInt(2)), groups);
            var y = how.conv2d(x, weight, null);
            for (var i = 0; i < y.size(); i += 7) {
                var at = new int[] {i / (y.size(1) * y.size(2) * y.size(3)), i / (y.size(2) * y.size(3)) % y.size(1),
                    i / y.size(3) % y.size(2), i % y.size(3)};
                assertEquals(slow(x, weight, how, at), y.at(at), 1e-12, how.toString());
            }
        }
    }

    @Test
    void transposedConvolutionsAreTheAdjointsOfConvolutions() {
        // <conv(x), y> = <x, convTranspose(y)>, which is how gradients flow.
        for (var how : new Conv[] {Conv.plain(), Conv.plain().stride(2).padding(1), Conv.plain().dilation(2, 1),
            Conv.plain().stride(1, 3).padding(2, 0).groups(2)}) {
            var x = RANDOM.randn(DType.F64, 2, 4, 7, 10);
            var weight = RANDOM.randn(DType.F64, 6, 4 / how.groups(), 3, 4);
            var forward = how.conv2d(x, weight, null);
            var y = RANDOM.randn(DType.F64, forward.shape());
            var least = how.convTranspose2d(y, weight, null).shape();
            var back = how.convTranspose2d(y, weight, null, 7 - least[2], 10 - least[3]);
            assertArrayEquals(x.shape(), back.shape());
            assertEquals(forward.mul(y).sum().item(), x.mul(back).sum().item(), 1e-10);
        }
    }

    @Test
    void emptyBatchesViewsAndTypesAreKept() {
        var weight = RANDOM.randn(DType.F32, 2, 3, 3, 3);
        assertArrayEquals(new int[] {0, 2, 6, 6}, Conv.plain().conv2d(Tensors.zeros(0, 3, 8, 8), weight, null).shape());
        assertArrayEquals(new int[] {0, 3, 4, 4}, Pool.of(2).max2d(Tensors.zeros(0, 3, 8, 8)).shape());
        var x = RANDOM.randn(DType.F32, 2, 3, 16, 16);
        var view = x.get("::-1, :, ::2, 1:");
        assertTrue(Conv.plain().conv2d(view.copy(), weight, null).arrayEqual(Conv.plain().conv2d(view, weight, null)));
        assertTrue(Pool.of(3).stride(2).max2d(view.copy()).arrayEqual(Pool.of(3).stride(2).max2d(view)));
        assertEquals(DType.F16, Conv.plain().conv2d(x.to(DType.F16), weight.to(DType.F16), null).dtype());
        assertEquals(DType.I64, Conv.plain().conv2d(x.to(DType.I64), weight.to(DType.I64), null).dtype());
        assertEquals(DType.F16, Nn.rmsNorm(x.mul(300).to(DType.F16), null).dtype());
        assertTrue(Nn.rmsNorm(x.mul(3000).to(DType.F16), null).isfinite().all().itemBoolean());
        assertEquals(DType.I32, Pool.of(2).max2d(x.to(DType.I32)).dtype());
    }

    @Test
    void normsHaveMeanZeroAndVarianceOne() {
        var x = RANDOM.randn(DType.F64, 6, 8, 5, 5).mul(30).add(100);
        for (var y : new Tensor[] {Nn.layerNorm(x, null, null), Nn.groupNorm(x, 4, null, null),
            Nn.batchNorm(x, null, null), Nn.instanceNorm(x, null, null)}) {
            assertEquals(0, y.mean().item(), 1e-12);
            assertEquals(1, y.square().mean().item(), 1e-4);
        }
        var moments = Nn.moments(x, 0);
        assertTrue(Nn.batchNorm(x, moments.mean(), moments.var(), null, null).allClose(Nn.batchNorm(x, null, null),
            1e-9, 1e-9));
    }

    @Test
    void whatIsNoNumberStaysInItsWindow() {
        var x = Tensors.zeros(1, 1, 4, 4);
        x.get(0, 0, 0, 0).set(Double.NaN);
        assertEquals(1, Pool.of(2).max2d(x).isnan().sum().item());
        assertEquals(1, Pool.of(2).avg2d(x).isnan().sum().item());
        assertEquals(4, Conv.plain().padding(1).conv2d(x, Tensors.ones(1, 1, 3, 3), null).isnan().sum().item());
    }

    @Test
    void mistakesAreNamed() {
        var image = Tensors.zeros(1, 4, 8, 8);
        var kernel = Tensors.zeros(6, 4, 3, 3);
        assertTrue(assertThrows(ShapeException.class, () -> Conv.plain().conv2d(image, kernel, Tensors.zeros(4)))
            .getMessage().contains("a bias of [4] is not one number for each of 6 channels"));
        assertThrows(ShapeException.class, () -> Conv.plain().conv2d(image.get(0), kernel, null));
        assertThrows(ShapeException.class, () -> Conv.plain().convTranspose2d(image, kernel, null));
        assertThrows(IllegalArgumentException.class, () -> Conv.plain().stride(1, 2, 3));
        assertThrows(IllegalArgumentException.class,
            () -> Conv.plain().stride(2).convTranspose2d(image, Tensors.zeros(4, 6, 3, 3), null, 2));
        assertThrows(ShapeException.class, () -> Nn.layerNorm(image, Tensors.ones(7), null));
        assertThrows(ShapeException.class, () -> Nn.glu(Tensors.zeros(3), 0));
        assertThrows(ShapeException.class, () -> Pool.adaptiveAvg2d(image, 0, 2));
        assertTrue(assertThrows(ShapeException.class, () -> Losses.mse(Tensors.zeros(3), Tensors.zeros(3, 1)))
            .getMessage().contains("predictions are [3], and what was wanted is [3,1]"));
        assertThrows(DTypeException.class, () -> Losses.crossEntropy(Tensors.zeros(2, 3), Tensors.zeros(2)));
        assertThrows(IllegalArgumentException.class, () -> Losses.huber(Tensors.zeros(2), Tensors.zeros(2), 0));
    }
}
