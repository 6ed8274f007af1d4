package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;

/** A folder being listed, page by page, on a thread of its own. Fields are guarded by the lock of {@link Nodes}. */
final class Listing {

    private final Nodes nodes;
    private final Store store;
    private final Incoming incoming;
    private final Node folder;
    private final Condition news;
    private boolean done;
    private IOException failure;

    private Listing(Nodes nodes, Store store, Incoming incoming, Node folder) {
        this.nodes = nodes;
        this.store = store;
        this.incoming = incoming;
        this.folder = folder;
        news = nodes.lock.newCondition();
    }

    /** The listing of a folder that is going on, or a new one; called with the lock. */
    static Listing of(Nodes nodes, Store store, Incoming incoming, Node folder) {
        if (folder.listing == null) {
            var listing = new Listing(nodes, store, incoming, folder);
            var entry = folder.remote.entry;
            folder.listing = listing;
            folder.doubted = false;
            Thread.ofVirtual().name("drive-list").start(() -> listing.run(entry));
        }
        return folder.listing;
    }

    private void run(Entry entry) {
        IOException failed = null;
        try {
            pages(entry);
        } catch (IOException e) {
            failed = e;
        } catch (RuntimeException e) {
            failed = new IOException("an error of the program: " + e, e);
        }
        nodes.lock.lock();
        try {
            folder.listing = null;
            failure = failed;
            done = true;
            news.signalAll();
        } finally {
            nodes.lock.unlock();
        }
    }

    private void pages(Entry entry) throws IOException {
        var asked = System.nanoTime();
        var seen = new HashSet<String>();
        for (var next = "";;) {
            var page = store.list(entry, next);
            page.entries().forEach(found -> seen.add(found.id()));
            next = page.next();
            nodes.lock.lock();
            try {
                incoming.arrive(folder, page.entries(), asked);
                if (next.isEmpty()) {
                    incoming.listed(folder, seen, asked);
                    return;
                }
                news.signalAll();
            } finally {
                nodes.lock.unlock();
            }
        }
    }

    /** Waits for the next page; false if there are no more. Called with the lock. */
    boolean await() throws IOException {
        if (!done) {
            try {
                news.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a folder was listed");
            }
        }
        if (failure != null) {
            throw failure;
        }
        return !done;
    }
}
