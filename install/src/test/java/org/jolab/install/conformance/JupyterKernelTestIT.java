package org.jolab.install.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The kernel passes jupyter_kernel_test, all of it. */
@ExtendWith(Environment.class)
@Execution(ExecutionMode.CONCURRENT)
class JupyterKernelTestIT {

    @TestFactory
    Stream<DynamicTest> jupyterKernelTest() throws Exception {
        return PythonSuite.of("public/test_jupyter_kernel_test.py").run();
    }
}
