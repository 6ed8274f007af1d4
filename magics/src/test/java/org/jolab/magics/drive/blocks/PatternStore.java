package org.jolab.magics.drive.blocks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jolab.magics.drive.store.Abilities;
import org.jolab.magics.drive.store.Changes;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Page;
import org.jolab.magics.drive.store.Space;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.Upload;

/** A store whose files have bytes that can be computed, and which fails, waits and counts as a test wishes. */
final class PatternStore implements Store {

    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final AtomicLong sent = new AtomicLong();
    final Queue<String> asked = new ConcurrentLinkedQueue<>();
    /** What the next requests fail with, before they send anything. */
    final Queue<IOException> failures = new ConcurrentLinkedQueue<>();
    /** After so many bytes the next streams break. */
    final Queue<Integer> cuts = new ConcurrentLinkedQueue<>();
    final ConcurrentHashMap<String, Integer> perFile = new ConcurrentHashMap<>();
    volatile int latency;
    /** Every request waits for this. */
    volatile CountDownLatch gate = new CountDownLatch(0);
    /** Streams stand still at this offset until the gate opens. */
    volatile long frozenAt = Long.MAX_VALUE;

    static Entry file(String id, long size) {
        return file(id, "1", size);
    }

    static Entry file(String id, String revision, long size) {
        return new Entry(id, "folder", id + ".bin", Entry.Kind.FILE, size, Instant.EPOCH, revision, "", id, -1, false);
    }

    static byte at(Entry file, long offset) {
        var mixed = (offset >>> 3) * 0x9E3779B97F4A7C15L + (file.content() + file.revision()).hashCode();
        mixed = (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
        return (byte) (mixed >>> 8 * (offset & 7));
    }

    static byte[] bytes(Entry file, long offset, int count) {
        var bytes = new byte[(int) Math.max(0, Math.min(count, file.size() - offset))];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = at(file, offset + i);
        }
        return bytes;
    }

    @Override
    public InputStream read(Entry file, long offset, long length) throws IOException {
        requests.incrementAndGet();
        perFile.merge(file.id(), 1, Integer::sum);
        asked.add(file.id() + "@" + offset + "+" + length);
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            if (latency > 0) {
                Thread.sleep(latency);
            }
            if (frozenAt == Long.MAX_VALUE) {
                gate.await();
            }
        } catch (InterruptedException e) {
            throw new StoreException(StoreException.Kind.OFFLINE, "interrupted", e);
        } finally {
            running.decrementAndGet();
        }
        var failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        var cut = cuts.poll();
        return new Pattern(file, offset, Math.min(file.size(), offset + length), cut == null ? -1 : offset + cut);
    }

    private final class Pattern extends InputStream {

        private final Entry file;
        private final long end;
        private final long cut;
        private long at;
        private volatile boolean closed;

        Pattern(Entry file, long from, long end, long cut) {
            this.file = file;
            this.at = from;
            this.end = end;
            this.cut = cut;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (at >= end) {
                return -1;
            }
            if (cut >= 0 && at >= cut) {
                throw new IOException("cut");
            }
            while (at >= frozenAt && gate.getCount() > 0) {
                if (closed) {
                    throw new IOException("closed");
                }
                Thread.yield();
            }
            var count = (int) Math.min(Math.min(length, 10_000), (cut >= 0 ? cut : end) - at);
            System.arraycopy(bytes(file, at, count), 0, target, offset, count);
            at += count;
            sent.addAndGet(count);
            return count;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Override
    public String title() {
        return "patterns";
    }

    @Override
    public Abilities abilities() {
        return new Abilities(false, false, false, false, true);
    }

    @Override
    public Entry root() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page list(Entry folder, String page) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Entry find(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> newIds(int count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Entry makeFolder(Draft draft) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Entry put(Draft draft, FileChannel content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Upload begin(Draft draft) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Upload resume(Draft draft, String token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Entry move(Entry entry, Entry folder, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Entry mark(Entry entry, Instant modified, int mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(Entry entry) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String now() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Changes changes(String since) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream export(Entry file, String format) {
        return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public Space space() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
    }
}
