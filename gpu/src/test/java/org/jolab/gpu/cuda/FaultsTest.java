package org.jolab.gpu.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jolab.gpu.Device;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cuda.driver.CudaContextLost;
import org.jolab.gpu.cuda.standin.Hello;
import org.jolab.gpu.cuda.standin.StandIn;
import org.junit.jupiter.api.Test;

/** What can be missing or go wrong, each provoked in a process of its own; the processor goes on in every case. */
class FaultsTest {

    /** Runs on {@code machine} a program that computes on the best device. */
    private static void theProcessorGoesOn(StandIn machine, String reason) {
        var lines = machine.run(Hello.class);
        assertEquals(List.of("best cpu", "reason " + reason, "devices []", "sum 25.0"), lines);
    }

    @Test
    void noDriver() {
        theProcessorGoesOn(StandIn.machine().only("libnvrtc.so.12"),
            "no libcuda.so.1: no NVIDIA driver is installed, or this container does not see it");
    }

    @Test
    void aDriverWithoutAnyDevice() {
        theProcessorGoesOn(StandIn.machine().with("INIT", "100"), "driver of unknown version (CUDA 12.8) is installed,"
            + " but there is no NVIDIA GPU, or none is visible");
    }

    @Test
    void aDriverThatIsTooOld() {
        theProcessorGoesOn(StandIn.machine().with("VERSION", "11040"),
            "driver of unknown version (CUDA 11.4) is too old: CUDA 12 needs 525 or newer");
    }

    @Test
    void aDriverThatDoesNotStart() {
        theProcessorGoesOn(StandIn.machine().with("INIT", "999"), "driver of unknown version (CUDA 12.8) does not"
            + " start: CUDA_ERROR_UNKNOWN (as the stand-in says)");
        theProcessorGoesOn(StandIn.machine().with("INIT", "803"), "the driver's library and its kernel module are of"
            + " different versions; restart the machine");
        var stub = StandIn.machine().with("INIT", "34").run(Hello.class);
        assertTrue(stub.get(1).endsWith("libcuda.so.1 is the toolkit's stub and no driver"), stub.get(1));
    }

    @Test
    void noCompiler() {
        var lines = StandIn.machine().only("libcuda.so.1").run(Hello.class);
        assertEquals("best cpu", lines.getFirst());
        assertTrue(lines.get(1).matches("reason NVRTC is missing: no libnvrtc.so.12 in \\d+ folders;"
            + " pip install nvidia-cuda-nvrtc-cu12"), lines.get(1));
        assertEquals("sum 25.0", lines.getLast());
    }

    @Test
    void aCompilerThatIsNoLibrary() {
        // The JVM itself warns about such a file.
        var lines = StandIn.machine().brokenNvrtc().run(Hello.class).stream()
            .dropWhile(line -> !line.equals("best cpu")).toList();
        assertTrue(lines.get(1).contains("libnvrtc.so.12) cannot be used: "), lines.get(1));
        assertEquals("sum 25.0", lines.getLast());
    }

    @Test
    void aDeviceThatIsTooOldForTheCompiler() {
        var lines = StandIn.machine().with("CAPABILITY", "61").run(Hello.class);
        assertTrue(lines.get(1).contains(" is too new for a GPU of compute capability 6.1; "), lines.get(1));
        assertEquals("sum 25.0", lines.getLast());
    }

    @Test
    void aDeviceThatIsNewerThanTheCompilerGetsCodeThatTheDriverTranslates() {
        var lines = StandIn.machine().with("CAPABILITY", "121").run(Hello.class);
        assertTrue(lines.get(1).contains(" for compute_100;"), lines.get(1));
        assertEquals("sum 25.0", lines.getLast());
    }

    @Test
    void aDeviceThatForbidsComputing() {
        theProcessorGoesOn(StandIn.machine().with("MODE", "2"), "Stand-in 0 is in a mode that forbids computing; see"
            + " nvidia-smi --compute-mode");
    }

    @Test
    void aDeviceThatOthersHoldIsLeftAlone() {
        var lines = StandIn.machine().with("RETAIN", "46").run(Hello.class);
        assertEquals(List.of("best cpu", "reason cuda:0 (Stand-in 0) is held by another program for itself; nvidia-smi"
            + " shows which; cuda:1 (Stand-in 1) is held by another program for itself; nvidia-smi shows which. Once it"
            + " is free, Device.use(Device.of(\"cuda\")) takes it", "devices [cuda:0, cuda:1]", "sum 25.0"), lines);
        lines = StandIn.machine().with("RETAIN", "2").with("RETAIN_BELOW", "1").run(Hello.class);
        assertEquals("best cuda:1", lines.getFirst());
        assertEquals("sum 25.0", lines.getLast());
    }

    @Test
    void anInterruptEndsTheWaitBehindAKernelThatDoesNotEnd() {
        var lines = StandIn.machine().run(Hanging.class);
        var cancelled = "java.util.concurrent.CancellationException";
        assertEquals(List.of("launching " + cancelled, "launching " + cancelled, "launching " + cancelled,
            "launching " + cancelled, "at most 1024 launches: true", "loading " + cancelled, "cpu 6.0"), lines);
    }

