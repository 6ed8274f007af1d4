package org.jolab.gpu.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;
import org.jolab.gpu.OutOfDeviceMemory;
import org.jolab.gpu.cpu.HostCopy;
import org.jolab.gpu.cuda.driver.Context;

/**
 * Copies between the program and a device by way of two buffers that the device reads and writes by itself: while it
 * works on one, the program works on the other. Used by any thread, one at a time. One ring serves one direction.
 */
final class PinnedRing {

    private static final long HALF = 8L << 20;
    private static final long ALIGNMENT = 256;

    private final CudaDevice device;
    private final ReentrantLock lock = new ReentrantLock();
    private final Half[] halves = new Half[2];
    private int current;

    PinnedRing(CudaDevice device) {
        this.device = device;
    }

    /** One buffer: what lies before {@code filled} is in use until the event is reached. */
    private static final class Half {
        private final MemorySegment memory;
        private final CudaEvent event;
        private CudaStream stream;
        private long filled;

        Half(Context context) {
            memory = allocate(context);
            event = new CudaEvent(context, false);
        }
    }

    /** Ordinary memory where no more can be locked: the driver copies from and to that as well, by way of its own. */
    private static MemorySegment allocate(Context context) {
        try {
            return MemorySegment.ofAddress(context.make(context.calls().hostAllocate, HALF, 0)).reinterpret(HALF);
        } catch (OutOfDeviceMemory _) {
            return Arena.ofAuto().allocate(HALF, ALIGNMENT);
        }
    }

    /** A piece of a buffer that is free now, for a copy on {@code stream}. */
    private MemorySegment take(long bytes, CudaStream stream) {
        var half = halves[current];
        if (half == null || half.filled + bytes > HALF || half.stream != stream && half.filled > 0) {
            current = half == null ? current : 1 - current;
            half = halves[current];
            if (half == null) {
                half = new Half(device.context());
                halves[current] = half;
            }
            if (half.filled > 0) {
                half.event.await();
            }
            half.filled = 0;
        }
        half.stream = stream;
        var piece = half.memory.asSlice(half.filled, bytes);
        half.filled = Math.min(HALF, (half.filled + bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        return piece;
    }

    /** Copies {@code source} to the device's address {@code target}; it may change as soon as this returns. */
    void upload(MemorySegment source, long target, CudaStream stream) {
        Waiting.lock(lock);
        try {
            var calls = device.context().calls();
            for (var at = 0L; at < source.byteSize(); at += HALF) {
                var bytes = Math.min(HALF, source.byteSize() - at);
                var piece = take(bytes, stream);
                HostCopy.copy(source.asSlice(at, bytes), piece);
                device.context().call(calls.toDevice, target + at, piece, bytes, stream.handle());
                halves[current].event.record(stream.handle());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Copies from the device's address {@code source} on to all of {@code target}; returns when it is there. */
    void download(long source, MemorySegment target, CudaStream stream) {
        Waiting.lock(lock);
        try {
            MemorySegment arriving = null;
            var at = 0L;
            for (var next = 0L; next < target.byteSize(); next += HALF) {
                var bytes = Math.min(HALF, target.byteSize() - next);
                var earlier = current;
                var piece = take(bytes, stream);
                device.context().call(device.context().calls().toHost, piece, source + next, bytes, stream.handle());
                halves[current].event.record(stream.handle());
                if (arriving != null) {
                    halves[earlier].event.await();
                    HostCopy.copy(arriving, target.asSlice(at));
                    at += arriving.byteSize();
                }
                arriving = piece;
            }
            if (arriving != null) {
                halves[current].event.await();
                HostCopy.copy(arriving, target.asSlice(at));
            }
            // All has arrived, and been taken out.
            halves[current].filled = 0;
        } finally {
            lock.unlock();
        }
    }
}
