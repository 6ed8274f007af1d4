package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What functions make of NaN, infinities and signed zeros, by the table {@code special.txt}. */
class SpecialCasesTest {

    /** More than what is computed at once. */
    private static final int MANY = 5000;
    private static final double[] FINITE = {0, -0.0, 0.5, 1, 2.5, 3, 8, -0.5, -1, -2.5, -3, -8};
    private static final Map<String, double[]> CLASSES = Map.ofEntries(
        Map.entry("any", append(FINITE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)),
        Map.entry("finite", FINITE), Map.entry("+", numbers(0.5, 1, 2.5, 3, 8)),
        Map.entry("-", numbers(-0.5, -1, -2.5, -3, -8)), Map.entry(">1", numbers(1.5, 3, 100)),
        Map.entry("<-1", numbers(-1.5, -3, -100)), Map.entry("<1", numbers(0.5, 0, -2)),
        Map.entry("<0", numbers(-0.5, -1, -100)), Map.entry(">0", numbers(0.5, 1, 100)),
        Map.entry("odd", numbers(1, 3, 7)), Map.entry("-odd", numbers(-1, -3, -7)),
        Map.entry("even", numbers(2, 0.5, 2.5, 8)), Map.entry("-even", numbers(-2, -0.5, -2.5, -8)),
        Map.entry("half", numbers(0.5, 0.25, 0.75)), Map.entry("whole", numbers(1, 2, 1000, -1, -7)));

    private static double[] numbers(double... values) {
        return values;
    }

    private static double[] append(double[] values, double... more) {
        var all = Arrays.copyOf(values, values.length + more.length);
        System.arraycopy(more, 0, all, values.length, more.length);
        return all;
    }

    /** One line of the table with numbers in it. */
    private record Case(String text, double a, double b, double expected) {
    }

    @Test
    void everyFunctionFollowsTheTable() throws Exception {
        List<String> wrong = new ArrayList<>();
        var table = table();
        assertTrue(table.size() >= 45, table.keySet().toString());
        for (var function : table.entrySet()) {
            for (var dtype : new DType[] {DType.F64, DType.F32}) {
                for (var size : new int[] {function.getValue().size(), MANY}) {
                    check(function.getKey(), function.getValue(), Tensors.zeros(dtype, size), wrong);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Computes all cases of a function at once, again and again until {@code like} is full. */
    private static void check(String name, List<Case> cases, Tensor like, List<String> wrong) throws Exception {
        var size = like.size(0);
        var a = column(cases, size, like.dtype(), true);
        var method = method(name);
        var result = method.getParameterCount() == 0 ? (Tensor) method.invoke(a)
            : (Tensor) method.invoke(a, column(cases, size, like.dtype(), false));
        var values = result.toDoubleArray();
        for (var i = 0; i < size; i++) {
            var each = cases.get(i % cases.size());
            var same = Math.abs(values[i] - each.expected) <= 1e-6 * Math.abs(each.expected)
                && each.expected != 0 || Double.compare(values[i], each.expected) == 0;
            if (!same && i < cases.size()) {
                wrong.add("%s (%s, %s) of %s[%d]: %s".formatted(each.text, each.a, each.b, like.dtype(), size,
                    values[i]));
            }
        }
    }

    private static Tensor column(List<Case> cases, int size, DType dtype, boolean first) {
        var values = new double[size];
        Arrays.setAll(values, i -> first ? cases.get(i % cases.size()).a : cases.get(i % cases.size()).b);
        return Tensors.of(values).to(dtype);
    }

    private static Method method(String name) throws NoSuchMethodException {
        return Arrays.stream(Tensor.class.getMethods()).filter(each -> each.getName().equals(name)
            && (each.getParameterCount() == 0
            || each.getParameterCount() == 1 && each.getParameterTypes()[0] == Tensor.class)).findFirst()
            .orElseThrow(() -> new NoSuchMethodException(name));
    }

    private static Map<String, List<Case>> table() throws IOException {
        var table = new LinkedHashMap<String, List<Case>>();
        try (var in = SpecialCasesTest.class.getResourceAsStream("special.txt")) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.startsWith("#")).toList();
            for (var line : lines) {
                var words = line.split(" ");
                var cases = table.computeIfAbsent(words[0], _ -> new ArrayList<>());
                var result = words[words.length - 1];
                for (var a : values(words[1])) {
                    for (var b : words.length == 4 ? numbers(0) : values(words[2])) {
                        cases.add(new Case(line, a, b, expected(result, a, b)));
                    }
                }
            }
        }
        return table;
    }

    private static double[] values(String word) {
        return CLASSES.containsKey(word) ? CLASSES.get(word) : numbers(number(word));
    }

    private static double expected(String word, double a, double b) {
        return switch (word) {
            case "a" -> a;
            case "b" -> b;
            case "|a|" -> Math.abs(a);
            case "-|a|" -> -Math.abs(a);
            default -> number(word);
        };
    }

    private static double number(String word) {
        if (word.contains("pi")) {
            var sign = word.startsWith("-") ? -1 : 1;
            var parts = word.replace("-", "").split("pi/?", -1);
            return sign * Math.PI * (parts[0].isEmpty() ? 1 : Double.parseDouble(parts[0]))
                / (parts[1].isEmpty() ? 1 : Double.parseDouble(parts[1]));
        }
        return switch (word) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }
}
