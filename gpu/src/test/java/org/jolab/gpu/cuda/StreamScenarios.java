package org.jolab.gpu.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jolab.gpu.Device;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cuda.standin.StandIn;

/** Run by {@link CudaRuntimeTest}. */
public final class StreamScenarios {

    private static final Device GPU = Device.cuda(0);
    private static final long SECOND = 1_000_000_000;
    private static final CudaProgram PROGRAM = CudaProgram.of("""
        extern "C" __global__ void increase(float* x, float by, int n) {
            int i = blockIdx.x * blockDim.x + threadIdx.x;
            if (i < n) x[i] += by;
        }
        """, GPU);

    private StreamScenarios() {
    }

    private static Tensor tensor(float... values) {
        return Device.on(Device.CPU, () -> Tensors.of(values)).to(GPU);
    }

    private static void increase(Tensor x, double by) {
        PROGRAM.kernel().over(x.size()).launch(x, by, x.size());
    }

    public static void workOnAStreamComesAfterWhatWasAskedForBeforeAndBeforeWhatComesLater() {
        var x = tensor(1, 2, 3);
        var outer = CudaStream.current(GPU);
        try (var stream = CudaStream.create(GPU)) {
            var waits = StandIn.get("WAITS");
            var y = stream.call(() -> {
                assertSame(stream, CudaStream.current(GPU));
                increase(x, 1);
                return x.to(Device.cuda(0)).copy();
            });
            assertTrue(StandIn.get("WAITS") >= waits + 2);
            assertSame(outer, CudaStream.current(GPU));
            assertNotSame(outer, stream);
            assertArrayEquals(new float[] {2, 3, 4}, y.toFloatArray());
        }
    }

    public static void anInterruptComesBackWhileTheKernelRunsOn() throws InterruptedException {
        var x = tensor(1, 2);
        StandIn.set("SLOW", 20 * SECOND);
        try {
            increase(x, 1);
        } finally {
            StandIn.set("SLOW", 0);
        }
        var failure = new AtomicReference<Throwable>();
        var waiting = new Thread(() -> {
            try {
                x.at(0);
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        waiting.start();
        while (waiting.getState() == Thread.State.NEW || waiting.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        waiting.join();
        assertTrue(failure.get() instanceof CancellationException, "" + failure.get());
        assertTrue(failure.get().getMessage().startsWith("interrupted while cuda:0 computes"), "" + failure.get());
        assertFalse(CudaStream.current(GPU).isDone());
        assertTrue(CudaDevice.of(GPU).state().startsWith("busy"), CudaDevice.of(GPU).state());
        // What is on the processor, and on another device, goes on.
        assertEquals(6, Device.on(Device.CPU, () -> Tensors.of(new double[] {1, 2, 3}).sum().item()));
        assertEquals(5, Device.on(Device.CPU, () -> Tensors.of(new double[] {5})).to(Device.cuda(1)).item());
    }

    public static void eventsMeasureWhatTheDeviceDid() {
        try (var stream = CudaStream.create(GPU); var start = stream.record()) {
            StandIn.set("SLOW", SECOND / 100);
            try {
                stream.run(() -> increase(tensor(1), 1));
            } finally {
                StandIn.set("SLOW", 0);
            }
            try (var end = stream.record()) {
                assertTrue(end.since(start) >= 10, "" + end.since(start));
                assertTrue(end.isReached());
            }
        }
    }

    public static void aGraphDoesItsStepAsOftenAsItIsReplayed() {
        var device = Device.cuda(1);
        var program = CudaProgram.of("""
            __global__ void twice(const float* x, float* y, int n) {
                int i = blockIdx.x * blockDim.x + threadIdx.x;
                if (i < n) y[i] = 2 * x[i];
            }
            """, device);
        var x = Device.on(Device.CPU, () -> Tensors.of(new float[] {1, 2, 3})).to(device);
        var y = x.copy();
        try (var graph = CudaGraph.capture(device, () -> {
            program.kernel().over(3).launch(x, y, 3);
            return y.copy();
        })) {
            assertEquals(2, graph.size());
            assertArrayEquals(new float[] {1, 2, 3}, y.toFloatArray());
            assertArrayEquals(new float[] {2, 4, 6}, graph.replay().toFloatArray());
            var launches = StandIn.get("LAUNCHES");
            Device.on(device, () -> x.set(Device.on(Device.CPU, () -> Tensors.of(new float[] {5, 6, 7})).to(device)));
            graph.replay();
            assertArrayEquals(new float[] {10, 12, 14}, graph.result().toFloatArray());
            assertTrue(StandIn.get("LAUNCHES") > launches);
        }
    }

    public static void whatWasRecordedBeforeAGraphIsComputedOnceAndNow() {
        var device = Device.cuda(1);
        var x = Device.on(Device.CPU, () -> Tensors.of(new float[10_000])).to(device).add(1).eval();
        var y = x.mul(3);
        // Used once, so that its next user needs its numbers.
        var other = y.add(2);
        try (var graph = CudaGraph.capture(device, () -> y.add(1))) {
            assertEquals(3, y.at(0));
            assertEquals(4, graph.replay().at(9999));
            Device.on(device, () -> x.set(5));
            assertEquals(4, graph.replay().at(9999));
            assertEquals(3, y.at(0));
        }
        assertEquals(5, other.at(0));
    }

    public static void aGraphsMemoryIsItsOwnUntilItIsClosed() {
        var device = Device.cuda(1);
        var x = Device.on(Device.CPU, () -> Tensors.of(new float[1 << 20])).to(device);
        var graph = CudaGraph.capture(device, () -> x.copy().copy());
        var held = StandIn.get("LIVE");
        for (var i = 0; i < 3; i++) {
            var other = x.copy();
            Device.on(device, () -> other.set(9));
            graph.replay();
            assertEquals(0, graph.result().at(5));
            other.close();
        }
        graph.result().close();
        graph.close();
        CudaDevice.of(device).trim();
        assertTrue(StandIn.get("LIVE") <= held - (4 << 20), StandIn.get("LIVE") + " of " + held);
        assertTrue(assertThrows(IllegalStateException.class, graph::replay).getMessage().contains("closed"));
    }

    public static void whatAGraphCannotHoldIsRefusedAndDoesNoHarm() {
        var device = Device.cuda(1);
        var x = Device.on(Device.CPU, () -> Tensors.of(new float[] {1, 2, 3})).to(device);
        var streams = StandIn.get("STREAMS");
        for (var read : new Runnable[] {() -> x.at(1), () -> Tensors.of(new float[] {1}).to(device),
            () -> CudaStream.current(device).synchronize(), () -> CudaGraph.capture(device, () -> 1)}) {
            var refused = assertThrows(IllegalStateException.class, () -> CudaGraph.capture(device, () -> {
                x.copy();
                read.run();
                return x;
            }));
            assertTrue(refused.getMessage().startsWith("a graph is being captured"), refused.getMessage());
        }
        assertEquals(streams, StandIn.get("STREAMS"));
        assertEquals(2, x.copy().at(1));
        assertThrows(IllegalArgumentException.class, () -> CudaGraph.capture(Device.CPU, () -> 1));
    }

    public static void closedStreamsAreRefusedAndTheirMemoryServesOthers() {
        var stream = CudaStream.create(GPU);
        stream.run(() -> tensor(new float[1 << 20]).close());
        stream.close();
        stream.close();
        assertThrows(IllegalStateException.class, stream::isDone);
        var allocations = StandIn.get("ALLOCATIONS");
        tensor(new float[1 << 20]).close();
        assertEquals(allocations, StandIn.get("ALLOCATIONS"));
    }
}
