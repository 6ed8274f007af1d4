package org.jolab.install.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The same requests bring the same messages in the same order as from ipykernel. */
@ExtendWith(Environment.class)
@Execution(ExecutionMode.CONCURRENT)
class MessageOrderIT {

    @TestFactory
    Stream<DynamicTest> messageOrder() throws Exception {
        return PythonSuite.of("order/test_order.py").run();
    }
}
