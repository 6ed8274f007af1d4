package org.jolab.magics.drive.google;

import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.Flow;

/**
 * A part of a file as the body of a request, read as it is sent: never more than a few chunks are in memory.
 *
 * @param from   the first byte
 * @param length how many
 */
record Region(FileChannel file, long from, long length) implements BodyPublisher {

    private static final int CHUNK = 128 << 10;

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Sending(subscriber));
    }

    /** One reading of the part. Asked for more by any thread; one of them at a time reads. */
    private final class Sending implements Flow.Subscription {

        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private long at = from;
        private long wanted;
        private boolean busy;
        private boolean ended;

        Sending(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            synchronized (this) {
                wanted = Math.addExact(wanted, Math.min(count, Long.MAX_VALUE - wanted));
                if (busy) {
                    return;
                }
                busy = true;
            }
            while (more()) {
                next();
            }
        }

        private synchronized boolean more() {
            if (wanted == 0 || ended) {
                busy = false;
                return false;
            }
            wanted--;
            return true;
        }

        private void next() {
            try {
                var left = from + length - at;
                if (left > 0) {
                    var chunk = ByteBuffer.allocate((int) Math.min(CHUNK, left));
                    while (chunk.hasRemaining()) {
                        var count = file.read(chunk, at + chunk.position());
                        if (count < 0) {
                            throw new EOFException("The file became shorter while it was sent.");
                        }
                    }
                    at += chunk.position();
                    subscriber.onNext(chunk.flip());
                }
                if (at == from + length) {
                    cancel();
                    subscriber.onComplete();
                }
            } catch (IOException | RuntimeException e) {
                cancel();
                subscriber.onError(e);
            }
        }

        @Override
        public synchronized void cancel() {
            ended = true;
        }
    }
}
