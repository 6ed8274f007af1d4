package org.jolab.magics.drive.fuse;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request of the kernel. Owned by the thread that works on it, save that the one which watches deadlines may answer
 * it first. (fuse_in_header and fuse_out_header in linux/fuse.h.)
 */
final class Call {

    static final int HEADER = 40;
    static final int REPLY_HEADER = 16;

    final int operation;
    final long unique;
    final long node;
    final long begun = System.nanoTime();
    /** What follows the header. */
    final ByteBuffer body;
    private final Worker worker;
    private final AtomicBoolean answered = new AtomicBoolean();

    Call(Worker worker, ByteBuffer request) {
        this.worker = worker;
        this.operation = request.getInt(4);
        this.unique = request.getLong(8);
        this.node = request.getLong(16);
        this.body = request.slice(HEADER, request.limit() - HEADER).order(ByteOrder.nativeOrder());
    }

    /** The text up to the next zero byte. */
    String text() {
        var from = body.position();
        while (body.get() != 0) {
            continue;
        }
        var bytes = new byte[body.position() - from - 1];
        body.get(from, bytes);
        if (bytes.length > 255) {
            throw new TooLong();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Room for an answer, behind its header. */
    ByteBuffer room(int size) {
        return worker.room(REPLY_HEADER + size).position(REPLY_HEADER).slice().order(ByteOrder.nativeOrder());
    }

    /** Answers with what {@link #room} gave, up to a length; false when somebody else has answered. */
    boolean answer(int length) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        return worker.send(header(worker.room(REPLY_HEADER + length), length, 0), REPLY_HEADER + length);
    }

    boolean done() {
        return answer(0);
    }

    boolean refuse(int errno) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        return worker.send(header(worker.room(REPLY_HEADER), 0, -errno), REPLY_HEADER);
    }

    /** Refuses from another thread than the one that works on it; false when it is answered already. */
    boolean refuse(int errno, Device device) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        var reply = header(ByteBuffer.allocateDirect(REPLY_HEADER), 0, -errno);
        device.write(Linux.state(), MemorySegment.ofBuffer(reply.clear()));
        return true;
    }

    private ByteBuffer header(ByteBuffer reply, int length, int error) {
        return reply.order(ByteOrder.nativeOrder()).putInt(0, REPLY_HEADER + length).putInt(4, error)
            .putLong(8, unique);
    }

    /** A name that no file system takes. */
    static final class TooLong extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
