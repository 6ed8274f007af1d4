package org.jolab.magics.drive.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Bytes that the mount process sends as messages until one says that it was the last. */
final class RemoteStream extends InputStream {

    private final Wire wire;
    private final ByteBuffer buffer = ByteBuffer.allocate(Wire.MOST).flip();
    private boolean ended;

    RemoteStream(Wire wire) {
        this.wire = wire;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        while (!ended && !buffer.hasRemaining()) {
            var message = Connections.reply(wire);
            Failures.check(message);
            buffer.clear();
            wire.receive(message, buffer);
            buffer.flip();
            ended = message.has("end");
        }
        return buffer.hasRemaining();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
