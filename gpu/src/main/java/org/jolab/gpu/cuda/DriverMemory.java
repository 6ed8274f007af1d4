package org.jolab.gpu.cuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import org.jolab.gpu.OutOfDeviceMemory;
import org.jolab.gpu.cuda.driver.Context;
import org.jolab.gpu.cuda.driver.Status;

/**
 * Where a pool's blocks come from: the driver's own pool, or its plain memory where a device has no such pool. Guarded
 * by the pool that uses it.
 */
final class DriverMemory {

    private static final int POOLS_SUPPORTED = 115;
    private static final int RELEASE_THRESHOLD = 4;

    private static final int DEVICE = 1;
    private static final int READ_WRITE = 3;

    private final Context context;
    private final long pool;
    private final long stream;

    DriverMemory(Context context) {
        this.context = context;
        var hasPools = context.driver().attribute(POOLS_SUPPORTED, context.device()) != 0;
        pool = hasPools ? context.make(context.calls().defaultPool, context.device()) : 0;
        stream = hasPools ? context.make(context.calls().streamCreate, 1) : 0;
        if (hasPools) {
            try (var arena = Arena.ofConfined()) {
                // Freed memory stays with the driver's pool until trim(), so that it can be taken anew quickly.
                context.call(context.calls().poolSet, pool, RELEASE_THRESHOLD,
                    arena.allocateFrom(JAVA_LONG, Long.MAX_VALUE));
            }
        }
    }

    /** Memory that any stream may use; 0 if there is none left. */
    long allocate(long size) {
        try {
            var address = pool == 0 ? context.make(context.calls().allocate, size)
                : context.make(context.calls().allocateAsync, size, stream);
            if (pool != 0) {
                settle();
            }
            return address;
        } catch (OutOfDeviceMemory e) {
            return 0;
        }
    }

    /** Nothing but allocations is on this stream, so this is short, and a graph being captured is not concerned. */
    private void settle() {
        for (var status = query(); status != 0; status = query()) {
            if (status != Status.NOT_READY) {
                throw context.failure(status, "cuStreamQuery");
            }
            Thread.onSpinWait();
        }
    }

    private int query() {
        return context.status(context.calls().streamQuery, stream);
    }

    void free(long address) {
        if (pool == 0) {
            context.call(context.calls().free, address);
        } else {
            context.call(context.calls().freeAsync, address, stream);
        }
    }

    void trim() {
        if (pool != 0) {
            // What is freed counts as such once this program has seen it.
            settle();
            context.call(context.calls().poolTrim, pool, 0L);
        }
    }

    /** Lets another device read and write the pool's memory. */
    boolean letReach(int other) {
        if (pool == 0) {
            return true;
        }
        try (var arena = Arena.ofConfined()) {
            // A CUmemAccessDesc: kind of place, which of its kind, what is allowed.
            var access = arena.allocateFrom(JAVA_INT, DEVICE, other, READ_WRITE);
            return context.status(context.calls().poolAccess, pool, access, 1L) == 0;
        }
    }

    /** What the driver says about the device as a whole. */
    String free() {
        try (var arena = Arena.ofConfined()) {
            var free = arena.allocate(JAVA_LONG);
            var total = arena.allocate(JAVA_LONG);
            context.call(context.calls().memoryInfo, free, total);
            return "%s of %s are free".formatted(DevicePool.size(free.get(JAVA_LONG, 0)),
                DevicePool.size(total.get(JAVA_LONG, 0)));
        }
    }
}
