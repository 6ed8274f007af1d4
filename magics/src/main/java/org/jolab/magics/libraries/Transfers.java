package org.jolab.magics.libraries;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** Counts what is downloaded, and ends it; told by the resolver's threads, asked and cancelled by the cell's. */
final class Transfers extends AbstractTransferListener {

    /**
     * A download that runs.
     *
     * @param name the file's
     * @param done bytes that are here
     * @param total bytes in all, or -1
     */
    record Running(String name, long done, long total) {}

    private final ConcurrentMap<Object, Running> running = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger files = new AtomicInteger();
    private volatile boolean isCancelled;

    /** Ends every download at its next piece; none begins after that. */
    void cancel() {
        isCancelled = true;
    }

    boolean isCancelled() {
        return isCancelled;
    }

    /** The downloads that run, the largest first. */
    List<Running> running() {
        return running.values().stream().sorted((a, b) -> Long.compare(b.total(), a.total())).toList();
    }

    /** How many bytes have come. */
    long bytes() {
        return bytes.get();
    }

    /** How many files have come. */
    int files() {
        return files.get();
    }

    @Override
    public void transferInitiated(TransferEvent event) throws TransferCancelledException {
        check();
    }

    @Override
    public void transferStarted(TransferEvent event) throws TransferCancelledException {
        progress(key(event), look(event), 0);
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        progress(key(event), look(event), event.getDataLength());
    }

    /** {@code count} bytes more have come of what {@code key} stands for. */
    void progress(Object key, Running look, int count) throws TransferCancelledException {
        check();
        bytes.addAndGet(count);
        running.put(key, look);
    }

    /** All has come of what {@code key} stands for. */
    void whole(Object key) {
        files.incrementAndGet();
        running.remove(key);
    }

    private static Running look(TransferEvent event) {
        var name = event.getResource().getResourceName();
        return new Running(name.substring(name.lastIndexOf('/') + 1), event.getTransferredBytes(),
            event.getResource().getContentLength());
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        whole(key(event));
    }

    @Override
    public void transferFailed(TransferEvent event) {
        running.remove(key(event));
    }

    private static Object key(TransferEvent event) {
        return event.getResource().getRepositoryUrl() + event.getResource().getResourceName();
    }

    private void check() throws TransferCancelledException {
        if (isCancelled) {
            throw new TransferCancelledException("interrupted");
        }
    }
}
