package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.FileTree;

/**
 * A folder that is being read: a thread of its own takes the names from the tree, and readers get those that have come
 * so far. Guarded by its lock.
 */
final class Listing {

    private final FileTree tree;
    private final String path;
    private final List<Item> items = new ArrayList<>();
    private boolean started;
    private boolean ended;
    private boolean closed;
    private Throwable failure;

    record Item(String name, Attributes attributes) {
    }

    Listing(FileTree tree, String path) {
        this.tree = tree;
        this.path = path;
    }

    /** The item at an index, waiting for it; null after the last one. Index 0 reads the folder anew. */
    synchronized Item at(long index, boolean again) throws IOException, InterruptedException {
        if (!started || again && ended) {
            items.clear();
            ended = false;
            failure = null;
            started = true;
            Thread.ofVirtual().name("listing").start(this::fill);
        }
        while (items.size() <= index && !ended) {
            wait();
        }
        if (index < items.size()) {
            return items.get((int) index);
        }
        switch (failure) {
            case null -> {
                return null;
            }
            case IOException problem -> throw problem;
            case RuntimeException problem -> throw problem;
            default -> throw new IOException(failure);
        }
    }

    /** Whether an item can be had without waiting. */
    synchronized boolean has(long index) {
        return index < items.size() || ended;
    }

    synchronized void close() {
        closed = true;
    }

    private void fill() {
        Throwable problem = null;
        try {
            tree.list(path, this::add);
        } catch (Throwable thrown) {
            problem = thrown;
        }
        synchronized (this) {
            failure = problem;
            ended = true;
            notifyAll();
        }
    }

    private synchronized boolean add(String name, Attributes attributes) {
        items.add(new Item(name, attributes));
        notifyAll();
        return !closed;
    }
}
