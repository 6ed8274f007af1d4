package org.jolab.gpu;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jolab.gpu.cuda.code.Kernel;

/** The tests of all operations, for a program that runs them on a device of its choice. */
public final class OperationsOnDevice {

    private OperationsOnDevice() {
    }

    /** A test by its name, and what runs it. */
    public record Operation(String name, Method test) {

        /** Runs it with {@code device} as the one for new tensors; throws what the test throws. */
        public void run(Device device) throws Throwable {
            CudaOnHostTest.run(device, test);
        }
    }

    /** The kernels that these tests want, found out while the processor does their work. */
    public static Collection<Kernel> kernels(Collection<Operation> operations) {
        return Rehearsal.kernels(operations.stream().map(Operation::test).toList());
    }

    /** The tests whose name, such as {@code ViewsTest.aSliceIsAView}, has a match of {@code wanted}. */
    public static List<Operation> matching(Pattern wanted) {
        return CudaOnHostTest.tests().stream().map(test -> new Operation(test.getDeclaringClass().getSimpleName() + "."
            + test.getName(), test)).filter(each -> wanted.matcher(each.name).find()).toList();
    }
}
