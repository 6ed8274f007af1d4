package org.jolab.gpu.check;

import java.lang.management.ManagementFactory;
import org.jolab.gpu.Device;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cuda.CudaStream;

/** What the first operations of a program cost; each is measured once, in a process that has done nothing else. */
final class FirstUse {

    private FirstUse() {
    }

    static void measure(Results results, Device device) {
        var kind = System.getProperty("org.jolab.gpu.check.cache", "empty cache");
        var start = ManagementFactory.getRuntimeMXBean().getStartTime();
        results.row("start until the device is found, " + kind, System.currentTimeMillis() - start, "ms");
        Device.on(device, () -> {
            var x = new Tensor[1];
            time(results, "first tensor, " + kind, () -> x[0] = Tensors.ones(100, 100).eval());
            time(results, "first chain, " + kind, () -> x[0].exp().mul(2).add(1).eval());
            time(results, "second chain of the same form, " + kind, () -> x[0].exp().mul(3).add(2).eval());
            time(results, "first sum, " + kind, () -> x[0].sum().item());
            time(results, "first product, " + kind, () -> x[0].matmul(x[0]).eval());
        });
    }

    private static void time(Results results, String name, Runnable work) {
        results.test(name, () -> {
            var start = System.nanoTime();
            work.run();
            CudaStream.current(Device.cuda(0)).synchronize();
            results.row(name, (System.nanoTime() - start) / 1e6, "ms");
        });
    }
}
