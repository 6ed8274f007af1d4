package org.jolab.magics.drive.fuse;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jolab.magics.drive.tree.OpenFile;

/** What the kernel has open, by the numbers that it was given. Used by many threads. */
final class Handles {

    private final AtomicLong last = new AtomicLong();
    private final Map<Long, File> files = new ConcurrentHashMap<>();
    private final Map<Long, Listing> folders = new ConcurrentHashMap<>();

    record File(Node node, OpenFile file, boolean writable) {
    }

    long add(File file) {
        var handle = last.incrementAndGet();
        files.put(handle, file);
        file.node().open.add(file.file());
        return handle;
    }

    File file(long handle) {
        return files.get(handle);
    }

    File remove(long handle) {
        var file = files.remove(handle);
        if (file != null) {
            file.node().open.remove(file.file());
        }
        return file;
    }

    Iterable<Long> files() {
        return files.keySet();
    }

    long add(Listing listing) {
        var handle = last.incrementAndGet();
        folders.put(handle, listing);
        return handle;
    }

    Listing folder(long handle) {
        return folders.get(handle);
    }

    void removeFolder(long handle) {
        var listing = folders.remove(handle);
        if (listing != null) {
            listing.close();
        }
    }
}
