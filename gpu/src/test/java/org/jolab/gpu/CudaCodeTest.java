package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jolab.gpu.cuda.code.Kernel;
import org.jolab.gpu.cuda.host.HostCompiler;
import org.jolab.gpu.cuda.host.HostLauncher;
import org.junit.jupiter.api.Test;

/** Compares CUDA code, compiled for the processor, with the processor's own way, bit by bit where it can be. */
class CudaCodeTest {

    private static final double[] EXTREMES = {0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 127, 128, -129, 255, 256, 300,
        32767, 32768, 65504, 65519, 65520, 70000, 2147483647.0, 2147483648.0, -2147483649.0, 4294967296.5, 1e10, -1e10,
        9.2e18, 9.3e18, -9.3e18, 1e38, 3.5e38, 1e300, 1e-8, 6e-8, 3e-8, 1e-40, -1e-46, 5e-324, Double.NaN,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Math.PI, -Math.E, 1.0000001, 33.3, -7, 7, 63, 64, -64};

    /** What two kinds of device say, one after the other, so that their kernels are compiled together. */
    private static Collection<Kernel> compare(Map<String, Supplier<Tensor>> cases, long narrow) {
        assumeTrue(HostCompiler.isThere(), "there is no g++ to compile CUDA code for the processor with");
        var expected = new ArrayList<Tensor>();
        cases.forEach((_, each) -> expected.add(Device.on(Device.CPU, each::get)));
        var rehearsal = new Rehearsal(narrow);
        var stage = new Device("cuda:rehearsal", rehearsal, () -> "test");
        cases.forEach((_, each) -> Device.on(stage, () -> each.get().eval()));
        var compiler = HostCompiler.in(Path.of("target", "cuda-host"));
        compiler.compile(rehearsal.kernels().known());
        var host = new Device("cuda:host", new CudaBackend(new HostLauncher(compiler), narrow), () -> "test");
        var at = 0;
        for (var each : cases.entrySet()) {
            var actual = Device.on(host, () -> each.getValue().get());
            check(each.getKey(), expected.get(at++), actual);
        }
        return rehearsal.kernels().known();
    }

