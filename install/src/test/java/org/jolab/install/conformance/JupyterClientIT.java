package org.jolab.install.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The kernel serves jupyter_client as that package's own tests ask of any kernel. */
@ExtendWith(Environment.class)
@Execution(ExecutionMode.CONCURRENT)
class JupyterClientIT {

    /** Their code is Python; {@code test_jupyter_client.py} has the same tests in Java. */
    private static final List<String> PYTHON_CODE = List.of(
        "TestKernelClient::test_execute_interactive",
        "TestAsyncKernelClient::test_execute_interactive",
        "TestAsyncKernelClient::test_input_request",
        "TestAsyncKernelClient::test_output_hook",
        // Skips itself: the threaded client has no such method.
        "TestThreadedKernelClient::test_execute_interactive");

    @TestFactory
    Stream<DynamicTest> itsOwnTestsWithTheJavaKernelInPlaceOfTheirs() throws Exception {
        var arguments = new ArrayList<>(List.of(
            "tests/test_client.py", "-c", "pyproject.toml", "-p", "harness.echo",
            "-p", "no:cacheprovider", "--color=no"));
        PYTHON_CODE.forEach(test -> arguments.addAll(List.of("--deselect", "tests/test_client.py::" + test)));
        var sources = Environment.VENV.resolve("sources/client");
        return new PythonSuite("jupyter-client", sources, Duration.ofMinutes(10), arguments).run();
    }

    @TestFactory
    Stream<DynamicTest> thoseOfItsTestsThatContainPythonInJava() throws Exception {
        return PythonSuite.of("public/test_jupyter_client.py").run();
    }
}
