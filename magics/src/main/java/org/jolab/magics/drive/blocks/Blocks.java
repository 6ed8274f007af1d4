package org.jolab.magics.drive.blocks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;

/**
 * What was read of the files of a store, on disk. Used by many threads; one process at a time has a cache's folder.
 * A read is answered as soon as its bytes are there. Files are read ahead when they are read one part after the other,
 * small ones when those of their folder are. The cache survives the death of the process at any moment: what it is not
 * sure of, it reads again.
 */
public final class Blocks implements AutoCloseable {

    /** Bytes in a request of a stream. */
    static final long BLOCK = 4 << 20;
    /** Requests of a stream at a time. */
    static final int PARALLEL = 4;
    /** A file of so many bytes at most is one request. */
    static final long SMALL = 1 << 20;

    private static final int BEHIND = 16;
    private static final int FILES = 4096;
    private static final int DAMAGES = 3;

    private final Store store;
    private final BlockSettings settings;
    private final Shelf shelf;
    private final Direct direct;
    private final Siblings siblings = new Siblings();
    private final Map<String, Kept> files = new LinkedHashMap<>(16, 0.75f, true);
    private final ExecutorService fast;
    private final ExecutorService ahead;
    private final Thread scan;

    /** The cache in a folder, of so many bytes at most. */
    public Blocks(Path folder, long limit, Store store) throws IOException {
        this(Files.createDirectories(folder), BlockSettings.of(limit, usable(folder)), store);
    }

