package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jolab.gpu.Device;
import org.jolab.gpu.OutOfDeviceMemory;
import org.jolab.gpu.Storage;
import org.junit.jupiter.api.Test;

class HostMemoryTest {

    private static final int MB = 1 << 20;

    @Test
    void unreachableTensorsMakeRoomWithoutAnybodyClosingThem() {
        var memory = new HostMemory(64 * MB);
        for (var i = 0; i < 200; i++) {
            memory.allocate(Device.CPU, 10 * MB).memory().set(JAVA_BYTE, 5, (byte) 1);
            assertTrue(memory.used() <= 64 * MB);
        }
    }

    @Test
    void whenTheBudgetIsExceededTheLargestTensorsAreNamed() {
        var memory = new HostMemory(50 * MB);
        List<Storage> live = new ArrayList<>();
        for (var size : new int[] {20 * MB, 10 * MB, 1 * MB}) {
            var storage = memory.allocate(Device.CPU, size);
            live.add(storage);
        }
        var full = assertThrows(OutOfDeviceMemory.class, () -> memory.allocate(Device.CPU, 30 * MB));
        assertTrue(full.getMessage().startsWith("cpu: 31 MB more exceed the budget of 52 MB, of which 33 MB are in use;"
            + " the largest live tensors: a tensor (21 MB), a tensor (10 MB), a tensor (1.0 MB)"), full.getMessage());
        assertEquals(31 * MB, live.stream().mapToLong(Storage::bytes).sum());
    }

    @Test
    void smallTensorsLieOnTheHeap() {
        var memory = new HostMemory(MB);
        assertFalse(memory.allocate(Device.CPU, 4096).memory().isNative());
        assertEquals(0, memory.used());
        assertTrue(memory.allocate(Device.CPU, 4097).memory().isNative());
    }

    @Test
    void sizeClassesWasteAtMostAnEighth() {
        for (var bytes = 40_000L; bytes < 1L << 40; bytes = bytes * 17 / 11 + 1) {
            var size = HostMemory.sizeClass(bytes);
            assertTrue(size >= bytes && size <= bytes + bytes / 7, bytes + " in " + size);
            assertEquals(size, HostMemory.sizeClass(size));
        }
    }
}
