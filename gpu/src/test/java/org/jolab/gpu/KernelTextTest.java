package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What generated CUDA C++ looks like: one kernel of each sort that people would read first. */
class KernelTextTest {

    @Test
    void chainsBroadcastsAndReductionsReadAsIfTheyWereWritten() throws IOException {
        var rehearsal = new Rehearsal();
        var device = new Device("cuda:rehearsal", rehearsal, () -> "test");
        var text = new StringBuilder();
        Device.on(device, () -> {
            var x = Tensors.ones(100, 1024);
            var y = Tensors.ones(100, 1024);
            var row = Tensors.ones(1024);
            text.append(added(rehearsal, () -> x.mul(2).add(y).relu().sub(x).mul(0.5).eval()));
            text.append(added(rehearsal, () -> x.add(row).tanh().eval()));
            text.append(added(rehearsal, () -> x.get(":, ::3").to(DType.BF16).eval()));
            text.append(added(rehearsal, () -> x.sub(row).square().sum(1).eval()));
        });
        try (var in = KernelTextTest.class.getResourceAsStream("kernels.cu")) {
            assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), text.toString());
        }
    }

    /** The kernels that {@code action} has wanted first, without the digits in their names. */
    private static String added(Rehearsal rehearsal, Runnable action) {
        var before = rehearsal.kernels().known().stream().toList();
        action.run();
        return rehearsal.kernels().known().stream().filter(kernel -> !before.contains(kernel))
            .map(kernel -> kernel.body().replaceAll("_[0-9a-f]{9,16}\\(", "(")).collect(Collectors.joining());
    }
}