    /** The cache in a folder, behaving so. */
    public Blocks(Path folder, BlockSettings settings, Store store) throws IOException {
        this.store = store;
        this.settings = settings;
        this.shelf = new Shelf(folder, settings);
        this.fast = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("drive-read-", 0).factory());
        var behind = new ThreadPoolExecutor(BEHIND, BEHIND, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("drive-ahead-", 0).factory());
        behind.allowCoreThreadTimeOut(true);
        this.ahead = behind;
        this.direct = new Direct(store, fast);
        this.scan = Thread.ofPlatform().daemon().name("drive-cache-scan").start(this::scan);
    }

    private static LongSupplier usable(Path folder) {
        return folder.toFile()::getUsableSpace;
    }

    private void scan() {
        try {
            shelf.scan();
        } catch (IOException e) {
            System.getLogger(Blocks.class.getName()).log(System.Logger.Level.WARNING,
                "The cache could not be looked through", e);
        }
    }

    /** Waits until {@link #cached} counts all that earlier processes have left. */
    void settle() throws InterruptedException {
        scan.join();
    }

    /**
     * Fills a buffer with the bytes of a file from an offset on, with fewer than fit only at the end of the file;
     * gives their number, 0 at the end.
     *
     * @param file as the caller knows it: of its revision are the bytes
     */
    public int read(Entry file, long offset, ByteBuffer target) throws IOException {
        var wanted = (int) Math.min(target.remaining(), Math.max(0, file.size() - offset));
        if (wanted == 0) {
            return 0;
        }
        var deadline = Deadline.in(settings.deadline(), file.name(), fast);
        var limit = target.limit();
        target.limit(target.position() + wanted);
        try {
            var damages = 0;
            var prepared = false;
            while (target.hasRemaining()) {
                var kept = kept(file);
                var at = offset + wanted - target.remaining();
                if (!prepared) {
                    prepared = true;
                    prepare(file, kept, at, wanted);
                }
                if (damages > DAMAGES) {
                    direct.read(file, at, target, deadline);
                } else if (!part(file, kept, target, new Part(at, deadline))) {
                    damages++;
                }
            }
            return wanted;
        } finally {
            target.limit(limit);
        }
    }

    private record Part(long at, Deadline deadline) {
    }

    /** Makes the requests that this read needs and those that the next ones will need. */
    private void prepare(Entry file, Kept kept, long offset, long length) throws IOException {
        if (file.size() <= SMALL) {
            request(file, kept, new Range(0, file.size()), fast);
            return;
        }
        var soon = kept.streams().ahead(offset, length);
        var end = Math.min(file.size(), soon.end());
        var first = Math.min(end, (offset + length + soon.block() - 1) / soon.block() * soon.block());
        request(file, kept, new Range(offset, first, soon.block()), fast);
        request(file, kept, new Range(first, end, soon.block()), ahead);
    }

    private record Range(long from, long to, long block) {

        Range(long from, long to) {
            this(from, to, BLOCK);
        }
    }

    private boolean request(Entry file, Kept kept, Range range, Executor threads) throws IOException {
        for (var at = range.from; at < range.to; at = kept.begin(at) + kept.span()) {
            var segment = shelf.acquire(kept.name(at));
            try {
                if (!segment.load(kept.length(file, at))) {
                    return false;
                }
                var begin = kept.begin(at);
                var made = segment.missing(at - begin, range.to - begin, range.block,
                    new Fetch.Source(store, file, begin));
                if (made.isEmpty()) {
                    continue;
                }
                if (!shelf.room(made.stream().mapToLong(fetch -> fetch.end - fetch.start).sum())) {
                    segment.forget(made);
                    return false;
                }
                made.forEach(_ -> shelf.use(segment));
                try {
                    made.forEach(threads::execute);
                } catch (RejectedExecutionException e) {
                    made.forEach(Fetch::close);
                }
            } finally {
                shelf.release(segment);
            }
        }
        return true;
    }

    /** Reads as much as one segment has; false if it was damaged and is not there any more. */
    private boolean part(Entry file, Kept kept, ByteBuffer target, Part part) throws IOException {
        var begin = kept.begin(part.at);
        var length = kept.length(file, part.at);
        var from = part.at - begin;
        var to = Math.min(length, from + target.remaining());
        var segment = shelf.acquire(kept.name(part.at));
        try {
            var next = segment.load(length) ? segment.await(from, to, part.deadline) : Segment.Next.DAMAGED;
            if (next == Segment.Next.REQUEST) {
                if (!request(file, kept, new Range(part.at, begin + to), fast)) {
                    direct.read(file, part.at, target, part.deadline);
                }
                return true;
            }
            if (next == Segment.Next.READ) {
                var slice = target.slice(target.position(), (int) (to - from));
                segment.read(slice, from);
                if (!slice.hasRemaining()) {
                    target.position(target.position() + slice.position());
                    return true;
                }
            }
            shelf.setAside(segment);
            synchronized (files) {
                files.remove(file.content());
            }
            return false;
        } catch (Fetch.NotKept e) {
            direct.read(file, part.at, target, part.deadline);
            return true;
        } finally {
            shelf.release(segment);
        }
    }

    private Kept kept(Entry file) {
        synchronized (files) {
            var kept = files.get(file.content());
            if (kept != null && kept.revision().equals(file.revision())) {
                return kept;
            }
            if (kept != null) {
                shelf.removeAll(kept.stem());
            }
            var fresh = Kept.of(file, shelf);
            files.put(file.content(), fresh);
            if (files.size() > FILES) {
                files.remove(files.keySet().iterator().next());
            }
            return fresh;
        }
    }

    /**
     * Tells that a file is opened. When the small files of a folder are opened in their order, the next ones are read
     * before they are asked for.
     *
     * @param folder what else is in the folder, in the order in which it is listed; asked for seldom
     */
    public void opened(Entry file, Supplier<List<Entry>> folder) {
        siblings.after(file, folder).forEach(this::prefetch);
    }

    /** Begins to read a file, or the beginning of a large one, that will be wanted soon; nobody waits for it. */
    public void prefetch(Entry file) {
        try {
            request(file, kept(file), new Range(0, Math.min(file.size(), SMALL)), ahead);
        } catch (IOException e) {
            System.getLogger(Blocks.class.getName()).log(System.Logger.Level.DEBUG, "Nothing was read ahead", e);
        }
    }

    /** Forgets a file by the id of its content ({@link Entry#content()}), which was changed or removed. */
    public void drop(String id) {
        synchronized (files) {
            files.remove(id);
        }
        shelf.removeAll(Kept.stem(id));
    }

    /** Bytes of files that are here. */
    public long cached() {
        return shelf.total();
    }

    /**
     * Takes a file that was uploaded as the content of its entry, so that it is not read again; it is moved here, or
     * left where it is when the cache has no room.
     *
     * @return whether the file was taken
     */
    public boolean adopt(Entry file, Path staged) throws IOException {
        if (Files.size(staged) != file.size()) {
            throw new StoreException(StoreException.Kind.CONFLICT, "The staged file is not what was uploaded.");
        }
        drop(file.content());
        var map = SegmentMap.empty(file.size());
        var buffer = ByteBuffer.allocate(SegmentMap.PIECE);
        try (var channel = FileChannel.open(staged)) {
            for (var i = 0; i < map.count(); i++) {
                buffer.clear().limit(map.size(i));
                while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                }
                map.sums()[i] = SegmentMap.sum(buffer.flip());
                map.there().set(i);
            }
        }
        var name = Kept.of(file, shelf).stem() + (file.size() > Kept.SPAN ? "w" : "0");
        var taken = shelf.adopt(name, staged, map);
        synchronized (files) {
            files.remove(file.content());
        }
        return taken;
    }

    /** Ends what is being read. */
    @Override
    public void close() {
        fast.shutdownNow();
        ahead.shutdownNow();
        shelf.close();
        try {
            scan.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
