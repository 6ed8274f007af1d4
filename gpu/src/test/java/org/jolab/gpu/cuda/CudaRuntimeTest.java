package org.jolab.gpu.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.jolab.gpu.cuda.standin.Scenarios;
import org.jolab.gpu.cuda.standin.StandIn;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Memory, copies, streams, graphs and kernels on stand-ins for CUDA's libraries. */
class CudaRuntimeTest {

    @TestFactory
    Stream<DynamicTest> memory() {
        return Scenarios.of(StandIn.machine().option("-Dorg.jolab.gpu.cuda.max=67108864").option("-Xmx200m"),
            MemoryScenarios.class);
    }

    @TestFactory
    Stream<DynamicTest> memoryOfDevicesWithoutPools() {
        return Scenarios.of(StandIn.machine().with("POOLS", "0").option("-Dorg.jolab.gpu.cuda.max=67108864"),
            MemoryScenarios.class);
    }

    @TestFactory
    Stream<DynamicTest> pinnedMemory() {
        return Scenarios.of(StandIn.machine().option("-Dorg.jolab.gpu.pinned.max=67108864").option("-Xmx200m"),
            PinnedScenarios.class);
    }

    @TestFactory
    Stream<DynamicTest> streamsAndGraphs() {
        return Scenarios.of(StandIn.machine(), StreamScenarios.class);
    }

    @TestFactory
    Stream<DynamicTest> streamsAndGraphsWithTheSyncSetting() {
        return Scenarios.of(StandIn.machine().option("-Dorg.jolab.gpu.sync=true"), StreamScenarios.class);
    }

    @TestFactory
    Stream<DynamicTest> products() {
        return Scenarios.of(StandIn.machine(), ProductScenarios.class);
    }

    @TestFactory
    Stream<DynamicTest> productsByALibraryWhoseReluLosesNan() {
        return Scenarios.of(StandIn.machine().with("RELU", "max"), ProductScenarios.class);
    }

    @TestFactory
    Stream<DynamicTest> exchangeWithJcuda() {
        assumeTrue(CudaRuntimeTest.class.getResource("/lib/libJCudaDriver-12.6.0-linux-x86_64.so") != null,
            "JCuda's own library is not on the class path: it is released for Linux and Windows on x86-64 only");
        return Scenarios.of(StandIn.machine(), JcudaScenarios.class);
    }

    @TestFactory
    Stream<DynamicTest> kernels() {
        return Scenarios.of(StandIn.machine(), KernelScenarios.class);
    }
}
