package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Compares networks' functions, Fourier transforms, statistics and formulas with what PyTorch and NumPy said when
 * {@code src/test/python/networks.py} was run.
 */
class NetworksTest {

    @Test
    void everyCaseGivesWhatPyTorchAndNumpyGive() throws IOException {
        try (var in = NetworksTest.class.getResourceAsStream("networks.txt")) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            assertTrue(lines.getFirst().startsWith("# PyTorch 2."), lines.getFirst());
            assertTrue(lines.size() > 150, "cases: " + lines.size());
            for (var line : lines.subList(1, lines.size())) {
                var parts = line.split(" \\| ");
                var inputs = Arrays.stream(parts, 1, parts.length - 1).map(NetworksTest::tensor).toArray(Tensor[]::new);
                check(parts[0], tensor(parts[parts.length - 1]), run(parts[0].split(" ", 2), inputs));
            }
        }
    }

    private static void check(String name, Tensor expected, Tensor actual) {
        assertEquals(expected.dtype(), actual.dtype(), name);
        assertArrayEquals(expected.shape(), actual.shape(), name);
        var wanted = expected.toDoubleArray();
        var values = actual.toDoubleArray();
        for (var i = 0; i < wanted.length; i++) {
            var same = Double.isNaN(wanted[i]) ? Double.isNaN(values[i]) : wanted[i] == values[i]
                || Math.abs(wanted[i] - values[i]) <= 1e-11 * Math.max(1, Math.abs(wanted[i]));
            if (!same) {
                fail("element %d is %s, not %s, of %s %s".formatted(i, values[i], wanted[i], name,
                    Shape.text(expected.shape())));
            }
        }
    }

    private static Tensor tensor(String text) {
        var words = text.split(" ");
        var shape = words[1].equals("scalar") ? new int[0]
            : Arrays.stream(words[1].split(",")).mapToInt(Integer::parseInt).toArray();
        var values = Arrays.stream(words, 2, words.length);
        return (words[0].equals("F64") ? Tensors.of(values.mapToDouble(NetworksTest::real).toArray())
            : Tensors.of(values.mapToLong(Long::parseLong).toArray())).reshape(shape);
    }

    private static double real(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static Tensor run(String[] name, Tensor[] x) {
        var words = name.length == 1 ? new String[0] : name[1].split(" ");
        return switch (name[0]) {
            case "conv1d" -> conv(words).conv1d(x[0], x[1], x[2]);
            case "conv2d" -> conv(words).conv2d(x[0], x[1], x[2]);
            case "max1d" -> pool(words).max1d(x[0]);
            case "max2d" -> pool(words).max2d(x[0]);
            case "avg1d" -> pool(words).avg1d(x[0]);
            case "avg2d" -> pool(words).avg2d(x[0]);
            case "adaptiveAvg2d" -> Pool.adaptiveAvg2d(x[0], number(words[0]), number(words[1]));
            case "layerNorm" -> Nn.layerNorm(x[0], x[1], x[2]);
            case "rmsNorm" -> Nn.rmsNorm(x[0], x[1]);
            case "batchNormTraining" -> Nn.batchNorm(x[0], x[1], x[2]);
            case "batchNorm" -> Nn.batchNorm(x[0], x[1], x[2], x[3], x[4]);
            case "groupNorm" -> Nn.groupNorm(x[0], number(words[0]), x[1], x[2]);
            case "attention" -> Nn.attention(x[0], x[1], x[2], Boolean.parseBoolean(words[0]));
            case "linear" -> Nn.linear(x[0], x[1], x[2]);
            case "embedding" -> Nn.embedding(x[0], x[1]);
            case "crossEntropy" -> Losses.crossEntropy(x[0], x[1]);
            case "mseLoss" -> Losses.mse(x[0], x[1]);
            case "l1Loss" -> Losses.l1(x[0], x[1]);
            case "bce" -> Losses.binaryCrossEntropyWithLogits(x[0], x[1]);
            case "calc" -> Tensors.calc(name[1].replace('¦', '|'), x);
            default -> transformed(name[0], words, x);
        };
    }

    private static Tensor transformed(String name, String[] words, Tensor[] x) {
        return switch (name) {
            case "fft" -> words.length == 0 ? Fft.fft(x[0]).stacked()
                : Fft.fft(Complex.of(x[0]), number(words[0]), number(words[1]), Fft.Norm.valueOf(words[2])).stacked();
            case "ifft" -> Fft.ifft(Complex.of(x[0])).stacked();
            case "rfft" -> Fft.rfft(x[0]).stacked();
            case "irfft" -> Fft.irfft(new Complex(x[0].get(Tensors.ellipsis(), Tensors.at(0)),
                x[0].get(Tensors.ellipsis(), Tensors.at(1))), number(words[0]), -1, Fft.Norm.BACKWARD);
            case "fft2" -> Fft.fft2(x[0]).stacked();
            case "ifft2" -> Fft.ifft2(Complex.of(x[0])).stacked();
            case "fftn" -> Fft.fftn(Complex.of(x[0])).stacked();
            case "rfft2" -> Fft.rfft2(x[0]).stacked();
            case "fftshift" -> Fft.fftshift(x[0]);
            case "ifftshift" -> Fft.ifftshift(x[0]);
            case "fftfreq" -> Fft.fftfreq(number(words[0]), 0.1);
            case "rfftfreq" -> Fft.rfftfreq(number(words[0]), 0.1);
            case "median" -> x[0].median(number(words[0]));
            case "quantile" -> x[0].quantile(Double.parseDouble(words[0]), number(words[1]));
            case "nansum" -> x[0].nansum(number(words[0]));
            case "nanmean" -> x[0].nanmean(number(words[0]));
            case "histogram" -> x[0].histogram(number(words[0]), Double.parseDouble(words[1]),
                Double.parseDouble(words[2]));
            case "bincount" -> x[0].bincount(number(words[0]));
            case "cov" -> x[0].cov();
            case "corrcoef" -> x[0].corrcoef();
            case "searchsorted" -> x[0].searchsorted(x[1], Boolean.parseBoolean(words[0]));
            case "trapezoid" -> x[0].trapezoid(Double.parseDouble(words[0]));
            case "kron" -> Linalg.kron(x[0], x[1]);
            case "cross" -> Linalg.cross(x[0], x[1]);
            case "matrixPower" -> Linalg.matrixPower(x[0], number(words[0]));
            case "cond" -> Linalg.cond(x[0]);
            case "svdvals" -> Linalg.svdvals(x[0]);
            case "eigvalsh" -> Linalg.eigvalsh(x[0]);
            default -> fail("no case " + name);
        };
    }

    private static Conv conv(String[] words) {
        return Conv.plain().stride(number(words[0])).padding(number(words[1])).dilation(number(words[2]))
            .groups(number(words[3]));
    }

    private static Pool pool(String[] words) {
        return new Pool(number(words[0]), number(words[1]), number(words[2]));
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }

    @Test
    void transformsAndTheirInversesCancel() {
        var random = new Random(1);
        for (var n : new int[] {1, 2, 6, 37, 128, 1000, 4099}) {
            var x = Tensors.of(random.doubles(3L * n).toArray()).reshape(3, n);
            assertTrue(Fft.ifft(Fft.fft(x)).re().allClose(x, 0, 1e-12), "length " + n);
            assertTrue(Fft.irfft(Fft.rfft(x), n, -1, Fft.Norm.BACKWARD).allClose(x, 0, 1e-12), "length " + n);
            // Parseval: the power is the same on both sides.
            assertEquals(x.square().sum().item() * n, Fft.fft(x).abs2().sum().item(), 1e-9 * n * n);
        }
        assertEquals(DType.F32, Fft.fft(Tensors.ones(4)).re().dtype());
        assertEquals(DType.F64, Fft.fft(Tensors.arange(4)).re().dtype());
    }

    @Test
    void whatDoesNotFitIsNamed() {
        var image = Tensors.zeros(1, 3, 4, 4);
        assertTrue(assertThrows(ShapeException.class, () -> Conv.plain().conv2d(image, Tensors.zeros(2, 4, 3, 3), null))
            .getMessage().contains("3 channels in 1 groups do not fit a weight of"));
        assertTrue(assertThrows(ShapeException.class, () -> Conv.plain().conv2d(image, Tensors.zeros(2, 3, 5, 5), null))
            .getMessage().contains("reaches over 5 does not fit into 4"));
        assertThrows(ShapeException.class, () -> Pool.of(5).max2d(image));
        assertThrows(IllegalArgumentException.class, () -> Pool.of(2).padding(2));
        assertThrows(IllegalArgumentException.class, () -> Conv.plain().stride(0));
        assertThrows(ShapeException.class, () -> Losses.crossEntropy(Tensors.zeros(3, 4), Tensors.arange(2)));
        assertThrows(ShapeException.class, () -> Fft.fft(Tensors.zeros(0)));
        assertThrows(IllegalArgumentException.class, () -> Tensors.of(new int[] {1, -1}).bincount(0));
        assertThrows(ShapeException.class, () -> Linalg.cross(Tensors.zeros(2), Tensors.zeros(3)));
    }

    @Test
    void dropoutKeepsTheMean() {
        var x = Nn.dropout(Tensors.ones(200, 200), 0.25);
        assertEquals(1, x.mean().item(), 0.02);
        assertEquals(0.25, x.eq(0).to(DType.F32).mean().item(), 0.02);
    }
}
