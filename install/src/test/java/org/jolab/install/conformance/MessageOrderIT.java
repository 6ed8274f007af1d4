package org.jolab.install.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same requests bring the same messages in the same order as from ipykernel. */
@ExtendWith(Environment.class)
class MessageOrderIT {

    @TestFactory
    Stream<DynamicTest> messageOrder() throws Exception {
        return PythonSuite.of("order/test_order.py").run();
    }
}
