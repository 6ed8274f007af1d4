package org.jolab.gpu;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tests of all operations once more, on ND4J: an implementation that was written without knowing this one. */
class Nd4jOperationsTest {

    private static final List<Class<?>> SUITES = List.of(ArithmeticTest.class, FunctionsTest.class,
        ReductionsTest.class, SelectionTest.class, ViewsTest.class, CreationTest.class, ProductsTest.class,
        LazinessTest.class, LinalgTest.class, NumpyTest.class, NetworksTest.class);

    @TestFactory
    Stream<DynamicNode> everyOperationGivesTheSameOnNd4j() {
        var nd4j = Device.nd4j();
        return SUITES.stream().flatMap(suite -> Arrays.stream(suite.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> DynamicTest.dynamicTest(method.getDeclaringClass().getSimpleName() + "." + method.getName(),
                () -> run(nd4j, method)));
    }

    private static void run(Device device, Method test) throws Throwable {
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
