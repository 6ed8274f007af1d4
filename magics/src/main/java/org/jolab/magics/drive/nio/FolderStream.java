package org.jolab.magics.drive.nio;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The paths in a folder, as its tree gives them: read by a thread of its own, some hundred ahead of the reader. */
final class FolderStream implements DirectoryStream<Path> {

    private static final int AHEAD = 500;

    /** What comes next: a path, the end, or why there is no more. */
    private record Item(Path path, IOException failure) {
    }

    private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>(AHEAD);
    private final AtomicBoolean hasIterator = new AtomicBoolean();
    private final Filter<? super Path> filter;
    private volatile boolean closed;

    FolderStream(DrivePath folder, String real, Filter<? super Path> filter) {
        this.filter = filter;
        var tree = folder.getFileSystem().tree();
        Thread.ofVirtual().name("drive-folder").start(() -> {
            try {
                tree.list(real, (name, _) -> put(new Item(folder.resolve(name), null)));
                put(new Item(null, null));
            } catch (IOException failure) {
                put(new Item(null, failure));
            } catch (RuntimeException failure) {
                put(new Item(null, new IOException(failure)));
            }
        });
    }

    private boolean put(Item item) {
        try {
            while (!closed) {
                if (items.offer(item, 1, TimeUnit.SECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public Iterator<Path> iterator() {
        if (closed) {
            throw new IllegalStateException("Directory stream is closed");
        }
        if (hasIterator.getAndSet(true)) {
            throw new IllegalStateException("Iterator already obtained");
        }
        return new Paths();
    }

    @Override
    public void close() {
        closed = true;
        items.clear();
    }

    private final class Paths implements Iterator<Path> {

        private Path next;
        private boolean ended;

        @Override
        public boolean hasNext() {
            while (next == null && !ended && !closed) {
                try {
                    var item = items.poll(1, TimeUnit.SECONDS);
                    if (item != null) {
                        take(item);
                    }
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new DirectoryIteratorException(new java.io.InterruptedIOException());
                } catch (IOException failure) {
                    throw new DirectoryIteratorException(failure);
                }
            }
            return next != null;
        }

        private void take(Item item) throws IOException {
            if (item.failure() != null) {
                ended = true;
                throw item.failure();
            }
            if (item.path() == null) {
                ended = true;
            } else if (filter.accept(item.path())) {
                next = item.path();
            }
        }

        @Override
        public Path next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var path = next;
            next = null;
            return path;
        }
    }
}
