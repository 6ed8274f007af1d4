package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DeviceTest {

    @Test
    void theInnermostChoiceOfADeviceHoldsForNewTensors() throws IOException {
        assertSame(Device.CPU, Device.on(Device.CPU, Device::current));
        assertSame(Device.CPU, Device.on(Device.CPU, () -> Tensors.zeros(3).device()));
        Device.on(Device.CPU, () -> assertSame(Device.CPU, Device.current()));
        assertThrows(IOException.class, () -> Device.on(Device.CPU, () -> {
            throw new IOException("passed on");
        }));
        Device.use(Device.CPU);
        try {
            assertSame(Device.CPU, Device.current());
        } finally {
            Device.use(null);
        }
        assertSame(Device.best(), Device.current());
    }

    @Test
    void aTensorThatIsThereIsNotMoved() {
        var x = Tensors.zeros(2, 3);
        assertSame(x, x.to(x.device()));
    }

    @Test
    void aPinnedTensorIsACopyOnTheProcessorWithOrWithoutAGpu() {
        var x = Device.on(Device.CPU, () -> Tensors.arange(2000).reshape(2, 1000));
        var pinned = x.get(1).pinned();
        assertEquals(!Device.cudas().isEmpty(), pinned.isPinned());
        assertSame(Device.CPU, pinned.device());
        pinned.set(pinned.add(1));
        assertEquals(1006, pinned.at(5));
        assertEquals(1005, x.at(1, 5));
    }

    @Test
    void devicesThatAreNotThereAreRefusedWithTheReason() {
        assertSame(Device.CPU, Device.of(" CPU "));
        assertSame(Device.best(), Device.of("best"));
        assertTrue(assertThrows(DeviceUnavailable.class, () -> Device.of("tpu")).getMessage()
            .startsWith("there is no device \"tpu\"; devices are called cpu, cuda"));
        var none = assertThrows(DeviceUnavailable.class, () -> Device.cuda(999)).getMessage();
        assertTrue(none.startsWith("there is no cuda:999: "), none);
        assertEquals(none, assertThrows(DeviceUnavailable.class, () -> Device.of("gpu:999")).getMessage());
        assertFalse(Device.CPU.reason().isBlank());
    }
}
