package org.jolab.kernel.session;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;

/**
 * Replaces the code of loaded classes. The JVM hands the means to {@link #agentmain} before {@code main}, because the
 * distribution's jar names this class in its manifest as {@code Launcher-Agent-Class}: no command-line option is
 * needed, and the AOT cache stays valid (an agent given by option would invalidate it).
 */
public final class Redefinition {

    private static volatile Instrumentation instrumentation;

    private Redefinition() {}

    /** Called by the JVM at start, for {@code java -jar}. */
    public static void agentmain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Called by the JVM at start, for {@code -javaagent}: the kernel's own tests run so. */
    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Whether classes can be redefined in this process. */
    static boolean isPossible() {
        return instrumentation != null;
    }

    /**
     * Gives {@code loaded} the code in {@code classFile}; false if the JVM cannot, since more than method bodies have
     * changed or the process was started without the agent.
     */
    static boolean redefine(Class<?> loaded, byte[] classFile) {
        var given = instrumentation;
        if (given == null) {
            return false;
        }
        try {
            given.redefineClasses(new ClassDefinition(loaded, classFile));
            return true;
        } catch (UnsupportedOperationException | UnmodifiableClassException | LinkageError e) {
            return false;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
