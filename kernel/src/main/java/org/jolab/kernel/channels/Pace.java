package org.jolab.kernel.channels;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Slows printing down to what a Jupyter server lets through; all threads share it.
 *
 * <p>A server drops all output of a kernel that sends more than 1,000,000 bytes a second in stream messages, measured
 * over three seconds ({@code iopub_data_rate_limit} and {@code rate_limit_window} of jupyter_server). Front ends that
 * talk to the kernel themselves have no such limit. Here the first 600 kB are free, and all more flows at 680 kB a
 * second, so that even with a batch that was held back no three seconds see 3 MB.
 */
final class Pace {

    /** Longer texts must be handed over in parts, so that none exceeds the limit by itself. */
    static final int LONGEST = 100_000;

    private static final long BURST = 600_000;
    private static final long BYTES_A_SECOND = 680_000;
    private static final long LONGEST_WAIT_MILLIS = 50;
    private static final int ESCAPED = 6;

    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private double room = BURST;
    private long measured = System.nanoTime();
    private volatile boolean limited;

    /** Limits printing from now on. */
    void limit() {
        limited = true;
    }

    boolean isLimited() {
        return limited;
    }

    /** Waits until {@code text} may be sent. An interrupted thread does not wait, and keeps its interrupt. */
    void await(CharSequence text) {
        if (!limited) {
            return;
        }
        var bytes = bytes(text);
        lock.lock();
        try {
            refill();
            while (room < Math.min(bytes, BURST)) {
                lock.unlock();
                try {
                    var millis = (long) Math.ceil((Math.min(bytes, BURST) - room) * 1000 / BYTES_A_SECOND);
                    TimeUnit.MILLISECONDS.sleep(Math.clamp(millis, 1, LONGEST_WAIT_MILLIS));
                } finally {
                    lock.lock();
                }
                refill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            room -= bytes;
            lock.unlock();
        }
    }

    private void refill() {
        var now = System.nanoTime();
        room = Math.min(BURST, room + (now - measured) * 1e-9 * BYTES_A_SECOND);
        measured = now;
    }

    /** About what the text takes in JSON. */
    private static long bytes(CharSequence text) {
        var bytes = 0L;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            bytes += c == '\n' || c == '"' || c == '\\' || c == '\r' || c == '\t' ? 2 : c < ' ' ? ESCAPED
                : c < 0x80 ? 1 : 3;
        }
        return bytes;
    }
}
