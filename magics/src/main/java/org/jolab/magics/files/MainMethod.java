package org.jolab.magics.files;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import org.jolab.api.UsageError;

/**
 * The method with which a class starts, as the launch protocol of Java 25 chooses it: {@code main(String[])} before
 * {@code main()}, of the class itself or inherited, static or not.
 *
 * @see <a href="https://openjdk.org/jeps/512">JEP 512</a>
 */
record MainMethod(Class<?> type, Method method) {

    /** The method of {@code type}, if it has one. */
    static Optional<MainMethod> of(Class<?> type) {
        return find(type, String[].class).or(() -> find(type)).map(method -> new MainMethod(type, method));
    }

    private static Optional<Method> find(Class<?> type, Class<?>... parameters) {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            var isInherited = owner != type;
            var found = Arrays.stream(owner.getDeclaredMethods())
                .filter(method -> method.getName().equals("main") && method.getReturnType() == void.class
                    && Arrays.equals(method.getParameterTypes(), parameters)
                    && !Modifier.isPrivate(method.getModifiers())
                    && !(isInherited && Modifier.isAbstract(method.getModifiers())))
                .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Calls it, on a new object if it is not static; throws what it throws. */
    void call(String[] arguments) throws Exception {
        try {
            method.setAccessible(true);
            var object = Modifier.isStatic(method.getModifiers()) ? null : newObject();
            if (method.getParameterCount() == 0) {
                method.invoke(object);
            } else {
                method.invoke(object, (Object) arguments);
            }
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case Exception thrown -> throw withoutOurFrames(thrown);
                case Error thrown -> throw withoutOurFrames(thrown);
                case null, default -> throw e;
            }
        }
    }

    private Object newObject() throws ReflectiveOperationException {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException | InstantiationException e) {
            throw new UsageError(type.getName() + " can't be started: its main method is not static, and it has no "
                + "constructor without parameters.", e);
        }
    }

    /** Ends the stack at the program's outermost method, below which there is only how it was started. */
    private static <T extends Throwable> T withoutOurFrames(T thrown) {
        var stack = thrown.getStackTrace();
        for (var i = 0; i < stack.length; i++) {
            if (stack[i].getClassName().startsWith("jdk.internal.reflect.")
                    && i + 2 < stack.length && isOurs(stack[i + 1], stack[i + 2])) {
                thrown.setStackTrace(Arrays.copyOf(stack, i));
                break;
            }
        }
        return thrown;
    }

    private static boolean isOurs(StackTraceElement... outer) {
        return Arrays.stream(outer).anyMatch(frame -> frame.getClassName().equals(MainMethod.class.getName())
            || frame.getClassName().equals(Method.class.getName()));
    }
}
