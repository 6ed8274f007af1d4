package org.jolab.gpu.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.Epilogue;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cuda.blas.Precision;
import org.jolab.gpu.cuda.standin.StandIn;

/** Run by {@link CudaRuntimeTest}: products by the stand-in of cuBLASLt against those of the processor. */
public final class ProductScenarios {

    private static final Device GPU = Device.cuda(0);
    private static final Random RANDOM = new Random(5);

    private ProductScenarios() {
    }

    private static Tensor numbers(DType dtype, int... shape) {
        return Device.on(Device.CPU, () -> {
            var count = 1;
            for (var size : shape) {
                count *= size;
            }
            return Tensors.of(RANDOM.ints(count, -6, 7).asDoubleStream().toArray()).reshape(shape).to(dtype);
        });
    }

    private static long ask(String function) {
        return StandIn.ask("libcublasLt.so.12", function);
    }

    private static void same(Tensor x, Tensor y, Epilogue epilogue) {
        var before = ask("standin_multiplications");
        var there = epilogue == null ? x.to(GPU).matmul(y.to(GPU)) : x.to(GPU).matmul(y.to(GPU), epilogue);
        assertEquals(before + 1, ask("standin_multiplications"));
        assertArrayEquals(x.matmul(y).toDoubleArray(), there.toDoubleArray());
    }

    public static void everyFloatTypeIsMultipliedByTheLibrary() {
        for (var dtype : new DType[] {DType.F32, DType.F64, DType.F16, DType.BF16}) {
            same(numbers(dtype, 5, 7), numbers(dtype, 7, 3), null);
            same(numbers(dtype, 1, 7), numbers(dtype, 7, 1), null);
            same(numbers(dtype, 4, 1), numbers(dtype, 1, 6), null);
        }
        assertEquals(68, ask("standin_compute"));
    }

    public static void batchesAndBroadcastOnesAreOneCall() {
        same(numbers(DType.F32, 4, 5, 7), numbers(DType.F32, 4, 7, 3), null);
        same(numbers(DType.F32, 4, 5, 7), numbers(DType.F32, 7, 3), null);
        same(numbers(DType.F64, 2, 3, 5, 7), numbers(DType.F64, 2, 3, 7, 2), null);
    }

    public static void transposedAndCutMatricesNeedNoCopy() {
        var allocations = new long[1];
        var x = numbers(DType.F32, 7, 5).to(GPU);
        var y = numbers(DType.F32, 9, 16).to(GPU);
        var wide = y.get("1:8, 3:6");
        var expected = x.to(Device.CPU).t().matmul(wide.to(Device.CPU)).toDoubleArray();
        allocations[0] = StandIn.get("LAUNCHES");
        var product = x.t().matmul(wide);
        assertEquals(allocations[0], StandIn.get("LAUNCHES"));
        assertArrayEquals(expected, product.toDoubleArray());
        var turned = numbers(DType.F32, 4, 7).to(GPU);
        assertArrayEquals(x.to(Device.CPU).t().matmul(turned.to(Device.CPU).t()).toDoubleArray(),
            x.t().matmul(turned.t()).toDoubleArray());
    }

    public static void biasAndReluAreDoneByTheLibraryOnTheWayIfItKeepsNan() {
        var keepsNan = System.getenv("STANDIN_RELU") == null;
        for (var dtype : new DType[] {DType.F32, DType.BF16}) {
            var x = numbers(dtype, 6, 4);
            var y = numbers(dtype, 4, 5);
            var bias = numbers(dtype, 5);
            var launches = StandIn.get("LAUNCHES");
            var there = x.to(GPU).matmul(y.to(GPU), Epilogue.bias(bias.to(GPU)).relu());
            assertEquals(launches + (keepsNan ? 0 : 1), StandIn.get("LAUNCHES"));
            assertEquals(keepsNan ? 6 : 4, ask("standin_epilogue"));
            assertArrayEquals(x.matmul(y, Epilogue.bias(bias).relu()).toDoubleArray(), there.toDoubleArray());
            x.get(2, 1).set(Float.NaN);
            there = x.to(GPU).matmul(y.to(GPU), Epilogue.bias(bias.to(GPU)).relu());
            assertArrayEquals(x.matmul(y, Epilogue.bias(bias).relu()).toDoubleArray(), there.toDoubleArray());
            assertEquals(5, there.isnan().sum().itemLong());
        }
    }

    public static void aBiasMayBeAView() {
        var x = numbers(DType.F32, 6, 4);
        var y = numbers(DType.F32, 4, 5);
        var table = numbers(DType.F32, 6, 5);
        for (UnaryOperator<Tensor> view : List.<UnaryOperator<Tensor>>of(t -> t.get("1:, 2"), t -> t.get("3"),
            t -> t.get("0, ::-1"), t -> t.get("2, 1:2").broadcastTo(5), t -> t.reshape(30).get("1:6"))) {
            assertArrayEquals(x.matmul(y, Epilogue.bias(view.apply(table))).toDoubleArray(),
                x.to(GPU).matmul(y.to(GPU), Epilogue.bias(view.apply(table.to(GPU)))).toDoubleArray());
        }
    }

    public static void geluIsExactAndRoundedOnce() {
        for (var dtype : new DType[] {DType.F32, DType.F64, DType.BF16, DType.F16}) {
            var x = numbers(dtype, 6, 4).mul(0.25).to(dtype);
            var y = numbers(dtype, 4, 5);
            var bias = numbers(dtype, 5);
            var before = ask("standin_multiplications");
            var there = x.to(GPU).matmul(y.to(GPU), Epilogue.bias(bias.to(GPU)).gelu());
            assertEquals(before + 1, ask("standin_multiplications"));
            assertArrayEquals(x.matmul(y, Epilogue.bias(bias).gelu()).toDoubleArray(), there.toDoubleArray(),
                dtype == DType.F64 ? 1e-12 : dtype == DType.F32 ? 1e-5 : 0);
        }
    }

    public static void lessPrecisionIsUsedOnlyWhereItIsAskedFor() {
        var x = numbers(DType.F32, 3, 3).to(GPU);
        x.matmul(x);
        assertEquals(68, ask("standin_compute"));
        Precision.with(Precision.TF32, () -> x.matmul(x).eval());
        assertEquals(77, ask("standin_compute"));
        Precision.use(Precision.BF16);
        try {
            x.matmul(x);
            assertEquals(75, ask("standin_compute"));
            x.to(DType.F64).matmul(x.to(DType.F64));
            assertEquals(70, ask("standin_compute"));
        } finally {
            Precision.use(null);
        }
        x.matmul(x);
        assertEquals(68, ask("standin_compute"));
    }

    public static void theLibraryIsAskedOnceForEachShape() {
        var x = numbers(DType.F32, 11, 17).to(GPU);
        var y = numbers(DType.F32, 17, 9).to(GPU);
        x.matmul(y);
        var asked = ask("standin_heuristics");
        for (var i = 0; i < 10; i++) {
            x.matmul(y);
        }
        assertEquals(asked, ask("standin_heuristics"));
    }

    public static void whatTheLibraryCannotDoIsDoneByAKernel() {
        var x = numbers(DType.F32, 3, 4);
        var y = numbers(DType.F32, 4, 13);
        var before = ask("standin_multiplications");
        var launches = StandIn.get("LAUNCHES");
        assertArrayEquals(x.matmul(y).toDoubleArray(), x.to(GPU).matmul(y.to(GPU)).toDoubleArray());
        assertEquals(before, ask("standin_multiplications"));
        assertTrue(StandIn.get("LAUNCHES") > launches);
    }
}