    private static void check(String what, Tensor expected, Tensor actual) {
        assertEquals(expected.dtype(), actual.dtype(), what);
        assertArrayEquals(expected.shape(), actual.shape(), what);
        if (!expected.dtype().isFloat()) {
            assertArrayEquals(expected.toLongArray(), actual.toLongArray(), what);
            return;
        }
        assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), what);
    }

    private static Tensor extremes(DType dtype) {
        return Tensors.of(EXTREMES).to(dtype);
    }

    @Test
    void randomNumbersAreTheSameToTheLastBit() {
        var cases = new LinkedHashMap<String, Supplier<Tensor>>();
        for (var dtype : new DType[] {DType.F64, DType.F32, DType.F16, DType.BF16}) {
            cases.put("rand " + dtype, () -> new Rng(42).rand(dtype, 1001));
            cases.put("randn " + dtype, () -> new Rng(-7).randn(dtype, 5, 10_007));
        }
        cases.put("randint", () -> new Rng(5).randint(-100, 1L << 40, 3, 333));
        cases.put("permutation", () -> new Rng(6).permutation(3000));
        compare(cases, Integer.MAX_VALUE);
    }

    @Test
    void everyTypeIsConvertedToEveryOtherAsOnTheProcessor() {
        var cases = new LinkedHashMap<String, Supplier<Tensor>>();
        for (var from : DType.values()) {
            for (var to : DType.values()) {
                cases.put(from + " to " + to, () -> extremes(from).to(to));
            }
        }
        compare(cases, Integer.MAX_VALUE);
    }

    @Test
    void exactOperationsAreTheSameForAllPairsOfExtremes() {
        var cases = new LinkedHashMap<String, Supplier<Tensor>>();
        for (var dtype : DType.values()) {
            for (var op : BinaryOp.values()) {
                var inexact = dtype.isFloat() && List.of(BinaryOp.POW, BinaryOp.ATAN2, BinaryOp.HYPOT,
                    BinaryOp.LOGADDEXP, BinaryOp.FLOOR_DIVIDE, BinaryOp.REMAINDER).contains(op);
                if (!inexact && takes(() -> op.operand(dtype)) && op.operand(dtype) == dtype) {
                    cases.put(op + " of " + dtype, () -> Elementwise.binary(op, extremes(dtype).expandDims(1),
                        extremes(dtype)));
                }
            }
            for (var op : List.of(UnaryOp.NEGATIVE, UnaryOp.ABS, UnaryOp.SIGN, UnaryOp.SQUARE, UnaryOp.RELU,
                UnaryOp.FLOOR, UnaryOp.CEIL, UnaryOp.TRUNC, UnaryOp.ROUND, UnaryOp.BITWISE_NOT, UnaryOp.ISNAN,
                UnaryOp.ISINF, UnaryOp.ISFINITE, UnaryOp.LOGICAL_NOT)) {
                if (takes(() -> op.operand(dtype))) {
                    cases.put(op + " of " + dtype, () -> Elementwise.unary(op, extremes(dtype)));
                }
            }
        }
        compare(cases, Integer.MAX_VALUE);
    }

    private static boolean takes(Supplier<DType> operand) {
        try {
            operand.get();
            return true;
        } catch (DTypeException _) {
            return false;
        }
    }

    /** Integers that floats hold, so that sums do not depend on their order. */
    private static Tensor numbers(DType dtype, int... shape) {
        return new Rng(9).randint(-50, 50, shape).to(dtype);
    }

    private static Map<String, Supplier<Tensor>> longRows(DType dtype) {
        var cases = new LinkedHashMap<String, Supplier<Tensor>>();
        var sums = dtype.bytes() > 2 || !dtype.isFloat();
        cases.put("sort " + dtype, () -> numbers(dtype, 3, 5000).sort());
        cases.put("argsort " + dtype, () -> numbers(dtype, 2, 9001).argsort());
        cases.put("argsort of many " + dtype, () -> numbers(dtype, 700, 5).argsort());
        cases.put("cummax " + dtype, () -> numbers(dtype, 30_000).cummax(0));
        cases.put("argmax " + dtype, () -> numbers(dtype, 100_000).argmax());
        cases.put("argmin of rows " + dtype, () -> numbers(dtype, 300, 700).argmin(1));
        cases.put("max of columns " + dtype, () -> numbers(dtype, 3000, 40).max(0));
        cases.put("min of the middle " + dtype, () -> numbers(dtype, 3, 500, 33).min(1));
        if (sums) {
            cases.put("cumsum " + dtype, () -> numbers(dtype, 2, 50_001).cumsum(1));
            cases.put("sum " + dtype, () -> numbers(dtype, 200_003).sum());
            cases.put("sum of columns " + dtype, () -> numbers(dtype, 7000, 40).sum(0));
            cases.put("sum of a transposed " + dtype, () -> numbers(dtype, 70, 90).transpose().add(1).sum(1));
        }
        return cases;
    }

    @Test
    void longRowsAreReducedScannedAndSortedInParts() {
        var cases = new LinkedHashMap<String, Supplier<Tensor>>();
        for (var dtype : DType.values()) {
            cases.putAll(longRows(dtype));
        }
        compare(cases, Integer.MAX_VALUE);
    }

    @Test
    void nanGoesLastHoweverLongTheRow() {
        UnaryOperator<Tensor> holes = x -> Tensors.where(x.remainder(7).equal(0), Double.NaN, x);
        compare(Map.of("sort", () -> holes.apply(numbers(DType.F64, 4000)).sort(),
            "argsort", () -> holes.apply(numbers(DType.F32, 4000)).argsort(),
            "cummin", () -> holes.apply(numbers(DType.F32, 4000)).cummin(0),
            "argmin", () -> holes.apply(numbers(DType.F16, 40_000)).argmin(),
            "max", () -> holes.apply(numbers(DType.BF16, 40_000)).max()), Integer.MAX_VALUE);
    }

    @Test
    void ofValuesForOnePlaceTheLastWinsAndAllAreAdded() {
        var cases = new LinkedHashMap<String, Supplier<Tensor>>();
        for (var dtype : DType.values()) {
            for (var shape : new int[][] {{5000}, {3, 900}, {4500, 6}}) {
                for (var axis = 0; axis < shape.length; axis++) {
                    var along = axis;
                    var name = " " + dtype + " " + Arrays.toString(shape) + " along " + axis;
                    Supplier<Tensor> index = () -> new Rng(3).randint(-shape[along], shape[along], shape);
                    cases.put("scatter" + name, () -> numbers(dtype, shape).scatter(along, index.get(),
                        numbers(dtype, shape).flip(along)));
                    cases.put("scatterAdd" + name, () -> numbers(dtype, shape).scatterAdd(along, index.get(),
                        numbers(dtype, shape)));
                }
            }
        }
        compare(cases, Integer.MAX_VALUE);
    }

    @Test
    void indicesBeyond32BitsGiveTheSame() {
        var cases = new LinkedHashMap<String, Supplier<Tensor>>(longRows(DType.F32));
        cases.put("strided", () -> numbers(DType.F32, 20, 30, 40).permute(2, 0, 1).mul(2).add(numbers(DType.F32, 30)));
        cases.put("rows", () -> numbers(DType.F32, 20, 30, 40).add(numbers(DType.F32, 40))
            .mul(numbers(DType.F32, 30, 1)));
        cases.put("take", () -> numbers(DType.I16, 100, 20).take(new Rng(1).randint(-20, 20, 30), 1));
        cases.put("scatter", () -> numbers(DType.I8, 3000).scatter(0, new Rng(1).randint(0, 3000, 3000),
            numbers(DType.I8, 3000)));
        cases.put("eye", () -> Tensors.eye(40, 30, 3, DType.I32));
        cases.put("rand", () -> new Rng(1).rand(5000));
        compare(cases, 1000);
    }

    @Test
    void transposedOperandsAreReadInTiles() {
        var cases = new LinkedHashMap<String, Supplier<Tensor>>();
        for (var dtype : DType.values()) {
            cases.put("copy " + dtype, () -> numbers(dtype, 100, 70).transpose().copy());
            cases.put("batch " + dtype, () -> numbers(dtype, 3, 50, 33).matrixTranspose().maximum(1)
                .maximum(numbers(dtype, 33, 50)));
        }
        cases.put("middle", () -> numbers(DType.F32, 20, 30, 40).permute(1, 2, 0).add(1));
        cases.put("both", () -> numbers(DType.F32, 40, 30).transpose().mul(numbers(DType.F32, 40, 30).transpose()
            .add(2)).add(numbers(DType.F32, 30, 40)).add(numbers(DType.F32, 40)));
        cases.put("into a view", () -> {
            var x = numbers(DType.F32, 60, 100);
            x.get(":, 10:70").set(numbers(DType.F32, 60, 60).transpose());
            return x;
        });
        var kernels = compare(cases, Integer.MAX_VALUE);
        assertTrue(kernels.stream().filter(kernel -> kernel.name().startsWith("turn")).count() >= 20,
            kernels.toString());
    }

    @Test
    void masksAreResolvedWithoutTheProgram() {
        compare(Map.of("mask", () -> numbers(DType.F32, 100, 70).get(numbers(DType.I32, 100, 70).greater(3)),
            "nonzero", () -> numbers(DType.I8, 40, 30).remainder(5).nonzero(),
            "none", () -> numbers(DType.I8, 40).get(numbers(DType.I8, 40).greater(90)),
            "rows", () -> numbers(DType.I64, 500, 3).get(numbers(DType.I8, 500).less(0)),
            "of nothing", () -> numbers(DType.I64, 0).get(numbers(DType.I8, 0).less(0))), Integer.MAX_VALUE);
    }

    @Test
    void matricesOfAnyTypeAndStridesAreMultiplied() {
        var cases = new LinkedHashMap<String, Supplier<Tensor>>();
        for (var dtype : new DType[] {DType.F32, DType.F64, DType.I64, DType.I32, DType.F16, DType.BF16}) {
            cases.put("bias " + dtype, () -> numbers(dtype, 20, 7).matmul(numbers(dtype, 7, 9),
                Epilogue.bias(numbers(dtype, 9))));
            cases.put("matmul " + dtype, () -> numbers(dtype, 70, 33).matmul(numbers(dtype, 33, 65)));
            cases.put("transposed " + dtype, () -> numbers(dtype, 2, 33, 70).matrixTranspose()
                .matmul(numbers(dtype, 2, 65, 33).matrixTranspose()));
        }
        compare(cases, Integer.MAX_VALUE);
    }

    @Test
    void numbersThatChangeDoNotMakeNewKernels() {
        var rehearsal = new Rehearsal(Integer.MAX_VALUE);
        Device.on(new Device("cuda:rehearsal", rehearsal, () -> "test"), () -> {
            for (var i = 1; i < 50; i++) {
                Tensors.full(i, DType.F32, 64 * i).mul(i).add(0.5 * i).eval();
            }
        });
        assertTrue(rehearsal.kernels().known().size() <= 4, rehearsal.kernels().known().toString());
    }
}
