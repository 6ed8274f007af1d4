package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings that GNU's OpenMP library reads from the environment when it is loaded, and never again: as many threads as
 * Java has, and little spinning between calls, during which Java's own threads would have to wait for a processor. What
 * the user has set stays. Java's own copy of the environment, which child processes get, is not changed.
 */
record OpenMp(List<String> set) implements AutoCloseable {

    /** Sets them until it is closed; does nothing where there is no GNU library. */
    static OpenMp settings() {
        List<String> set = new ArrayList<>();
        if (NativeLibrary.kind(true, false, false) && OpenMp.class.getModule().isNativeAccessEnabled()) {
            if (System.getenv("OMP_WAIT_POLICY") == null) {
                put("GOMP_SPINCOUNT", "10000", set);
            }
            put("OMP_NUM_THREADS", Integer.toString(Parallel.threads()), set);
        }
        return new OpenMp(set);
    }

    private static void put(String name, String value, List<String> set) {
        if (System.getenv(name) != null) {
            return;
        }
        try (var arena = Arena.ofConfined()) {
            var type = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
            var linker = Linker.nativeLinker();
            var _ = (int) linker.downcallHandle(linker.defaultLookup().findOrThrow("setenv"), type)
                .invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0);
            set.add(name);
        } catch (Throwable e) {
            System.getLogger("org.jolab.gpu").log(System.Logger.Level.DEBUG, "cannot set " + name, e);
        }
    }

    @Override
    public void close() {
        for (var name : set) {
            try (var arena = Arena.ofConfined()) {
                var linker = Linker.nativeLinker();
                var _ = (int) linker.downcallHandle(linker.defaultLookup().findOrThrow("unsetenv"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS)).invokeExact(arena.allocateFrom(name));
            } catch (Throwable e) {
                System.getLogger("org.jolab.gpu").log(System.Logger.Level.DEBUG, "cannot unset " + name, e);
            }
        }
    }
}
