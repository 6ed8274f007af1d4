package org.jolab.gpu.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jolab.gpu.Device;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cuda.CudaDevice;
import org.jolab.gpu.cuda.CudaProgram;
import org.jolab.gpu.cuda.CudaStream;
import org.jolab.gpu.cuda.standin.StandIn;

/** A kernel that never ends; the process has to be killed afterwards. */
public final class Endless {

    private static final Device GPU = Device.cuda(0);

    private Endless() {
    }

    public static void anInterruptComesBackWhileAnEndlessKernelRuns() throws InterruptedException {
        var program = CudaProgram.of("""
            __global__ void wait(volatile float* x, float until) {
                while (x[0] < until) { }
            }
            """, GPU);
        var x = Device.on(Device.CPU, () -> Tensors.of(new float[] {1, 2})).to(GPU);
        // The stand-in runs kernels while they are launched, and only says that they take longer.
        if (Sizes.isTiny()) {
            StandIn.set("SLOW", 60_000_000_000L);
        }
        program.kernel().grid(1).block(1).launch(x, Sizes.isTiny() ? 0 : 2);
        var failure = new AtomicReference<Throwable>();
        var waiting = Thread.ofPlatform().daemon().start(() -> {
            try {
                x.at(0);
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        Thread.sleep(500);
        assertTrue(waiting.isAlive(), "the kernel has ended, or did not start: " + failure.get());
        var start = System.nanoTime();
        waiting.interrupt();
        waiting.join(5000);
        Results.row("interrupt while a kernel runs", (System.nanoTime() - start) / 1e6, "ms");
        assertFalse(waiting.isAlive(), "still waiting five seconds after the interrupt");
        assertTrue(failure.get() instanceof CancellationException, "" + failure.get());
        assertFalse(CudaStream.current(GPU).isDone());
        var state = CudaDevice.of(GPU).state();
        assertTrue(state.startsWith("busy; launched last: wait"), state);
        assertEquals(6, Device.on(Device.CPU, () -> Tensors.of(new double[] {1, 2, 3}).sum().item()));
    }
}
