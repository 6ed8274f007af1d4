package org.jolab.gpu.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.MemoryReport;
import org.jolab.gpu.OutOfDeviceMemory;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cuda.standin.StandIn;

/** Run by {@link CudaRuntimeTest} with a budget of 64 MiB. */
public final class MemoryScenarios {

    private static final int MB = 1 << 20;
    private static final Device GPU = Device.cuda(0);

    private MemoryScenarios() {
    }

    private static Tensor floats(int count) {
        var values = new float[count];
        for (var i = 0; i < count; i++) {
            values[i] = i * 0.5f - 3;
        }
        return Device.on(Device.CPU, () -> Tensors.of(values));
    }

    public static void whatGoesToTheDeviceComesBackUnchanged() {
        for (var count : new int[] {0, 1, 5, 1023, 3_000_001, 9_000_000}) {
            var x = floats(count);
            var there = x.to(GPU);
            assertEquals("cuda:0", there.device().name());
            assertArrayEquals(x.toFloatArray(), there.to(Device.CPU).toFloatArray());
            there.close();
        }
    }

    public static void partsOfTensorsAreCopiedWithoutTheRest() {
        var there = Device.on(Device.CPU, () -> Tensors.of(new int[][] {{1, 2, 3}, {4, 5, 6}})).to(GPU);
        assertArrayEquals(new int[] {4, 5, 6}, there.get(1).to(Device.CPU).toIntArray());
        assertEquals(6, there.at(1, 2));
    }

    public static void manySmallCopiesDoNotWaitForEachOther() {
        var tensors = new ArrayList<Tensor>();
        for (var i = 0; i < 20_000; i++) {
            tensors.add(Device.on(Device.CPU, () -> Tensors.full(7, DType.I32, 250)).to(GPU));
        }
        assertEquals(7, tensors.get(3).at(9));
        assertEquals(7, tensors.getLast().at(249));
    }

    public static void tensorsMoveBetweenDevices() {
        var peers = StandIn.get("PEERS");
        var x = floats(1000);
        var there = x.to(GPU).to(Device.cuda(1));
        assertEquals(Device.cuda(1), there.device());
        assertEquals(peers + 1, StandIn.get("PEERS"));
        assertArrayEquals(x.toFloatArray(), there.toFloatArray());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> there.add(x.to(GPU))).getMessage()
            .contains("one tensor is on cuda:1, the other on cuda:0"));
    }

    public static void unreachableTensorsMakeRoomWithoutAnybodyClosingThem() {
        for (var i = 0; i < 100; i++) {
            Device.on(GPU, () -> floats(2 * MB).to(GPU));
            // A little is on the other device.
            assertTrue(StandIn.get("LIVE") <= 65 * MB, "" + StandIn.get("LIVE"));
        }
    }

    public static void theReportTellsWhoHoldsADevicesMemory() {
        var named = floats(MB).to(GPU);
        var report = MemoryReport.of(List.of(GPU), Map.of("named", named));
        assertTrue(report.devices().getFirst().used() >= named.size() * 4, report::toString);
        assertTrue(report.devices().getFirst().budget() == 64 * MB, report::toString);
        assertEquals(1, report.rows().stream().filter(row -> row.names().equals(List.of("named"))
            && row.device().equals(GPU) && row.contents().equals("F32 [1048576]")).count(), report::toString);
    }

    public static void freedMemoryIsTakenAnewWithoutTheDriver() {
        floats(MB).to(GPU).close();
        var before = StandIn.get("ALLOCATIONS");
        for (var i = 0; i < 50; i++) {
            floats(MB).to(GPU).close();
        }
        assertEquals(before, StandIn.get("ALLOCATIONS"));
    }

    public static void scopesGiveMemoryBack() {
        System.gc();
        var device = CudaDevice.of(GPU);
        var kept = new Tensor[1];
        var before = device.used();
        try (var scope = Tensors.scope()) {
            floats(MB).to(GPU);
            kept[0] = scope.keep(floats(MB).to(GPU));
        }
        assertTrue(device.used() <= before + 4 * MB, device.report());
        kept[0].close();
    }

    public static void whenTheBudgetIsExceededTheLargestTensorsAreNamed() {
        List<Tensor> live = new ArrayList<>();
        live.add(floats(8 * MB).to(GPU));
        live.add(floats(2 * MB).to(GPU));
        var full = assertThrows(OutOfDeviceMemory.class, () -> live.add(floats(10 * MB).to(GPU)));
        assertTrue(full.getMessage().startsWith("cuda:0: 41 MB more exceed the budget of 67 MB, of which ")
            && full.getMessage().contains("the largest live tensors: F32 [8388608] (33 MB), F32 [2097152] (8388 kB)")
            && full.getMessage().endsWith("Close some, or start Java with -Dorg.jolab.gpu.cuda.max=BYTES."),
            full.getMessage());
        live.forEach(Tensor::close);
    }

    public static void whenTheDriverHasNoMorePooledMemoryIsGivenUpForIt() {
        floats(3 * MB).to(GPU).close();
        StandIn.set("FAIL_ALLOC", 1);
        var x = floats(5 * MB).to(GPU);
        assertEquals(0, StandIn.get("FAIL_ALLOC"));
        StandIn.set("FAIL_ALLOC", 100);
        var full = assertThrows(OutOfDeviceMemory.class, () -> floats(4 * MB).to(GPU));
        StandIn.set("FAIL_ALLOC", 0);
        assertTrue(full.getMessage().startsWith("cuda:0 gives no 16 MB more, ")
            && full.getMessage().contains(" of 1073 MB are free; "), full.getMessage());
        assertEquals(-3, x.at(0));
        x.close();
        CudaDevice.of(GPU).trim();
    }

    public static void trimmedMemoryGoesBackToTheDevice() {
        System.gc();
        floats(4 * MB).to(GPU).close();
        var before = StandIn.get("LIVE");
        CudaDevice.of(GPU).trim();
        assertTrue(StandIn.get("LIVE") <= before - 16 * MB);
    }

    public static void aClosedTensorIsRefused() {
        var x = floats(10).to(GPU);
        x.close();
        assertTrue(assertThrows(IllegalStateException.class, () -> x.at(3)).getMessage().contains("close()"));
    }

    public static void aDeviceThatIsNotThereIsRefused() {
        assertTrue(assertThrows(IllegalStateException.class, () -> Device.cuda(2)).getMessage()
            .equals("there is no cuda:2: there are 2 devices, counted from 0"));
        assertEquals(List.of(Device.cuda(0), Device.cuda(1)), Device.cudas());
    }
}
