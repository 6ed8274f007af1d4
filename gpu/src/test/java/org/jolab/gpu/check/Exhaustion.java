package org.jolab.gpu.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jolab.gpu.Device;
import org.jolab.gpu.OutOfDeviceMemory;
import org.jolab.gpu.Storage;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cuda.CudaDevice;

/** Run in a process whose budget is beyond the device's memory, so that the driver itself refuses. */
public final class Exhaustion {

    private static final Device GPU = Device.cuda(0);

    private Exhaustion() {
    }

    public static void whenTheDeviceIsFullItIsSaidAndTheProgramGoesOn() {
        var device = CudaDevice.of(GPU);
        var piece = Math.max(1 << 20, device.context().memory() / 16);
        List<Storage> held = new ArrayList<>();
        var full = assertThrows(OutOfDeviceMemory.class, () -> {
            for (var i = 0; i < 20; i++) {
                held.add(device.allocate(GPU, piece));
            }
        });
        assertTrue(full.getMessage().startsWith("cuda:0 gives no "), full.getMessage());
        assertTrue(held.size() >= 1, "not even one piece of " + piece + " bytes: " + full.getMessage());
        held.clear();
        var refused = full.getMessage();
        for (var attempt = 0; attempt < 10; attempt++) {
            System.gc();
        }
        // Unreachable memory is taken back as soon as it is needed.
        device.allocate(GPU, piece);
        assertEquals(10, Device.on(GPU, () -> Tensors.arange(5).sum().item()), refused);
    }
}
