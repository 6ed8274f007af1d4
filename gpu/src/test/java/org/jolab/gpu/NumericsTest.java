package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compares linear algebra, Fourier transforms, statistics and networks' functions with what PyTorch and NumPy said when
 * {@code src/test/python/numerics.py} was run: types, shapes and elements.
 */
class NumericsTest {

    @Test
    void everyCaseGivesWhatPyTorchAndNumpyGive() throws Exception {
        List<String> wrong = new ArrayList<>();
        try (var in = NumericsTest.class.getResourceAsStream("numerics.txt")) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            assertTrue(lines.getFirst().startsWith("# PyTorch 2."), lines.getFirst());
            assertTrue(lines.size() > 300, "cases: " + lines.size());
            for (var line : lines.subList(1, lines.size())) {
                var parts = line.split(" \\| ");
                var inputs = Arrays.stream(parts, 1, parts.length - 1).map(NumericsTest::tensor).toList();
                try {
                    check(parts[0], tensor(parts[parts.length - 1]), run(parts[0], inputs));
                } catch (AssertionError e) {
                    wrong.add(parts[0] + " of "
                        + inputs.stream().map(x -> x.dtype() + Shape.text(x.dimensions())).toList() + ": "
                        + e.getMessage());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static void check(String name, Tensor expected, Tensor actual) {
        assertEquals(expected.dtype(), actual.dtype());
        assertArrayEquals(expected.shape(), actual.shape(), "shape " + Shape.text(actual.shape()));
        var wanted = expected.toDoubleArray();
        var values = actual.toDoubleArray();
        var greatest = Arrays.stream(wanted).filter(Double::isFinite).map(Math::abs).max().orElse(0);
        var tolerance = switch (expected.dtype()) {
            case F64 -> 1e-12;
            case F32 -> 3e-6;
            case F16 -> 1e-3;
            default -> 0;
        };
        // What is worked out element by element is compared with each, and the rest with the greatest.
        var isEach = name.startsWith("Tensor.");
        for (var i = 0; i < wanted.length; i++) {
            var size = isEach ? Math.abs(wanted[i]) + Double.MIN_NORMAL : Math.max(greatest, 1e-3);
            var same = Double.isNaN(wanted[i]) ? Double.isNaN(values[i]) : wanted[i] == values[i]
                || Math.abs(wanted[i] - values[i]) <= tolerance * conditioned(name, size);
            if (!same) {
                fail("element %d is %s, not %s".formatted(i, values[i], wanted[i]));
            }
        }
    }

    /** What an error is held against where the result is a small difference of large numbers: those. */
    private static double conditioned(String name, double size) {
        return name.contains("lgamma") ? Math.max(1, size)
            // x - tanh(x) is about x³/3.
            : name.contains("tanhShrink") ? Math.max(Math.cbrt(3 * size), size) : size;
    }

    private static Tensor tensor(String text) {
        var words = text.split(" ");
        var shape = words[1].equals("scalar") ? new int[0]
            : Arrays.stream(words[1].split(",")).mapToInt(Integer::parseInt).toArray();
        var dtype = DType.of(words[0]);
        var values = Arrays.stream(words, 2, words.length);
        return (dtype.isFloat() ? Tensors.of(values.mapToDouble(NumericsTest::real).toArray())
            : Tensors.of(values.mapToLong(Long::parseLong).toArray())).reshape(shape).to(dtype);
    }

    private static double real(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** Runs {@code Type[settings].method arguments:part}. */
    private static Tensor run(String text, List<Tensor> inputs) throws ReflectiveOperationException {
        var colon = text.indexOf(':');
        var words = (colon < 0 ? text : text.substring(0, colon)).split(" ");
        var dot = words[0].lastIndexOf('.');
        var owner = words[0].substring(0, dot);
        var bracket = owner.indexOf('[');
        var type = Class.forName("org.jolab.gpu." + (bracket < 0 ? owner : owner.substring(0, bracket)));
        List<Tensor> rest = new ArrayList<>(inputs);
        var self = bracket >= 0 ? configured(owner.substring(bracket + 1, owner.length() - 1).split(";"))
            : type == Tensor.class ? isLastFirst(words[0]) ? rest.removeLast() : rest.removeFirst() : null;
        var plain = Arrays.asList(words).subList(1, words.length);
        for (var method : type.getMethods()) {
            var arguments = method.getName().equals(words[0].substring(dot + 1)) ? fill(method, rest, plain) : null;
            if (arguments != null) {
                var result = method.invoke(self, arguments);
                return part(result, colon < 0 ? "" : text.substring(colon + 1));
            }
        }
        return fail("no method for " + text);
    }

    /** Of some methods the tensor itself is written last, because NumPy has it so. */
    private static boolean isLastFirst(String name) {
        return List.of("Tensor.average", "Tensor.trapezoid", "Tensor.searchsorted", "Tensor.isin").contains(name);
    }

    private static Object configured(String[] settings) {
        var numbers = Arrays.stream(settings).map(NumericsTest::numbers).toArray(int[][]::new);
        return settings.length == 3 ? new Pool(numbers[0][0], numbers[1][0], numbers[2][0])
            : Conv.plain().stride(numbers[0]).padding(numbers[1]).dilation(numbers[2]).groups(numbers[3][0]);
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    /** The arguments for a method, first tensors and then the rest or between; null if they do not fit. */
    private static Object[] fill(Method method, List<Tensor> tensors, List<String> plain) {
        var types = method.getParameterTypes();
        var result = new Object[types.length];
        var nextTensor = 0;
        var nextWord = 0;
        for (var i = 0; i < types.length; i++) {
            if (types[i] == Tensor.class && nextTensor < tensors.size()) {
                result[i] = tensors.get(nextTensor++);
            } else if (types[i] == Complex.class && nextTensor < tensors.size()) {
                result[i] = Complex.of(tensors.get(nextTensor++));
            } else if (types[i] == Tensor[].class) {
                result[i] = tensors.subList(nextTensor, tensors.size()).toArray(Tensor[]::new);
                nextTensor = tensors.size();
            } else if (types[i] == int[].class && nextWord == plain.size()) {
                result[i] = new int[0];
            } else if (nextWord < plain.size() && !Tensor.class.equals(types[i])) {
                result[i] = plain(types[i], plain.get(nextWord++));
            }
            if (result[i] == null) {
                return null;
            }
        }
        return nextTensor == tensors.size() && nextWord == plain.size() ? result : null;
    }

    /** A word as an argument of that type; null if it is none. */
    private static Object plain(Class<?> type, String word) {
        var isWhole = word.matches("-?\\d+");
        var isReal = isWhole || word.matches("-?inf|nan|-?[\\d.]+(e-?\\d+)?");
        return switch (type.getSimpleName()) {
            case "int" -> isWhole ? Integer.valueOf(word) : null;
            case "double" -> isReal ? (Object) real(word) : null;
            case "Number" -> isWhole ? (Object) Integer.valueOf(word) : isReal ? (Object) real(word) : null;
            case "boolean" -> Boolean.valueOf(word);
            case "int[]" -> word.matches("-?\\d+(,-?\\d+)*") ? numbers(word) : null;
            case "Norm" -> word.matches("[A-Z]+") ? Fft.Norm.valueOf(word) : null;
            case "String" -> word;
            default -> null;
        };
    }

    private static Tensor part(Object result, String name) throws ReflectiveOperationException {
        return switch (result) {
            case Tensor tensor -> tensor;
            case Complex complex -> complex.stacked();
            case Tensor[] tensors -> tensors[Integer.parseInt(name)];
            default -> (Tensor) result.getClass().getMethod(name).invoke(result);
        };
    }
}
