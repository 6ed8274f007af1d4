package org.jolab.gpu.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.MemoryReport;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cuda.standin.StandIn;

/** Run by {@link CudaRuntimeTest} with 64 MiB of page-locked memory. */
public final class PinnedScenarios {

    private static final int MB = 1 << 20;
    /** Of two devices, each with one for either direction. */
    private static final int RINGS = 64;
    private static final long SECOND = 1_000_000_000;
    private static final Device GPU = Device.cuda(0);

    private PinnedScenarios() {
    }

    private static Tensor floats(int count) {
        return Device.on(Device.CPU, () -> Tensors.arange(count).to(DType.F32).mul(0.5).eval());
    }

    /** Runs {@code action} while a copy from or to page-locked memory takes {@code nanoseconds}. */
    private static void copying(long nanoseconds, Runnable action) {
        StandIn.set("COPY_TIME", nanoseconds);
        try {
            action.run();
        } finally {
            StandIn.set("COPY_TIME", 0);
        }
    }

    public static void aPinnedTensorIsATensorOfTheProcessor() {
        var x = floats(1000);
        var pinned = x.pinned();
        assertTrue(pinned.isPinned() && !x.isPinned());
        assertEquals(Device.CPU, pinned.device());
        assertSame(pinned, pinned.pinned());
        assertTrue(pinned.get("10:20").isPinned());
        pinned.set(7);
        assertEquals(0.5, x.at(1));
        assertEquals(14, pinned.add(pinned).at(3));
        assertFalse(pinned.add(1).isPinned());
        assertEquals(7, pinned.segment().get(ValueLayout.JAVA_FLOAT, 8));
        assertEquals(0, floats(0).pinned().size());
    }

    public static void copiesGoDirectlyAndInOnePiece() {
        var pinned = floats(6 * MB).pinned();
        var copies = StandIn.get("COPIES");
        var there = pinned.to(GPU);
        var back = there.pinned();
        assertEquals(copies + 2, StandIn.get("COPIES"));
        assertTrue(back.isPinned());
        assertArrayEquals(pinned.toFloatArray(), back.toFloatArray());
        assertArrayEquals(new float[] {1.5f, 2}, pinned.get("3:5").to(GPU).toFloatArray());
        assertArrayEquals(new float[] {1.5f, 2}, there.get("3:5").pinned().toFloatArray());
        List.of(pinned, there, back).forEach(Tensor::close);
    }

    public static void whoReadsWaitsForWhatIsArriving() {
        var there = floats(1000).to(GPU);
        var back = new Tensor[1];
        var ones = Device.on(Device.CPU, () -> Tensors.ones(1000, 1));
        for (var use : List.<Supplier<Double>>of(() -> back[0].at(999), () -> back[0].max().item(),
            () -> back[0].add(0).max().item(), () -> back[0].reshape(1, 1000).matmul(ones).item() / 500)) {
            copying(SECOND / 5, () -> {
                back[0] = there.pinned();
                assertFalse(CudaStream.current(GPU).isDone());
            });
            assertEquals(499.5, use.get());
        }
        copying(SECOND / 5, () -> back[0] = there.pinned());
        // What comes later on the device does not change what has been asked for.
        Device.on(GPU, () -> there.set(-1));
        assertEquals(499.5, back[0].at(999));
        assertEquals(1000 * 999 / 4.0, back[0].sum().item());
    }

    public static void whoWritesWaitsForWhatIsLeaving() {
        var pinned = floats(1000).pinned();
        var there = new Tensor[2];
        copying(SECOND / 5, () -> {
            there[0] = pinned.to(GPU);
            assertFalse(CudaStream.current(GPU).isDone());
            assertEquals(2, pinned.at(4));
            assertFalse(CudaStream.current(GPU).isDone(), "reading has waited");
            pinned.set(-1);
            there[1] = pinned.to(GPU);
            pinned.get("500:").set(-2);
        });
        assertEquals(499.5, there[0].at(999));
        assertEquals(-1, there[1].at(999));
    }

    public static void whatOthersMayWriteHasLeftWhenTheCopyReturns() {
        var pinned = floats(1000).pinned();
        var memory = pinned.segment();
        var there = new Tensor[1];
        copying(SECOND / 10, () -> there[0] = pinned.to(GPU));
        memory.set(ValueLayout.JAVA_FLOAT, 8, -1);
        assertEquals(1, there[0].at(2));
    }

    public static void copiesOfSeveralStreamsAndDevicesKeepTheirOrder() {
        var pinned = floats(1000).pinned();
        var there = new Tensor[2];
        copying(SECOND / 10, () -> {
            try (var stream = CudaStream.create(GPU)) {
                var back = stream.call(() -> floats(1000).to(GPU).mul(2).pinned());
                there[0] = back.to(Device.cuda(1));
                there[1] = stream.call(() -> pinned.to(GPU));
            }
        });
        assertEquals(999, there[0].at(999));
        assertEquals(499.5, there[1].at(999));
    }

