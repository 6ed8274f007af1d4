package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FftTest {

    private static final Rng RANDOM = new Rng(7);

    private static Complex random(int... shape) {
        return new Complex(RANDOM.randn(DType.F64, shape), RANDOM.randn(DType.F64, shape));
    }

    private static void near(Complex expected, Complex actual, double tolerance) {
        assertArrayEquals(expected.shape(), actual.shape());
        assertTrue(expected.re().allClose(actual.re(), 0, tolerance)
            && expected.im().allClose(actual.im(), 0, tolerance), () -> expected + "\n" + actual);
    }

    /** By the definition. */
    private static Complex slow(Complex x) {
        var n = x.re().size(-1);
        var k = Tensors.arange(n).to(DType.F64);
        var angle = k.expandDims(1).mul(k).remainder(n).mul(-2 * Math.PI / n);
        return new Complex(x.re().matmul(angle.cos()).sub(x.im().matmul(angle.sin())),
            x.im().matmul(angle.cos()).add(x.re().matmul(angle.sin())));
    }

    @Test
    void everyLengthGivesWhatTheDefinitionSays() {
        for (var n = 1; n <= 130; n++) {
            var x = random(2, n);
            near(slow(x), Fft.fft(x), 1e-11);
        }
    }

    @Test
    void theInverseBringsEverythingBackWithEachNorm() {
        for (var norm : Fft.Norm.values()) {
            for (var n : new int[] {1, 2, 9, 37, 64, 1000, 1009, 7 * 11 * 13, 1 << 15}) {
                var x = random(n);
                near(x, Fft.ifft(Fft.fft(x, n, -1, norm), n, -1, norm), 1e-10);
                var real = RANDOM.randn(DType.F64, 3, n);
                assertTrue(Fft.irfft(Fft.rfft(real, n, 1, norm), n, 1, norm).allClose(real, 0, 1e-10), norm + " " + n);
                assertTrue(Fft.hfft(Fft.ihfft(real, norm), n, norm).allClose(real, 0, 1e-10), norm + " " + n);
            }
            var cube = RANDOM.randn(DType.F64, 3, 5, 6);
            assertTrue(Fft.irfftn(Fft.rfftn(cube, norm), norm).allClose(cube, 0, 1e-12));
            var planes = random(3, 5, 4);
            near(planes, Fft.ifftn(Fft.fftn(planes, norm), norm), 1e-12);
        }
    }

    @Test
    void halvesOfRealTransformsAreTheWholeOnesFirstHalves() {
        for (var n = 1; n < 70; n++) {
            var x = RANDOM.randn(DType.F64, 2, n);
            var whole = Fft.fft(x);
            var half = Tensors.range(0, n / 2 + 1);
            near(new Complex(whole.re().get(Tensors.all(), half), whole.im().get(Tensors.all(), half)), Fft.rfft(x),
                1e-11);
        }
    }

    @Test
    void transformsAreLinearAndTurnConvolutionsIntoProducts() {
        var n = 48;
        var x = random(n);
        var y = random(n);
        near(Fft.fft(x).mul(2.5).add(Fft.fft(y)), Fft.fft(x.mul(2.5).add(y)), 1e-11);
        var product = Fft.ifft(Fft.fft(x).mul(Fft.fft(y)));
        for (var k = 0; k < n; k++) {
            var sum = new double[2];
            for (var j = 0; j < n; j++) {
                var i = Math.floorMod(k - j, n);
                sum[0] += x.re().at(j) * y.re().at(i) - x.im().at(j) * y.im().at(i);
                sum[1] += x.re().at(j) * y.im().at(i) + x.im().at(j) * y.re().at(i);
            }
            assertEquals(sum[0], product.re().at(k), 1e-11);
            assertEquals(sum[1], product.im().at(k), 1e-11);
        }
    }

    @Test
    void longTransformsKeepTheirDigits() {
        // A single wave, whose transform is known: n at its frequency, 0 elsewhere.
        for (var n : new int[] {1 << 18, 3 * 5 * 7 * 11 * 128, 100_003}) {
            var angle = Tensors.arange(n).mul(17).remainder(n).to(DType.F64).mul(2 * Math.PI / n);
            var spectrum = Fft.fft(new Complex(angle.cos(), angle.sin())).abs();
            assertEquals(n, spectrum.at(17), n * 1e-13);
            spectrum.get(Tensors.at(17)).set(0);
            assertTrue(spectrum.max().item() < 1e-9, n + ": " + spectrum.max());
        }
    }

    @Test
    void viewsEmptyBatchesAndTypesAreKept() {
        var x = RANDOM.randn(DType.F32, 6, 8);
        near(Fft.fft(x.t().copy()), Fft.fft(x.t()), 0);
        near(Fft.rfft(x.get("::2, ::-1").copy()), Fft.rfft(x.get("::2, ::-1")), 0);
        assertEquals(DType.F32, Fft.rfft(x).re().dtype());
        assertEquals(DType.F32, Fft.irfft(Fft.rfft(x)).dtype());
        assertEquals(DType.F16, Fft.fft(x.to(DType.F16)).re().dtype());
        assertEquals(DType.F64, Fft.rfft(Tensors.arange(4)).re().dtype());
        assertArrayEquals(new int[] {0, 5}, Fft.rfft(Tensors.zeros(0, 8)).shape());
        assertArrayEquals(new int[] {0, 8}, Fft.fft(Tensors.zeros(0, 8)).shape());
        assertArrayEquals(new int[] {5, 0}, Fft.rfft(Tensors.zeros(8, 0), 8, 0, Fft.Norm.ORTHO).shape());
    }

    @Test
    void whatIsNoNumberSpreadsOverItsLineOnly() {
        var x = Tensors.ones(DType.F64, 3, 12);
        x.get(1, 4).set(Double.NaN);
        var re = Fft.fft(x).re();
        assertEquals(12, re.get(0).at(0));
        assertTrue(re.get(1).isnan().all().itemBoolean());
        assertTrue(re.get(2).isfinite().all().itemBoolean());
    }

    @Test
    void shiftsUndoOneAnother() {
        for (var shape : new int[][] {{5}, {6}, {3, 4}, {2, 5, 4}}) {
            var x = RANDOM.randn(DType.F64, shape);
            assertTrue(Fft.ifftshift(Fft.fftshift(x)).arrayEqual(x));
        }
        assertArrayEquals(new double[] {-2, -1, 0, 1}, Fft.fftshift(Fft.fftfreq(4, 0.25)).toDoubleArray());
    }

    @Test
    void lengthsThatCannotBeAreNamed() {
        assertTrue(assertThrows(ShapeException.class, () -> Fft.rfft(Tensors.zeros(3, 0))).getMessage()
            .contains("rfft: there is nothing to transform, n is 0"));
        assertThrows(ShapeException.class, () -> Fft.irfft(Complex.of(Tensors.zeros(1))));
        assertThrows(ShapeException.class, () -> Fft.fft(Tensors.zeros()));
        assertThrows(ShapeException.class, () -> Fft.fft(Complex.of(Tensors.zeros(3)), 3, 1, Fft.Norm.BACKWARD));
        assertThrows(ShapeException.class, () -> Fft.rfftn(Tensors.zeros(), Fft.Norm.BACKWARD));
        assertThrows(ShapeException.class, () -> new Complex(Tensors.zeros(3), Tensors.zeros(4)));
    }
}
