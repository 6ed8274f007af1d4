package org.jolab.gpu.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jolab.gpu.DType;
import org.jolab.gpu.Slice;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Jolab and NumPy make of the same random numbers, views and broadcasts, worked out by both in this run. */
class LiveNumpyTest {

    /** Those that NumPy has by itself. */
    private static final List<DType> TYPES = Arrays.stream(DType.values()).filter(each -> each != DType.BF16).toList();

    @TempDir
    Path folder;

    private static List<NumpyFormulas.Formula> formulas(DType dtype) {
        var formulas = new ArrayList<>(NumpyFormulas.ANY);
        formulas.addAll(dtype == DType.BOOL ? NumpyFormulas.BOOLEAN : NumpyFormulas.NUMBER);
        formulas.addAll(dtype.isFloat() ? NumpyFormulas.FLOAT : List.of());
        formulas.addAll(dtype.isInteger() ? NumpyFormulas.INTEGER : List.of());
        return formulas;
    }

    @Test
    void numpyMakesTheSameOfTheSameNumbers() throws IOException, InterruptedException {
        var oracle = new Oracle(NumpyFormulas.PRELUDE);
        var random = new Random(13);
        for (var dtype : TYPES) {
            for (var shape : new int[][] {{6, 7}, {1, 7}, {6, 1}}) {
                var x = numbers(random, dtype, 6, 7);
                var y = numbers(random, dtype, shape);
                for (var formula : formulas(dtype)) {
                    oracle.ask(formula.text(), formula.ours().apply(x, y), x, y);
                }
            }
        }
        oracle.compare(Python.withNumpy(), folder);
    }

    @Test
    void typesMeetAndBecomeOthersAsInNumpy() throws IOException, InterruptedException {
        var oracle = new Oracle(NumpyFormulas.PRELUDE);
        var random = new Random(14);
        for (var first : TYPES) {
            for (var second : TYPES) {
                var x = numbers(random, first, 4, 5);
                var y = numbers(random, second, 4, 5);
                // An integer beside a float takes the float's type here, and often a larger one there.
                var mixed = first.isFloat() && second.isInteger() ? first : second.isFloat() && first.isInteger()
                    ? second : null;
                var like = mixed == null ? "%s" : "%s.astype('" + NumpyFormulas.name(mixed) + "')";
                var pair = like.formatted("x") + ", " + like.formatted("y");
                oracle.ask("np.multiply(" + pair + ")", x.mul(y), x, y);
                oracle.ask("np.maximum(" + pair + ")", x.maximum(y), x, y);
                oracle.ask("np.where(x > y, " + pair + ")", Tensors.where(x.greater(y), x, y), x, y);
                oracle.ask("x <= y", x.lessEqual(y), x, y);
                var kept = first.isFloat() ? x.nanToNum().div(3) : x;
                // What C leaves open is not asked: negative floats that become unsigned.
                var given = first.isFloat() && second == DType.U8 ? kept.abs() : kept;
                oracle.ask("x.astype('" + NumpyFormulas.name(second) + "')", given.to(second), given);
            }
        }
        var edges = Tensors.of(new double[] {65519, 65520, 1e-8, 2.9e-8, 3e-8, 6e-8, 3e-5, 1 + 0x1p-11,
            1 + 0x1p-11 + 0x1p-40, 1 + 3 * 0x1p-11, -1e300, Double.POSITIVE_INFINITY, Double.NaN});
        // By way of F32, as PyTorch does: the last but one of the ties is rounded twice.
        oracle.ask("x.astype('f4').astype('f2')", 0, edges.to(DType.F16), edges);
        oracle.ask("x.astype('f4')", 0, edges.to(DType.F32), edges);
        oracle.compare(Python.withNumpy(), folder);
    }

