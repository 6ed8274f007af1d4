package org.jolab.install.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The kernel in a terminal: jupyter console and jupyter run. */
@ExtendWith(Environment.class)
@Execution(ExecutionMode.CONCURRENT)
class TerminalIT {

    @TestFactory
    Stream<DynamicTest> jupyterConsole() throws Exception {
        return PythonSuite.of("public/test_console.py").run();
    }

    @TestFactory
    Stream<DynamicTest> jupyterRun() throws Exception {
        return PythonSuite.of("public/test_jupyter_run.py").run();
    }
}