    public static void anInterruptEndsTheWaitingAndNotTheCopy() throws InterruptedException {
        var there = Device.on(Device.CPU, () -> Tensors.of(new float[] {1, 2, 3})).to(Device.cuda(1));
        var back = new Tensor[1];
        copying(2 * SECOND, () -> back[0] = there.pinned());
        var failure = new AtomicReference<Throwable>();
        for (var use : List.<Runnable>of(() -> back[0].at(1), () -> back[0].add(1), () -> back[0].set(5))) {
            failure.set(null);
            var waiting = new Thread(() -> {
                try {
                    use.run();
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            waiting.start();
            waiting.interrupt();
            waiting.join();
            assertTrue(failure.get() instanceof CancellationException, "" + failure.get());
        }
        assertArrayEquals(new float[] {1, 2, 3}, back[0].toFloatArray());
    }

    public static void anInterruptedCopyThroughTheRingDoesNotSpoilTheNext() throws InterruptedException {
        var x = floats(6 * MB);
        var there = x.to(GPU);
        for (var use : List.<Runnable>of(() -> x.to(GPU), () -> there.to(Device.CPU))) {
            var failure = new AtomicReference<Throwable>();
            copying(SECOND / 4, () -> {
                var waiting = new Thread(() -> {
                    try {
                        use.run();
                    } catch (Throwable e) {
                        failure.set(e);
                    }
                });
                waiting.start();
                waiting.interrupt();
                try {
                    waiting.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertTrue(failure.get() instanceof CancellationException, "" + failure.get());
            assertArrayEquals(x.toFloatArray(), x.to(GPU).to(Device.CPU).toFloatArray());
        }
        there.close();
    }

    public static void blocksAreUsedAnewWhenNoCopyNeedsThem() {
        var there = new Tensor[4];
        copying(SECOND / 10, () -> {
            for (var i = 0; i < there.length; i++) {
                var pinned = floats(MB).add(i).pinned();
                there[i] = pinned.to(GPU);
                pinned.close();
                // Would overwrite what is still leaving, were it given the same memory.
                floats(MB).mul(-1).pinned().close();
            }
        });
        for (var i = 0; i < there.length; i++) {
            assertEquals((MB - 1) * 0.5 + i, there[i].at(MB - 1));
        }
        floats(MB).pinned().close();
        var given = StandIn.get("LOCKED");
        for (var i = 0; i < 50; i++) {
            try (var pinned = floats(MB).pinned()) {
                assertEquals(1, pinned.to(GPU).at(2));
            }
        }
        assertEquals(given, StandIn.get("LOCKED"));
        PinnedMemory.INSTANCE.trim();
        assertTrue(StandIn.get("LOCKED") <= given - 4 * MB, StandIn.get("LOCKED") + " of " + given);
        assertEquals(0, StandIn.get("TORN"));
    }

    public static void unreachablePinnedTensorsMakeRoom() {
        for (var i = 0; i < 40; i++) {
            var pinned = floats(4 * MB).pinned();
            assertTrue(pinned.isPinned(), "after " + i);
            assertEquals(1, pinned.to(GPU).at(2));
            assertTrue(StandIn.get("LOCKED") <= (64 + RINGS) * MB, "" + StandIn.get("LOCKED"));
        }
        assertEquals(0, StandIn.get("TORN"));
    }

    public static void beyondTheBudgetAndWithoutPagesToLockMemoryIsOrdinary() {
        var large = floats(20 * MB).pinned();
        assertFalse(large.isPinned());
        assertEquals(5, large.to(GPU).at(10));
        assertEquals(5, large.to(GPU).pinned().at(10));
        // Nobody is asked for a collection again and again where all is held.
        var held = List.of(floats(6 * MB).pinned(), floats(6 * MB).pinned());
        for (var i = 0; i < 3; i++) {
            assertFalse(floats(6 * MB).pinned().isPinned());
        }
        held.getFirst().close();
        var next = floats(6 * MB).pinned();
        assertTrue(next.isPinned());
        next.close();
        held.getLast().close();
        StandIn.set("FAIL_HOST", 1);
        try {
            var x = floats(3 * MB + 77).pinned();
            assertFalse(x.isPinned());
            var other = x.to(Device.cuda(1));
            assertArrayEquals(x.toFloatArray(), other.to(Device.CPU).toFloatArray());
        } finally {
            StandIn.set("FAIL_HOST", 0);
        }
    }

    public static void theReportCountsPinnedTensors() {
        var held = floats(MB).pinned();
        var report = MemoryReport.of(List.of(Device.CPU), Map.of("held", held));
        assertEquals(1, report.rows().stream().filter(row -> row.names().equals(List.of("held"))
            && row.contents().equals("F32 [1048576], pinned")).count(), report::toString);
        try (var scope = Tensors.scope()) {
            floats(MB).pinned();
        }
        System.gc();
        held.close();
        assertTrue(Device.CPU.memory().holdings().stream().noneMatch(each -> each.contents().endsWith("6], pinned")),
            () -> Device.CPU.memory().toString());
    }

    public static void aClosedPinnedTensorIsRefused() {
        var pinned = floats(10).pinned();
        pinned.close();
        for (var use : List.<Runnable>of(() -> pinned.at(1), () -> pinned.to(GPU), () -> pinned.set(1))) {
            try {
                use.run();
            } catch (IllegalStateException e) {
                assertTrue(e.getMessage().contains("close()"), e.getMessage());
                continue;
            }
            throw new AssertionError("not refused");
        }
    }
}
