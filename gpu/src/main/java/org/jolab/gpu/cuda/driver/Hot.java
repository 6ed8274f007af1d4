package org.jolab.gpu.cuda.driver;

import java.lang.invoke.MethodHandle;

/**
 * The functions that every launch calls, as constants that the compiler can inline. Touched only where a driver has
 * been found.
 */
public final class Hot {

    private static final MethodHandle CURRENT = handle("cuCtxGetCurrent", "l");
    private static final MethodHandle LAUNCH = handle("cuLaunchKernel", "liiiiiiilll");

    private Hot() {
    }

    private static MethodHandle handle(String name, String types) {
        return Driver.find().orElseThrow().library().handle(name, types);
    }

    /** Three sizes. */
    public record Size(int x, int y, int z) {

        /** In one dimension. */
        public static Size of(int x) {
            return new Size(x, 1, 1);
        }

        /** The product. */
        public long count() {
            return (long) x * y * z;
        }

        @Override
        public String toString() {
            return z != 1 ? x + "x" + y + "x" + z : y != 1 ? x + "x" + y : String.valueOf(x);
        }
    }

    /** Puts the thread's context at {@code target}. */
    public static int currentContext(long target) {
        try {
            return (int) CURRENT.invokeExact(target);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Launches.
     *
     * @param shared bytes of dynamic shared memory
     * @param parameters address of an array of the parameters' addresses
     */
    public static int launch(long function, Size grid, Size block, int shared, long stream, long parameters) {
        try {
            return (int) LAUNCH.invokeExact(function, grid.x, grid.y, grid.z, block.x, block.y, block.z, shared, stream,
                parameters, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
