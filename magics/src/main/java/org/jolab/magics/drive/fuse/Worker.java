package org.jolab.magics.drive.fuse;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One thread that takes requests, works on them and answers. Its buffers are its own. */
final class Worker {

    /** The most that is read or written by one request. */
    static final int MOST = 1 << 20;

    private static final int REQUEST = MOST + 8192;
    private static final int SMALL = 8192;

    private final Device device;
    private final MemorySegment state = Linux.state();
    private final ByteBuffer request = ByteBuffer.allocateDirect(REQUEST).order(ByteOrder.nativeOrder());
    private final MemorySegment requestMemory = MemorySegment.ofBuffer(request);
    private ByteBuffer reply = ByteBuffer.allocateDirect(SMALL);

    Worker(Device device) {
        this.device = device;
    }

    /** The next request; null when the mount has ended. */
    Call next() {
        while (true) {
            var count = device.read(state, requestMemory);
            if (count >= Call.HEADER) {
                return new Call(this, request.duplicate().order(ByteOrder.nativeOrder()).limit((int) count));
            }
            // A request that was taken back (ENOENT), a signal: wait for another. ENODEV and the rest: the end.
            if (count != -Errno.ENOENT && count != -Errno.EINTR && count != -Errno.EAGAIN) {
                return null;
            }
        }
    }

    ByteBuffer room(int size) {
        if (reply.capacity() < size) {
            var larger = ByteBuffer.allocateDirect(size <= 1 << 17 ? 1 << 17 | SMALL : MOST + SMALL);
            larger.put(reply.clear());
            reply = larger;
        }
        return reply.clear();
    }

    boolean send(ByteBuffer answer, int length) {
        return device.write(state, MemorySegment.ofBuffer(answer.limit(length).position(0))) >= 0;
    }
}
