package org.jolab.magics.shell.process;

import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/** What comes out of a pipe or a terminal. Read by one thread at a time; closed by whoever knows that none reads. */
public final class DescriptorInput extends InputStream {

    private static final int BUFFER = 1 << 16;

    private final SystemCalls calls;
    private final int descriptor;
    private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER);
    private volatile boolean closed;

    DescriptorInput(SystemCalls calls, int descriptor) {
        this.calls = calls;
        this.descriptor = descriptor;
    }

    /** Whether there is something to read or the end is reached; waits for it. */
    public boolean await(int millis) {
        return calls.isReadable(descriptor, millis);
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        // A terminal whose last program is gone says so by an error; a signal may cut a call short, too.
        for (var attempt = 0; attempt < 3 && !closed; attempt++) {
            var count = calls.read(descriptor, buffer.asSlice(0, Math.min(length, BUFFER)));
            if (count >= 0) {
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, offset, count);
                return count == 0 ? -1 : count;
            }
        }
        return -1;
    }

    @Override
    public int available() {
        return await(0) ? 1 : 0;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            calls.close(descriptor);
        }
    }
}
