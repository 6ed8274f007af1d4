package org.jolab.gpu.cuda.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Tests that run together in a program of their own: the public static methods without parameters of a class. */
public final class Scenarios {

    /** Begins the line of a test that has passed; its name follows. */
    public static final String PASSED = "passed ";

    private Scenarios() {
    }

    /** The tests of {@code scenarios}, run on {@code machine} when this is called. */
    public static Stream<DynamicTest> of(StandIn machine, Class<?> scenarios) {
        var lines = machine.run(Scenarios.class, scenarios.getName());
        return methods(scenarios).map(Method::getName).map(name -> DynamicTest.dynamicTest(name, () ->
            assertEquals(PASSED + name, result(lines, name))));
    }

    private static Stream<Method> methods(Class<?> scenarios) {
        return Arrays.stream(scenarios.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers())
            && Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0 && !method.isSynthetic())
            .sorted(Comparator.comparing(Method::getName));
    }

    /** What the program has printed about a test, from the line that ends with its name. */
    public static String result(List<String> lines, String name) {
        var first = lines.stream().filter(line -> line.endsWith(" " + name)).findFirst().map(lines::indexOf).orElse(-1);
        return first < 0 ? "not run:\n" + String.join("\n", lines)
            : lines.stream().skip(first).limit(lines.get(first).startsWith(PASSED) ? 1 : 14)
                .reduce((a, b) -> a + "\n" + b).orElse("");
    }

    /** The program. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        for (var method : methods(Class.forName(arguments[0])).toList()) {
            try {
                method.invoke(null);
                System.out.println(PASSED + method.getName());
            } catch (InvocationTargetException e) {
                System.out.println("failed " + method.getName());
                System.out.println(e.getCause());
                Arrays.stream(e.getCause().getStackTrace()).limit(12).forEach(System.out::println);
            }
        }
    }
}
