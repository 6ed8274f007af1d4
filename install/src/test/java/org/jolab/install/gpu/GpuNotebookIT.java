package org.jolab.install.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jolab.install.client.Channel;
import org.jolab.install.client.Execution;
import org.jolab.install.client.Json;
import org.jolab.install.client.KernelClient;
import org.jolab.install.client.KernelProcess;
import org.jolab.install.kernelspec.Launch;
import org.jolab.install.machine.Distribution;
import org.jolab.install.machine.Jdk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A notebook on a machine with two cards, which are stand-ins: tensors, {@code %%cuda}, {@code %gpu} and so on. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GpuNotebookIT {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final String SAXPY = """
        %%cuda
        // y += a x
        __global__ void saxpy(float a, const float* x, float* y, int n) {
            int i = blockIdx.x * blockDim.x + threadIdx.x;
            if (i < n) y[i] += a * x[i];
        }
        """;

    private StandIns machine;
    private KernelProcess kernel;
    private KernelClient client;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        machine = StandIns.make(Files.createDirectory(folder.resolve("cuda")));
        kernel = KernelProcess.start(Launch.of(Jdk.current(),
            new Distribution(Path.of(System.getProperty("jolab.home"))), machine.options()).command(), folder,
            machine.environment());
        client = kernel.connect();
        client.awaitReady(LONG).orElseThrow();
    }

    @AfterAll
    void stop() {
        if (kernel != null) {
            client.close();
            kernel.close();
        }
    }

    /** All that a cell printed, showed and returned; it has to end in the way that is given. */
    private String run(String code, Duration limit, Class<? extends Execution.Ending> ending) {
        var text = new StringBuilder();
        var result = new Execution(client, limit).run(code, message -> text.append(message.content().path("text")
            .asText()).append(message.content().at("/data/text~1plain").asText()).append('\n'));
        assertInstanceOf(ending, result.ending(), () -> code + "\n" + text + result.ending());
        return result.ending() instanceof Execution.Failed failed ? text + failed.value() : text.toString();
    }

    private String run(String code) {
        return run(code, LONG, Execution.Finished.class);
    }

    private String refused(String code) {
        return run(code, LONG, Execution.Failed.class);
    }

    private static void contains(String text, String... parts) {
        for (var part : parts) {
            assertTrue(text.contains(part), () -> part + " is not in\n" + text);
        }
    }

    @Test
    void tensorsAreMadeOnTheCardWithoutAChangeAndDeviceMovesThem() {
        contains(run("var x = ones(1000, 50);\nx.device()"), "cuda:0");
        contains(run("x.matmul(x.t()).add(1).relu().sum().item()"), "5.1E7");
        contains(run("%gpu"), "cuda:0: Stand-in 0\n", "cuda:1: Stand-in 1\n", "NVRTC", "libnvrtc.so.12", "cuBLASLt");
        contains(run("%gpu memory"), "x ", "cuda:0", "[1000,50]");
        contains(run("%%gpu profile\nx.mul(2).add(1).sum().item()"), "cuda:0", "150000.0");
        run("%device cuda:1");
        contains(run("ones(3).device()"), "cuda:1");
        run("%device cpu");
        contains(run("ones(3).device()"), "cpu");
        contains(run("x.sum().item()"), "50000.0");
        contains(refused("x.add(ones(50))"), "cuda:0", "cpu", "to(device)");
        contains(refused("%device cuda:2"), "There is no cuda:2");
        run("%device auto");
        contains(run("ones(3).device()"), "cuda:0");
    }

    @Test
    void kernelsOfACellAreJavaVariablesAndTheirMistakesAreNamed() {
        contains(run(SAXPY), "saxpy(float a, const float* x, float* y, int n) on cuda:0: 24 registers, no spills");
        contains(run("var x = ones(1000); var y = ones(1000);\nsaxpy.over(1000).launch(2f, x, y, 1000);\n"
            + "saxpy.grid(4).block(256).launch(2f, x, y, 1000);\ny.sum().item()"), "5000.0");
        contains(refused("saxpy.over(1000).launch(2f, x, y)"), "saxpy takes 4 arguments", "not 3");
        contains(refused("saxpy.over(1000).launch(2f, x, new float[3], 1000)"), "argument 3 (float* y)", "float[3]");
        contains(refused("saxpy.block(64, 32)"), "2048 threads", "at most 1024");
        // Its mistake is in the fourth line of the cell, which begins with %%cuda.
        contains(refused("%%cuda\n__global__ void broken(float* x) {\n    x[0] = 1;\n    x[0] = nothing;\n}"),
            "cell, line 4: ", "nothing");
        contains(refused("%%cuda -O --nonsense\n" + SAXPY.substring(7)), "--nonsense");
        contains(run("%%cuda lib\ntemplate <typename T> __global__ void scale(T* x, T by) { x[threadIdx.x] *= by; }"),
            "Ask lib.kernel(\"name<type>\") for an instance");
        contains(run("lib.kernel(\"scale<float>\").grid(1).block(1000).launch(y, 2);\ny.sum().item()"), "10000.0");
        // The kernels of before are still there, and a cell that is run again replaces them.
        contains(run(SAXPY.replace("+=", "-=")), "saxpy(");
        contains(run("saxpy.over(1000).launch(2f, x, y, 1000);\ny.sum().item()"), "8000.0");
    }

    @Test
    void aKernelThatDoesNotEndIsLeftByAnInterruptAndTheProcessorGoesOn() {
        run(SAXPY.replace("%%cuda", "%%cuda -d cuda:1").replace("saxpy", "late"));
        run("var x1 = ones(10).to(Device.cuda(1)); var y1 = x1.add(1);\nx1.sum().item()");
        run(machine.slow(60_000_000_000L));
        run("late.over(10).launch(2f, x1, y1, 10);");
        var left = run("y1.sum().item()", Duration.ofSeconds(3), Execution.TimedOut.class);
        assertEquals("", left.strip());
        run(machine.slow(0));
        contains(run("%gpu"), "cuda:1: ", "busy; launched last: ", ", late");
        contains(run("Device.on(Device.CPU, () -> ones(4).sum().item())"), "4.0");
        contains(run("ones(5).add(1).sum().item() + \" on \" + ones(1).device()"), "10.0 on cuda:0");
    }

    @Test
    void watchingRefreshesOneOutputUntilTheInterrupt() {
        var updates = new int[1];
        var result = new Execution(client, LONG).run("%gpu --watch", message -> {
            if (message.type().equals("update_display_data") && ++updates[0] == 2) {
                client.send(Channel.CONTROL, "interrupt_request", Json.object());
            }
        });
        assertInstanceOf(Execution.Finished.class, result.ending());
        assertTrue(updates[0] >= 2, updates[0] + " updates");
        contains(run("1 + 1"), "2");
    }
}
