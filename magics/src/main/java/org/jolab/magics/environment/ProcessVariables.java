package org.jolab.magics.environment;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.util.Map;
import org.jolab.api.UsageError;

/**
 * The environment variables of this process, both copies of them: the JDK's, which {@code System.getenv} reads and
 * programs inherit that are started from Java, and the C library's, which native code reads. On Linux and macOS. Guards
 * itself; used by all threads.
 *
 * <p>Readers elsewhere take no lock, neither in the JDK nor in the C library: set variables before starting threads
 * that read them, as in any other program.
 */
final class ProcessVariables {

    private final Map<String, String> ofJava;
    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle setenv = function("setenv", FunctionDescriptor.of(ValueLayout.JAVA_INT,
        ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private final MethodHandle unsetenv = function("unsetenv", FunctionDescriptor.of(ValueLayout.JAVA_INT,
        ValueLayout.ADDRESS));

    private ProcessVariables(Map<String, String> ofJava) {
        this.ofJava = ofJava;
    }

    /**
     * The variables of this process.
     *
     * @throws UsageError if this system's JDK keeps them elsewhere
     */
    @SuppressWarnings("unchecked")
    static ProcessVariables ofThisProcess() {
        try {
            var owner = Class.forName("java.lang.ProcessEnvironment");
            var bytes = owner.getDeclaredField("theEnvironment");
            bytes.setAccessible(true);
            // The JDK's own view of these bytes as strings: System.getenv is the same with a wrapper that forbids.
            var view = Class.forName("java.lang.ProcessEnvironment$StringEnvironment")
                .getDeclaredConstructor(Map.class);
            view.setAccessible(true);
            return new ProcessVariables((Map<String, String>) view.newInstance(bytes.get(null)));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw new UsageError("The environment of a running JVM can't be changed on this system; give programs "
                + "their variables where you start them.", e);
        }
    }

    /** Sets a variable. */
    synchronized void set(String name, String value) {
        ofJava.put(name, value);
        call(arena -> (int) setenv.invokeExact(text(arena, name), text(arena, value), 1));
    }

    /** Removes a variable. */
    synchronized void remove(String name) {
        ofJava.remove(name);
        call(arena -> (int) unsetenv.invokeExact(text(arena, name)));
    }

    @FunctionalInterface
    private interface Call {

        int with(Arena arena) throws Throwable;
    }

    private static void call(Call call) {
        try (var arena = Arena.ofConfined()) {
            call.with(arena);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the encoding in which the JDK reads the variables of its own start. */
    private static MemorySegment text(Arena arena, String text) {
        var bytes = text.getBytes(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
        var segment = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return segment;
    }

    private MethodHandle function(String name, FunctionDescriptor type) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
