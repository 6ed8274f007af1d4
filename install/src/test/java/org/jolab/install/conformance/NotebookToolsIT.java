package org.jolab.install.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tools that run whole notebooks: nbclient, nbconvert, nbval, papermill. */
@ExtendWith(Environment.class)
@Execution(ExecutionMode.CONCURRENT)
class NotebookToolsIT {

    @TestFactory
    Stream<DynamicTest> nbclient() throws Exception {
        return PythonSuite.of("public/test_nbclient.py").run();
    }

    @TestFactory
    Stream<DynamicTest> nbconvert() throws Exception {
        return PythonSuite.of("public/test_nbconvert.py").run();
    }

    @TestFactory
    Stream<DynamicTest> nbval() throws Exception {
        return PythonSuite.of("public/test_nbval.py").run();
    }

    @TestFactory
    Stream<DynamicTest> nbvalByItself() throws Exception {
        return PythonSuite.of("public/notebooks/regression.ipynb",
            "--nbval", "--nbval-kernel-name", "java", "--nbval-cell-timeout", "60").run();
    }

    @TestFactory
    Stream<DynamicTest> papermill() throws Exception {
        return PythonSuite.of("public/test_papermill.py").run();
    }
}