    /** Waits for what takes minutes in the two ways in which the driver would do so in its own code. */
    static final class Hanging {

        private Hanging() {
        }

        public static void main(String[] arguments) throws InterruptedException {
            var x = Device.on(Device.CPU, () -> Tensors.of(new float[] {1})).to(Device.cuda(0));
            var kernel = Cuda.compile("__global__ void increase(float* x) { x[0] += 1; }").kernel().grid(1);
            StandIn.set("SLOW", 1_000_000_000);
            StandIn.set("LAUNCHES", 0);
            for (var i = 0; i < 4; i++) {
                System.out.println("launching " + interrupted(() -> {
                    while (true) {
                        kernel.launch(x);
                    }
                }));
            }
            System.out.println("at most 1024 launches: " + (StandIn.get("LAUNCHES") <= 1024));
            // A kernel that has not been there yet.
            System.out.println("loading " + interrupted(() -> x.cos()));
            System.out.println("cpu " + Device.on(Device.CPU, () -> Tensors.of(new double[] {1, 2, 3}).sum().item()));
            // What the device still has to do is not waited for.
            Runtime.getRuntime().halt(0);
        }

        private static String interrupted(Runnable work) throws InterruptedException {
            var failure = new AtomicReference<Throwable>();
            var thread = Thread.ofPlatform().start(() -> {
                try {
                    work.run();
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            thread.join(1000);
            thread.interrupt();
            thread.join(20_000);
            return failure.get() == null ? "goes on" : failure.get().getClass().getName();
        }
    }

    @Test
    void sharedMemoryCountsTheKernelsOwn() {
        var lines = StandIn.machine().with("STATIC_SHARED", "16384").run(Sharing.class);
        assertEquals(List.of("3.0", "increase: 241664 bytes of shared memory for each block, 16384 of them the kernel's"
            + " own variables; cuda:0 has at most 232448", "increase: shared takes a number of bytes, not -1"), lines);
    }

    /** Launches with shared memory beyond 48 KiB, and beyond what the device has. */
    static final class Sharing {

        private Sharing() {
        }

        public static void main(String[] arguments) {
            var kernel = Cuda.compile("__global__ void increase(float* x) { x[0] += 2; }").kernel().grid(1).block(1);
            var x = Device.on(Device.CPU, () -> Tensors.of(new float[] {1})).to(Device.cuda(0));
            kernel.shared(40 << 10).launch(x);
            System.out.println(x.at(0));
            for (var bytes : new int[] {220 << 10, -1}) {
                try {
                    kernel.shared(bytes).launch(x);
                } catch (IllegalArgumentException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    @Test
    void aLostContextNamesTheLastLaunchesAndLeavesTheProcessorAlone() {
        var lines = StandIn.machine().run(Losing.class);
        assertEquals("cuda:0: the device's context is lost: a kernel read or wrote at an address at which there is no"
            + " memory of its own (launch of third, 1 blocks of 256 threads: CUDA_ERROR_ILLEGAL_ADDRESS (as the"
            + " stand-in says)). Launched last, the latest first: third, second, first. Everything on the device is"
            + " gone; restart the kernel, with -Dorg.jolab.gpu.sync=true to see which launch it was.",
            lines.getFirst());
        assertEquals(List.of("the same later: true", "state lost: a kernel failed; restart the kernel", "cpu 6.0"),
            lines.subList(1, 4));
    }

    @Test
    void withTheSyncSettingTheLaunchItselfIsNamed() {
        var lines = StandIn.machine().with("LOSE_BY", "716").option("-Dorg.jolab.gpu.sync=true").run(Losing.class);
        assertEquals("cuda:0: the device's context is lost: a kernel read or wrote at an address that is not a multiple"
            + " of the type's size (second: CUDA_ERROR_MISALIGNED_ADDRESS (as the stand-in says)). It was second."
            + " Everything on the device is gone; restart the kernel.", lines.getFirst());
    }

    /** Loses the context by the second of three launches. */
    static final class Losing {

        private Losing() {
        }

        public static void main(String[] arguments) {
            var program = Cuda.compile("""
                __global__ void first(float* x) { x[0] += 1; }
                __global__ void second(float* x) { x[0] += 2; }
                __global__ void third(float* x) { x[0] += 3; }
                """);
            var x = Device.on(Device.CPU, () -> Tensors.of(new float[] {1})).to(Device.cuda(0));
            StandIn.set("LOSE_AT", 2);
            var first = loss(program, x);
            System.out.println(first);
            System.out.println("the same later: " + first.equals(loss(program, x)));
            System.out.println("state " + CudaDevice.of(Device.cuda(0)).state());
            System.out.println("cpu " + Device.on(Device.CPU, () -> Tensors.of(new double[] {1, 2, 3}).sum().item()));
            x.close();
        }

        private static String loss(CudaProgram program, Tensor x) {
            try {
                program.kernel("first").grid(1).launch(x);
                program.kernel("second").grid(1).launch(x);
                program.kernel("third").grid(1).launch(x);
                return "no loss: " + x.at(0);
            } catch (CudaContextLost e) {
                return e.getMessage();
            }
        }
    }
}
