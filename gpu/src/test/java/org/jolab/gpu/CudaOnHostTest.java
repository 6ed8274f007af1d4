package org.jolab.gpu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jolab.gpu.cuda.host.HostCompiler;
import org.jolab.gpu.cuda.host.HostLauncher;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The tests of all operations once more, with the source that CUDA devices get: compiled by g++, run on the processor.
 * They are run twice: the first time the processor gives the answers, and the kernels that would have been launched are
 * noted; then all these are compiled at once.
 */
class CudaOnHostTest {

    private static final List<Class<?>> SUITES = List.of(ArithmeticTest.class, FunctionsTest.class,
        ReductionsTest.class, SelectionTest.class, ViewsTest.class, CreationTest.class, ProductsTest.class,
        LazinessTest.class, LinalgTest.class, NumpyTest.class, NetworksTest.class, NumericsTest.class, NnTest.class,
        FftTest.class, SpecialCasesTest.class, formulas());

    /** What is about the processor and not about operations. */
    private static final Map<String, String> ELSEWHERE = Map.of(
        "anInterruptEndsALongLoopAndLosesNothing", "kernels are not interrupted");

    /** Is of another package. */
    private static Class<?> formulas() {
        try {
            return Class.forName("org.jolab.gpu.calc.FormulaTest");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestFactory
    Stream<DynamicNode> everyOperationGivesTheSameThroughCudaCode() {
        assumeTrue(HostCompiler.isThere(), "there is no g++ to compile CUDA code for the processor with");
        var tests = tests();
        var host = new Device("cuda:host", new CudaBackend(new HostLauncher(compiled(tests))), () -> "test");
        return tests.stream().map(test -> DynamicTest.dynamicTest(
            test.getDeclaringClass().getSimpleName() + "." + test.getName(), () -> run(host, test)));
    }

    /** A compiler that has made all kernels that the tests want. */
    static HostCompiler compiled(List<Method> tests) {
        var compiler = HostCompiler.in(Path.of("target", "cuda-host"));
        compiler.compile(Rehearsal.kernels(tests));
        return compiler;
    }

    static List<Method> tests() {
        var tests = new ArrayList<Method>();
        for (var suite : SUITES) {
            Arrays.stream(suite.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(Test.class)
                && !ELSEWHERE.containsKey(method.getName())).forEach(tests::add);
        }
        return tests;
    }

    static void run(Device device, Method test) throws Throwable {
        Device.use(device);
        try {
            var constructor = test.getDeclaringClass().getDeclaredConstructor();
            constructor.setAccessible(true);
            test.setAccessible(true);
            test.invoke(constructor.newInstance());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            Device.use(null);
        }
    }
}