    @Test
    void tensorsAreIndicesAsInNumpy() throws IOException, InterruptedException {
        var oracle = new Oracle(NumpyFormulas.PRELUDE);
        var x = numbers(new Random(15), DType.F32, 4, 15).reshape(4, 3, 5);
        var i = Tensors.of(new long[] {2, -1, 0, 2});
        var j = Tensors.of(new int[][] {{1}, {-3}});
        var mask = Tensors.of(new boolean[] {true, false, true, false, true});
        oracle.ask("x[y]", x.get(i), x, i);
        oracle.ask("x[:, y]", picked(x, Tensors.all(), Tensors.at(j)), x, j);
        oracle.ask("x[..., y]", picked(x, Tensors.ellipsis(), Tensors.at(i)), x, i);
        oracle.ask("x[:, None, y, ::2]", picked(x, Tensors.all(), Tensors.newaxis(), Tensors.at(j),
            Tensors.range(null, null, 2)), x, j);
        oracle.ask("x[y, z]", picked(x, Tensors.at(i), Tensors.at(j)), x, i, j);
        oracle.ask("x[:, z, y]", picked(x, Tensors.all(), Tensors.at(j), Tensors.at(i)), x, i, j);
        oracle.ask("x[y, :, z]", picked(x, Tensors.at(i), Tensors.all(), Tensors.at(j)), x, i, j);
        oracle.ask("x[:, 1:, y]", picked(x, Tensors.all(), Tensors.range(1, null), Tensors.at(mask)), x, mask);
        oracle.ask("x[x[..., 0] > 0]", picked(x, Tensors.at(x.get("..., 0").greater(0))), x);
        oracle.ask("x.transpose(2, 0, 1)[y]", x.permute(2, 0, 1).get(i), x, i);
        oracle.ask("put(x, y[1:], x[:3] * 2)", x.copy().set(i.get("1:"), x.get(":3").mul(2)), x, i);
        oracle.ask("put(x, y, 8)", x.copy().set(i, 8), x, i);
        oracle.ask("put(x, np.isnan(x), 8)", x.copy().set(x.isnan(), 8), x);
        oracle.ask("put(x, x[..., 0] > 0, x[0, 0])", x.copy().set(x.get("..., 0").greater(0), x.get(0, 0)), x);
        oracle.ask("put(x.T, y, x.T[y] + 1).T", through(x, mask), x, mask);
        oracle.ask("np.split(x, [1, -1, 9], axis=2)[1]", x.splitAt(2, 1, -1, 9)[1], x);
        oracle.ask("np.split(x, [1, -1, 9], axis=2)[3]", x.splitAt(2, 1, -1, 9)[3], x);
        oracle.ask("np.split(x, [3, 1], axis=0)[1]", x.splitAt(0, 3, 1)[1], x);
        for (var dtype : TYPES) {
            var rows = numbers(new Random(16), dtype, 40, 4).nanToNum().remainder(2).to(dtype).reshape(20, 2, 4);
            for (var axis = 0; axis < 3; axis++) {
                var found = rows.uniqueAll(axis);
                oracle.ask("np.unique(x, axis=%d)".formatted(axis), found.values(), rows);
                oracle.ask("np.unique(x, axis=%d, return_counts=True)[1]".formatted(axis), found.counts(), rows);
                oracle.ask("np.unique(x, axis=%d, return_inverse=True)[1].reshape(-1)".formatted(axis),
                    found.inverse(), rows);
            }
        }
        oracle.compare(Python.withNumpy(), folder);
    }

    private static Tensor picked(Tensor x, Slice... index) {
        return x.get(index);
    }

    /** What is set in a view is set in what it is a view of. */
    private static Tensor through(Tensor x, Tensor mask) {
        var result = x.copy();
        result.transpose().set(mask, x.transpose().get(mask).add(1));
        return result;
    }

    @Test
    void bfloat16IsRoundedAsMlDtypesDoes() throws IOException, InterruptedException {
        var oracle = new Oracle("""
            import ml_dtypes
            def bf(x): return x.astype(ml_dtypes.bfloat16)
            """);
        var random = new Random(17);
        var x = numbers(random, DType.F32, 6, 7).div(7);
        var y = numbers(random, DType.F32, 1, 7).div(3);
        var edges = Tensors.of(new float[] {1 + 0x1p-8f, 1 + 3 * 0x1p-8f, 1 + 0x1p-8f + 0x1p-20f, 3.4e38f, 1e-40f,
            Float.NEGATIVE_INFINITY, Float.NaN});
        oracle.ask("bf(x).astype('f4')", 0, edges.to(DType.BF16).to(DType.F32), edges);
        var a = x.to(DType.BF16);
        var b = y.to(DType.BF16);
        Stream.of(new NumpyFormulas.Formula("bf(x) + bf(y)", Tensor::add),
            new NumpyFormulas.Formula("bf(x) - bf(y)", Tensor::sub),
            new NumpyFormulas.Formula("bf(x) * bf(y)", Tensor::mul),
            new NumpyFormulas.Formula("bf(x) / bf(y)", Tensor::div),
            new NumpyFormulas.Formula("np.sqrt(bf(x))", (p, _) -> p.sqrt()),
            new NumpyFormulas.Formula("np.exp(bf(x))", (p, _) -> p.exp()),
            new NumpyFormulas.Formula("np.floor(bf(x))", (p, _) -> p.floor()),
            new NumpyFormulas.Formula("np.maximum(bf(x), bf(y))", Tensor::maximum),
            new NumpyFormulas.Formula("bf(np.sort(bf(x).astype('f4'), axis=1))", (p, _) -> p.sort(1, false)),
            new NumpyFormulas.Formula("bf(bf(x).astype('f4').sum(axis=0))", (p, _) -> p.sum(0)))
            .forEach(each -> oracle.ask("(" + each.text() + ").astype('f4')", 0,
                each.ours().apply(a, b).to(DType.F32), x, y));
        oracle.ask("bf(x) < bf(y)", a.less(b), x, y);
        oracle.ask("(bf(x) + y).astype('f4')", a.add(y), x, y);
        oracle.compare(Python.withBfloat16(), folder);
    }

    private static Tensor numbers(Random random, DType dtype, int... shape) {
        var values = random.ints((long) shape[0] * shape[1], dtype == DType.U8 ? 0 : -100,
            dtype == DType.U8 ? 200 : 100).asDoubleStream()
            .map(value -> dtype.isFloat() && random.nextInt(30) == 0 ? Double.NaN
                : dtype == DType.BOOL ? Math.max(0, value) : value).toArray();
        return Tensors.of(values).to(dtype).reshape(shape);
    }
}
