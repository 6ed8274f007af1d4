package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jolab.gpu.cuda.standin.StandIn;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The tests of all operations on what the program takes for a GPU: the whole way from discovery by way of compiler, pool,
 * copies and launches, with stand-ins for CUDA's libraries.
 */
class OperationsOnStandInTest {

    private static final String PASSED = "passed ";

    @TestFactory
    Stream<DynamicTest> everyOperationGivesTheSameThroughTheDriver() {
        var machine = StandIn.machine();
        var folder = CudaOnHostTest.compiled(CudaOnHostTest.tests()).folder().toAbsolutePath();
        var lines = machine.with("KERNELS", folder.toString()).run(OperationsOnStandInTest.class);
        return CudaOnHostTest.tests().stream().map(test -> test.getDeclaringClass().getSimpleName() + "."
            + test.getName()).map(name -> DynamicTest.dynamicTest(name, () -> assertEquals(PASSED + name,
                result(lines, name))));
    }

    /** From the line that tells how a test ended to the next such line. */
    private static String result(List<String> lines, String name) {
        var first = lines.stream().filter(line -> line.endsWith(" " + name)).findFirst().map(lines::indexOf).orElse(-1);
        return first < 0 ? "not run:\n" + String.join("\n", lines)
            : lines.stream().skip(first).limit(lines.get(first).startsWith(PASSED) ? 1 : 12)
                .reduce((a, b) -> a + "\n" + b).orElse("");
    }

    /** The program that has the stand-ins. */
    public static void main(String[] arguments) {
        for (var test : CudaOnHostTest.tests()) {
            var name = test.getDeclaringClass().getSimpleName() + "." + test.getName();
            try {
                CudaOnHostTest.run(Device.cuda(0), test);
                System.out.println(PASSED + name);
            } catch (Throwable e) {
                System.out.println("failed " + name);
                System.out.println(e);
                Arrays.stream(e.getStackTrace()).limit(10).forEach(System.out::println);
            }
        }
        System.out.println(StandIn.get("LAUNCHES") + " launches, " + StandIn.get("COPIES") + " copies");
    }
}
