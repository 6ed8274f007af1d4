package org.jolab.gpu.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.Epilogue;
import org.jolab.gpu.Profile;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cuda.Cuda;
import org.jolab.gpu.cuda.CudaGraph;
import org.jolab.gpu.cuda.CudaProgram;
import org.jolab.gpu.cuda.CudaStream;

/** Streams, graphs, programs and profiles on a device that cannot be asked what it has been told to do. */
public final class DeviceScenarios {

    private static final Device GPU = Device.cuda(0);

    private DeviceScenarios() {
    }

    private static Tensor tensor(float... values) {
        return Device.on(Device.CPU, () -> Tensors.of(values)).to(GPU);
    }

    public static void workOnAStreamComesAfterWhatWasAskedForBefore() {
        for (var i = 0; i < 20; i++) {
            var x = Device.on(GPU, () -> Tensors.zeros(1 << 16));
            try (var stream = CudaStream.create(GPU)) {
                var step = i;
                x.set(x.add(step));
                var y = stream.call(() -> {
                    assertSame(stream, CudaStream.current(GPU));
                    return x.add(1).eval();
                });
                x.set(-1);
                assertEquals(step + 1, y.at((1 << 16) - 1));
            }
        }
    }

    public static void eventsMeasureTimeThatPasses() {
        var stream = CudaStream.current(GPU);
        try (var start = stream.record()) {
            Device.on(GPU, () -> Tensors.ones(1 << 16).exp().eval());
            try (var end = stream.record()) {
                var time = end.since(start);
                assertTrue(time >= 0 && time < 60_000, time + " ms");
                assertTrue(end.isReached() && stream.isDone());
            }
        }
    }

    public static void copiesOfPageLockedMemoryAreNotOvertaken() {
        var count = 1 << 20;
        var pinned = Device.on(Device.CPU, () -> Tensors.zeros(count)).pinned();
        assertTrue(pinned.isPinned());
        for (var i = 0; i < 20; i++) {
            pinned.set(i);
            var there = pinned.to(GPU);
            pinned.set(-1);
            var back = there.add(1).pinned();
            there.set(-1);
            assertEquals((i + 1.0) * count, back.sum().item());
        }
    }

    public static void nanStaysNanInAProductThatEndsWithRelu() {
        for (var dtype : new DType[] {DType.F32, DType.BF16, DType.F16, DType.F64}) {
            var x = Device.on(GPU, () -> Tensors.ones(dtype, 128, 64));
            x.get(5, 7).set(Float.NaN);
            var y = Device.on(GPU, () -> Tensors.ones(dtype, 64, 256));
            var bias = Device.on(GPU, () -> Tensors.full(-100, dtype, 256));
            var product = x.matmul(y, Epilogue.bias(bias).relu());
            assertEquals(256, product.isnan().sum().itemLong(), dtype.toString());
            assertEquals(0, product.get("6:").sum().item(), dtype.toString());
        }
    }

    public static void aGraphGivesWhatItsStepGives() {
        Device.on(GPU, () -> {
            var x = Tensors.rand(16, 8).eval();
            var w = Tensors.rand(8, 4).eval();
            var bias = Tensors.rand(4).eval();
            Epilogue relu = Epilogue.bias(bias).relu();
            // The stand-in for the library of products multiplies at once, whatever is recorded.
            Supplier<Tensor> step = () -> (Sizes.isTiny() ? x.exp().eval() : x.matmul(w, relu)).sum(1);
            // What is loaded at the first use cannot be recorded.
            var before = step.get().toFloatArray();
            try (var graph = CudaGraph.capture(() -> step.get())) {
                assertTrue(graph.size() >= 2, graph.size() + " operations");
                assertArrayEquals(before, graph.replay().toFloatArray(), 1e-3f);
                x.set(Tensors.rand(16, 8));
                var expected = step.get().toFloatArray();
                assertArrayEquals(expected, graph.replay().toFloatArray(), 1e-3f);
            }
        });
    }

    public static void whatAGraphCannotHoldIsRefusedAndDoesNoHarm() {
        var x = tensor(1, 2, 3);
        for (var read : List.<Runnable>of(() -> x.at(1), () -> tensor(1),
            () -> CudaStream.current(GPU).synchronize())) {
            assertThrows(IllegalStateException.class, () -> CudaGraph.capture(GPU, () -> {
                x.copy();
                read.run();
                return x;
            }));
        }
        assertEquals(2, x.copy().at(1));
    }

    public static void aProgramsKernelComputes() {
        var program = CudaProgram.of("""
            extern "C" __global__ void saxpy(float a, const float* x, float* y, int n) {
                int i = blockIdx.x * blockDim.x + threadIdx.x;
                if (i < n) y[i] += a * x[i];
            }
            """, GPU);
        var x = tensor(1, 2, 3, 4, 5);
        var y = tensor(10, 20, 30, 40, 50);
        program.kernel("saxpy").over(5).launch(2f, x, y, 5);
        assertArrayEquals(new float[] {12, 24, 36, 48, 60}, y.toFloatArray());
        assertTrue(program.toString().contains(" registers"), program.toString());
    }

    public static void wrongArgumentsAreRefusedAndTheDeviceGoesOn() {
        var kernel = Cuda.compile("__global__ void f(float* x, int n) { if (threadIdx.x < n) x[threadIdx.x] = n; }")
            .kernel().grid(1).block(4);
        var x = tensor(1, 2, 3, 4);
        assertThrows(IllegalArgumentException.class, () -> kernel.launch(x));
        assertThrows(IllegalArgumentException.class, () -> kernel.launch(4, x));
        assertThrows(IllegalArgumentException.class, () -> kernel.launch(x.to(Device.CPU), 4));
        assertThrows(IllegalArgumentException.class, () -> kernel.launch(x, 0.5));
        kernel.launch(x, 4);
        assertArrayEquals(new float[] {4, 4, 4, 4}, x.toFloatArray());
    }

    public static void aProfileIsMeasuredByTheDevice() {
        Device.on(GPU, () -> {
            var x = Tensors.rand(1 << 16).eval();
            x.exp().mul(2).eval();
            var profile = Profile.of(() -> x.exp().mul(2));
            var row = profile.rows().getFirst();
            assertEquals("chain of 2 (exp mul)", row.operation());
            assertEquals(GPU, row.device());
            assertEquals(1L << 18, row.bytesRead());
            assertTrue(row.milliseconds() >= 0 && row.milliseconds() < 10_000, profile.toString());
        });
    }
}
