package org.jolab.gpu.cuda;

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
    Stream<DynamicTest> streamsAndGraphs() {
        return Scenarios.of(StandIn.machine(), StreamScenarios.class);
    }

    @TestFactory
    Stream<DynamicTest> products() {
        return Scenarios.of(StandIn.machine(), ProductScenarios.class);
    }

    @TestFactory
    Stream<DynamicTest> kernels() {
        return Scenarios.of(StandIn.machine(), KernelScenarios.class);
    }
}
