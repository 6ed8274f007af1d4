package org.jolab.install.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What users of other Java kernels complain about, as tests through jupyter_client. */
@ExtendWith(Environment.class)
@Execution(ExecutionMode.CONCURRENT)
class BehaviourIT {

    @TestFactory
    Stream<DynamicTest> interrupt() throws Exception {
        return PythonSuite.of("behaviour/test_interrupt.py").run();
    }

    @TestFactory
    Stream<DynamicTest> output() throws Exception {
        return PythonSuite.of("behaviour/test_output.py").run();
    }

    @TestFactory
    Stream<DynamicTest> input() throws Exception {
        return PythonSuite.of("behaviour/test_input.py").run();
    }

    @TestFactory
    Stream<DynamicTest> session() throws Exception {
        return PythonSuite.of("behaviour/test_session.py").run();
    }

    @TestFactory
    Stream<DynamicTest> classPath() throws Exception {
        return PythonSuite.of("behaviour/test_class_path.py").run();
    }

    @TestFactory
    Stream<DynamicTest> help() throws Exception {
        return PythonSuite.of("behaviour/test_help.py").run();
    }

    @TestFactory
    Stream<DynamicTest> transport() throws Exception {
        return PythonSuite.of("behaviour/test_transport.py").run();
    }

    @TestFactory
    Stream<DynamicTest> lifecycle() throws Exception {
        return PythonSuite.of("behaviour/test_lifecycle.py").run();
    }

    @TestFactory
    Stream<DynamicTest> messages() throws Exception {
        return PythonSuite.of("behaviour/test_messages.py").run();
    }

    @TestFactory
    Stream<DynamicTest> shell() throws Exception {
        return PythonSuite.of("behaviour/test_shell.py").run();
    }

    @TestFactory
    Stream<DynamicTest> magics() throws Exception {
        return PythonSuite.of("behaviour/test_magics.py").run();
    }

    @TestFactory
    Stream<DynamicTest> display() throws Exception {
        return PythonSuite.of("behaviour/test_display.py").run();
    }

    @TestFactory
    Stream<DynamicTest> widgets() throws Exception {
        return PythonSuite.of("behaviour/test_widgets.py").run();
    }
}
