package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jolab.gpu.cuda.standin.Scenarios;
import org.jolab.gpu.cuda.standin.StandIn;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The tests of all operations on what the program takes for a GPU: the whole way from discovery by way of compiler,
 * pool, copies and launches, with stand-ins for CUDA's libraries.
 */
class OperationsOnStandInTest {

    @TestFactory
    Stream<DynamicTest> everyOperationGivesTheSameThroughTheDriver() {
        var machine = StandIn.machine();
        var folder = CudaOnHostTest.compiled(CudaOnHostTest.tests()).folder().toAbsolutePath();
        var lines = machine.with("KERNELS", folder.toString()).run(OperationsOnStandInTest.class);
        return CudaOnHostTest.tests().stream().map(test -> test.getDeclaringClass().getSimpleName() + "."
            + test.getName()).map(name -> DynamicTest.dynamicTest(name, () -> assertEquals(Scenarios.PASSED + name,
                Scenarios.result(lines, name))));
    }

    /** The program that has the stand-ins. */
    public static void main(String[] arguments) {
        for (var test : CudaOnHostTest.tests()) {
            var name = test.getDeclaringClass().getSimpleName() + "." + test.getName();
            try {
                CudaOnHostTest.run(Device.cuda(0), test);
                System.out.println(Scenarios.PASSED + name);
            } catch (Throwable e) {
                System.out.println("failed " + name);
                System.out.println(e);
                Arrays.stream(e.getStackTrace()).limit(10).forEach(System.out::println);
            }
        }
        System.out.println(StandIn.get("LAUNCHES") + " launches, " + StandIn.get("COPIES") + " copies");
    }
}
