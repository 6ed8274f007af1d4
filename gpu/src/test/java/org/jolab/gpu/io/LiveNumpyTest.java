package org.jolab.gpu.io;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.jolab.gpu.DType;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Jolab and NumPy make of the same random numbers, views and broadcasts, worked out by both in this run. */
class LiveNumpyTest {

    private static final String SCRIPT = """
        import numpy as np, sys
        given = np.load(sys.argv[1])
        said = {}
        np.seterr(all='ignore')
        for line in open(sys.argv[2]):
            name, x, y, formula = line.rstrip('\\n').split('\\t')
            at = {'np': np, 'x': given[x], 'y': given[y]}
            said[name] = np.ascontiguousarray(eval(formula, at)).reshape(np.shape(eval(formula, at)))
        np.savez(sys.argv[3], **said)
        """;

    @TempDir
    Path folder;

    private record Operation(String formula, BinaryOperator<Tensor> ours) {
    }

    private static final List<Operation> ANY = List.of(
        new Operation("x + y", Tensor::add),
        new Operation("x - y", Tensor::sub),
        new Operation("x * y", Tensor::mul),
        new Operation("np.maximum(x, y)", Tensor::maximum),
        new Operation("np.minimum(x, y)", Tensor::minimum),
        new Operation("x < y", Tensor::less),
        new Operation("x == y", Tensor::equal),
        new Operation("x.T + y.T", (x, y) -> x.transpose().add(y.transpose())),
        new Operation("x[::-1, 1::2]", (x, _) -> x.get("::-1, 1::2")),
        new Operation("x[1:] - x[:-1]", (x, _) -> x.get("1:").sub(x.get(":-1"))),
        new Operation("x[:, ::-1].T", (x, _) -> x.get(":, ::-1").transpose()),
        new Operation("x.max(axis=0)", (x, _) -> x.max(0)),
        new Operation("x.min(axis=1)", (x, _) -> x.min(1)),
        new Operation("np.sort(x, axis=0)", (x, _) -> x.sort(0, false)),
        new Operation("np.argsort(x, axis=1, kind='stable')", (x, _) -> x.argsort(1, false)),
        new Operation("np.unique(x)", (x, _) -> x.unique()),
        new Operation("np.roll(x, 2, axis=1) * y",
            (x, y) -> Tensors.concat(1, x.get(":, -2:"), x.get(":, :-2")).mul(y)));

    private static final List<Operation> FLOAT = List.of(
        new Operation("x / y", Tensor::div),
        new Operation("np.exp(x / 50)", (x, _) -> x.div(50).exp()),
        new Operation("np.log(np.abs(x))", (x, _) -> x.abs().log()),
        new Operation("np.sqrt(x)", (x, _) -> x.sqrt()),
        new Operation("np.sin(x)", (x, _) -> x.sin()),
        new Operation("np.tanh(x)", (x, _) -> x.tanh()),
        new Operation("np.floor(x / 3)", (x, _) -> x.div(3).floor()),
        new Operation("x.sum(axis=1)", (x, _) -> x.sum(1)),
        new Operation("x.mean(axis=0)", (x, _) -> x.mean(0)),
        new Operation("x @ x.T", (x, _) -> x.matmul(x.transpose())));

    @Test
    void numpyMakesTheSameOfTheSameNumbers() throws IOException, InterruptedException {
        var python = Python.withNumpy();
        var inputs = new LinkedHashMap<String, Tensor>();
        var ours = new LinkedHashMap<String, Tensor>();
        var formulas = new LinkedHashMap<String, String>();
        var lines = new ArrayList<String>();
        var random = new Random(13);
        for (var dtype : List.of(DType.F64, DType.F32, DType.I64, DType.I32, DType.I16)) {
            for (var shape : new int[][] {{6, 7}, {1, 7}, {6, 1}}) {
                var x = numbers(random, dtype, 6, 7);
                var y = numbers(random, dtype, shape);
                var operations = new ArrayList<>(ANY);
                operations.addAll(dtype.isFloat() ? FLOAT : List.of());
                var at = "r" + inputs.size();
                inputs.put(at + "x", x);
                inputs.put(at + "y", y);
                for (var operation : operations) {
                    var name = "n" + ours.size();
                    ours.put(name, operation.ours.apply(x, y));
                    formulas.put(name, dtype + " " + operation.formula);
                    lines.add(String.join("\t", name, at + "x", at + "y", operation.formula));
                }
            }
        }
        Npz.write(folder.resolve("in.npz"), inputs, false);
        Files.write(folder.resolve("formulas"), lines);
        python.runQuietly(SCRIPT, folder.resolve("in.npz"), folder.resolve("formulas"), folder.resolve("out.npz"));
        try (var theirs = Tensors.loadNpz(folder.resolve("out.npz"))) {
            assertAll(ours.keySet().stream().map(name -> () -> same(formulas.get(name), theirs.get(name),
                ours.get(name))));
        }
    }

    private static Tensor numbers(Random random, DType dtype, int... shape) {
        var values = random.ints((long) shape[0] * shape[1], -100, 100).asDoubleStream()
            .map(value -> dtype.isFloat() && random.nextInt(30) == 0 ? Double.NaN : value).toArray();
        return Tensors.of(values).to(dtype).reshape(shape);
    }

    private static void same(String what, Tensor expected, Tensor actual) {
        assertEquals(expected.dtype(), actual.dtype(), what);
        assertArrayEquals(expected.shape(), actual.shape(), what);
        var a = expected.toDoubleArray();
        var b = actual.toDoubleArray();
        var relative = actual.dtype() == DType.F64 ? 1e-12 : 2e-5;
        for (var i = 0; i < a.length; i++) {
            if (!Double.isFinite(a[i])) {
                assertEquals(a[i], b[i], what + " at " + i);
                continue;
            }
            var delta = Math.abs(a[i]) * relative + relative;
            assertEquals(a[i], b[i], delta, what + " at " + i);
        }
    }
}
