package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares with what NumPy said when {@code src/test/python/expected.py} was run: types, shapes and elements. */
class NumpyTest {

    @Test
    void everyCaseGivesWhatNumpyGives() throws IOException {
        try (var in = NumpyTest.class.getResourceAsStream("numpy.txt")) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            assertTrue(lines.getFirst().startsWith("# NumPy 2."), lines.getFirst());
            assertTrue(lines.size() > 200, "cases: " + lines.size());
            for (var line : lines.subList(1, lines.size())) {
                check(line, line.split(" \\| "));
            }
        }
    }

    private static void check(String line, String[] parts) {
        var inputs = Arrays.stream(parts, 1, parts.length - 1).map(NumpyTest::tensor).toArray(Tensor[]::new);
        var expected = tensor(parts[parts.length - 1]);
        var actual = run(parts[0], inputs);
        // In floating point, small integers are F32 here and F16 or F64 there.
        var dtype = actual.dtype().isFloat() && !inputs[0].dtype().isFloat() ? actual.dtype() : expected.dtype();
        assertEquals(dtype, actual.dtype(), line);
        assertArrayEquals(expected.shape(), actual.shape(), line);
        var wanted = expected.toDoubleArray();
        var values = actual.toDoubleArray();
        for (var i = 0; i < wanted.length; i++) {
            var tolerance = dtype == DType.F64 ? 1e-14 : dtype == DType.F32 ? 1e-6 : dtype == DType.F16 ? 1e-3 : 0;
            var same = Double.isNaN(wanted[i]) ? Double.isNaN(values[i]) : wanted[i] == values[i]
                || Math.abs(wanted[i] - values[i]) <= tolerance * Math.max(1e-2, Math.abs(wanted[i]));
            if (!same) {
                fail("element %d is %s, not %s, of %s".formatted(i, values[i], wanted[i], line));
            }
        }
    }

    private static Tensor tensor(String text) {
        var words = text.split(" ");
        var shape = words[1].equals("scalar") ? new int[0]
            : Arrays.stream(words[1].split(",")).mapToInt(Integer::parseInt).toArray();
        var dtype = DType.of(words[0]);
        var values = Arrays.stream(words, 2, words.length);
        return (dtype.isFloat() ? Tensors.of(values.mapToDouble(NumpyTest::real).toArray())
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

    private static Tensor run(String name, Tensor[] x) {
        var words = name.split(" ", 2);
        var rest = words.length > 1 ? words[1] : "";
        var first = x[0];
        return switch (words[0]) {
            case "einsum" -> Tensors.einsum(rest, x);
            case "slice" -> first.get(rest);
            case "to" -> first.to(DType.of(rest));
            case "where" -> Tensors.where(first, x[1], x[2]);
            case "mask" -> first.get(x[1]);
            case "take" -> first.take(x[1], numbers(rest)[0]);
            case "gather" -> first.gather(numbers(rest)[0], x[1]);
            case "tensordot" -> first.tensordot(x[1], numbers(rest)[0]);
            case "concat" -> Tensors.concat(numbers(rest)[0], x);
            case "stack" -> Tensors.stack(numbers(rest)[0], x);
            case "tril" -> Tensors.tril(first, numbers(rest)[0]);
            case "triu" -> Tensors.triu(first, numbers(rest)[0]);
            case "sort" -> rest.isEmpty() ? first.sort() : first.sort(numbers(rest)[0], false);
            case "argmax", "argmin", "cumsum", "cumprod", "diff", "diagonal", "repeat", "roll" ->
                call(words[0], first, (Object[]) boxed(numbers(rest)));
            case "sum", "mean", "prod", "min", "max", "var", "std", "any", "all", "flip", "tile" ->
                call(words[0], first, numbers(rest));
            default -> call(words[0], first, Arrays.stream(x, 1, x.length).toArray());
        };
    }

    private static int[] numbers(String text) {
        return text.isEmpty() ? new int[0] : Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private static Integer[] boxed(int[] numbers) {
        return IntStream.of(numbers).boxed().toArray(Integer[]::new);
    }

    /** Calls the method of that name that takes such arguments. */
    private static Tensor call(String name, Tensor x, Object... arguments) {
        var types = Arrays.stream(arguments)
            .map(each -> each instanceof Integer ? int.class : each.getClass()).toArray(Class<?>[]::new);
        try {
            return (Tensor) Tensor.class.getMethod(name, types).invoke(x, arguments);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(name + Arrays.toString(types), e);
        }
    }
}
