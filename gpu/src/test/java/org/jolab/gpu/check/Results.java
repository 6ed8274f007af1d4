package org.jolab.gpu.check;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Runs what is named, prints how it went, and counts; owned by the main thread. */
final class Results {

    private final Pattern only;
    private int total;
    private int passed;
    private int failed;

    /** Runs only what has a match of {@code only} in its name. */
    Results(Pattern only) {
        this.only = only;
    }

    /** A test or a measurement. */
    interface Work {
        /** Throws whatever shows that it has failed. */
        void run() throws Throwable;
    }

    /** How many there are, with those that are not to be run. */
    int total() {
        return total;
    }

    int passed() {
        return passed;
    }

    int failed() {
        return failed;
    }

    /** Runs a test; what it throws is printed and does not end this program. */
    void test(String name, Work work) {
        total++;
        if (!only.matcher(name).find()) {
            return;
        }
        try {
            work.run();
            passed++;
            System.out.println("passed\t" + name);
        } catch (Throwable e) {
            failed++;
            System.out.println("failed\t" + name);
            System.out.println("  " + e.toString().replace("\n", "\n  "));
            Arrays.stream(e.getStackTrace()).limit(10).forEach(each -> System.out.println("    " + each));
        }
    }

    /** Runs the public static methods without parameters of a class, by name. */
    void scenarios(Class<?> scenarios, Predicate<String> wanted) {
        Arrays.stream(scenarios.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers())
            && Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0
            && wanted.test(method.getName())).sorted(Comparator.comparing(method -> method.getName()))
            .forEach(method -> test(method.getName(), () -> {
                try {
                    method.invoke(null);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }));
    }

    /** Prints a number for the table. */
    static void row(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "row\t%s\tJolab\t%.6g\t%s%n", name, value, unit);
    }
}
