package org.jolab.magics.drive.google;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends reads of bodies that bring nothing for too long: the HTTP client's own time limit ends with the headers. One
 * thread watches; those that read tell it since when they wait.
 */
final class Stalls implements AutoCloseable {

    private final Set<Guarded> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("drive-stalls").factory());

    Stalls() {
        watch.scheduleWithFixedDelay(() -> open.forEach(Guarded::check), 500, 500, TimeUnit.MILLISECONDS);
    }

    InputStream guard(InputStream body, Duration limit) {
        var guarded = new Guarded(body, limit);
        open.add(guarded);
        return guarded;
    }

    @Override
    public void close() {
        watch.shutdownNow();
        open.forEach(Guarded::end);
    }

    /** Read by one thread, ended by the watch. */
    private final class Guarded extends FilterInputStream {

        private final Duration limit;
        /** When the read began that is going on, or 0; written by the reader. */
        private volatile long since;
        private volatile boolean ended;

        Guarded(InputStream body, Duration limit) {
            super(body);
            this.limit = limit;
        }

        void check() {
            var start = since;
            if (start != 0 && System.nanoTime() - start > limit.toNanos()) {
                end();
            }
        }

        void end() {
            ended = true;
            try {
                in.close();
            } catch (IOException _) {
                // The reader hears of it.
            }
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            since = System.nanoTime() | 1;
            try {
                var count = in.read(bytes, offset, length);
                if (ended && count < 0) {
                    throw new HttpTimeoutException("nothing came for " + limit.toSeconds() + " s");
                }
                return count;
            } finally {
                since = 0;
            }
        }

        @Override
        public void close() throws IOException {
            open.remove(this);
            super.close();
        }
    }
}
