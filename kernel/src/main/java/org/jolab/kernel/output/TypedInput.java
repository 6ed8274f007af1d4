package org.jolab.kernel.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What {@code System.in} is while the kernel runs; any thread reads.
 *
 * <p>It asks for one line at a time and never for more than a reader wants, so that {@code Scanner} and
 * {@code BufferedReader} return as soon as a line is typed. The rest of a line belongs to the request that asked for it
 * and goes with it. Closing has no effect: the next cell reads again.
 */
final class TypedInput extends InputStream {

    private final Asker asker;
    private final Map<Outlet, Line> lines = Collections.synchronizedMap(new WeakHashMap<>());

    TypedInput(Asker asker) {
        this.asker = asker;
    }

    /** What one request has typed and not read; guarded by its lock, which is held while the user types. */
    private static final class Line {
        private final ReentrantLock lock = new ReentrantLock();
        private byte[] bytes = {};
        private int next;

        int left() {
            return bytes.length - next;
        }

        int take(byte[] buffer, int offset, int length) {
            var count = Math.min(length, left());
            System.arraycopy(bytes, next, buffer, offset, count);
            next += count;
            return count;
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        var outlet = asker.outlet();
        var line = lineOf(outlet);
        lock(line);
        try {
            return line.left() > 0 || fill(line, outlet) ? line.take(buffer, offset, length) : -1;
        } finally {
            line.lock.unlock();
        }
    }

    @Override
    public int available() {
        var line = lineOf(asker.outlet());
        if (!line.lock.tryLock()) {
            return 0;
        }
        try {
            return line.left();
        } finally {
            line.lock.unlock();
        }
    }

    @Override
    public void close() {}

    private Line lineOf(Outlet outlet) {
        return lines.computeIfAbsent(outlet, _ -> new Line());
    }

    private boolean fill(Line line, Outlet outlet) throws IOException {
        var typed = asker.line(outlet);
        if (typed == null) {
            return false;
        }
        line.bytes = typed.concat("\n").getBytes(StandardCharsets.UTF_8);
        line.next = 0;
        return true;
    }

    private static void lock(Line line) throws InterruptedIOException {
        try {
            line.lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while another thread was reading.");
        }
    }
}
