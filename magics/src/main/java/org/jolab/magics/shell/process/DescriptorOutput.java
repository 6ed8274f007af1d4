package org.jolab.magics.shell.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/** What goes into a pipe. Written and closed by one thread at a time. */
final class DescriptorOutput extends OutputStream {

    private final SystemCalls calls;
    private final int descriptor;
    private boolean closed;

    DescriptorOutput(SystemCalls calls, int descriptor) {
        this.calls = calls;
        this.descriptor = descriptor;
    }

    @Override
    public synchronized void write(int unit) throws IOException {
        write(new byte[] {(byte) unit}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new IOException("The pipe is closed.");
        }
        try (var arena = Arena.ofConfined()) {
            var all = arena.allocate(Math.max(1, length));
            MemorySegment.copy(bytes, offset, all, ValueLayout.JAVA_BYTE, 0, length);
            var done = 0L;
            while (done < length) {
                var count = calls.write(descriptor, all.asSlice(done, length - done));
                if (count <= 0) {
                    throw new IOException("The program does not read any more.");
                }
                done += count;
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            calls.close(descriptor);
        }
    }
}
