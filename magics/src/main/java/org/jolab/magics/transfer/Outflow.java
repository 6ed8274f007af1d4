package org.jolab.magics.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;
import org.jolab.magics.transfer.Meeting.Said;

/**
 * Bytes on their way to a page: few chunks are under way at a time, and a chunk is kept until the page has it, so that
 * a broken connection costs none. Used by the cell's thread, which waits here.
 */
final class Outflow extends OutputStream {

    private static final int CHUNK = 1 << 20;
    private static final int WINDOW = 8;

    /** The page is gone in the middle; found under an output stream, which may throw nothing else. */
    static final class Broken extends IOException {

        private static final long serialVersionUID = 1;

        Broken(Exception cause) {
            super(cause);
        }
    }

    private record Chunk(long offset, byte[] bytes, long crc, boolean last) {

        long end() {
            return offset + bytes.length;
        }
    }

    private final Talk talk;
    private final Deque<Chunk> underWay = new ArrayDeque<>();
    private final byte[] buffer = new byte[CHUNK];
    private final CRC32 crc = new CRC32();
    private int filled;
    private long offset;

    Outflow(Talk talk) {
        this.talk = talk;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (var done = 0; done < length;) {
            var count = Math.min(length - done, CHUNK - filled);
            System.arraycopy(bytes, from + done, buffer, filled, count);
            filled += count;
            done += count;
            if (filled == CHUNK) {
                send(false);
            }
        }
    }

    /** Sends the rest, and waits until the page has saved everything. */
    void finish() throws IOException {
        send(true);
        while (!await()) {
            // Until the page says so.
            continue;
        }
    }

    /** How many bytes have been sent. */
    long sent() {
        return offset;
    }

    private void send(boolean last) throws IOException {
        while (underWay.size() >= WINDOW) {
            await();
        }
        var bytes = Arrays.copyOf(buffer, filled);
        crc.update(bytes);
        var chunk = new Chunk(offset, bytes, crc.getValue(), last);
        offset += filled;
        filled = 0;
        underWay.add(chunk);
        send(chunk);
    }

    private void send(Chunk chunk) {
        talk.send(Map.of("kind", "data", "offset", chunk.offset(), "crc", chunk.crc(), "last", chunk.last()),
            chunk.bytes());
    }

    /** Waits for the page's next message; true when it has saved everything. */
    private boolean await() throws IOException {
        try {
            if (talk.next() instanceof Said said) {
                switch (said.kind()) {
                    case "ack" -> underWay.removeIf(chunk -> chunk.end() <= said.number("offset") && !chunk.last());
                    case "pull" -> again(said.number("offset"));
                    case "done" -> {
                        return true;
                    }
                    case "cancel" -> throw new CancellationException("");
                    case "failed" -> throw new IOException(said.text("message"));
                    default -> { }
                }
            }
            return false;
        } catch (InterruptedException | PageLost e) {
            throw new Broken(e);
        }
    }

    /** Sends again what the page does not have. */
    private void again(long from) throws IOException {
        underWay.removeIf(chunk -> chunk.end() <= from && !chunk.last());
        if (!underWay.isEmpty() && underWay.getFirst().offset() > from) {
            throw new IOException("the page lost what it had got");
        }
        underWay.forEach(this::send);
    }
}
