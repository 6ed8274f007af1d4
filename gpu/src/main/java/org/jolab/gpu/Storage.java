package org.jolab.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a device's memory, shared by a tensor and its views; used by any thread, its lists guarded by itself.
 *
 * <p>Who allocates it frees it when it is closed or no longer reachable.
 */
public final class Storage {

    private final Device device;
    private final CopiesInFlight copies;
    private volatile MemorySegment memory;
    private volatile Lease lease;
    private volatile boolean closed;
    private volatile boolean shared;
    private int loans;
    private List<WeakReference<Tensor>> readers;

    /** Wraps {@code memory}, whose address is the device's; whole elements of every type may be read from its start. */
    public Storage(Device device, MemorySegment memory) {
        this(device, memory, null);
    }

    /** Wraps memory of the program that devices may be copying from and to, as {@code copies} knows. */
    public Storage(Device device, MemorySegment memory, CopiesInFlight copies) {
        this.device = device;
        this.memory = memory;
        this.copies = copies;
    }

    /** Memory that others, who can't be asked, may read and write at any time. */
    public static Storage shared(Device device, MemorySegment memory) {
        return new Storage(device, memory).share();
    }

    /** What gives the memory back. */
    public interface Lease {
        /** Frees the memory; does nothing the second time. */
        void release();

        /** Says what the memory holds, for messages. */
        void describe(String contents);
    }

    /** Makes {@code lease} the one to release when this is closed. */
    public void lease(Lease given) {
        lease = given;
    }

    /** Where the memory is. */
    public Device device() {
        return device;
    }

    /** Size in bytes. */
    public long bytes() {
        return memory.byteSize();
    }

    /**
     * The memory itself, with all that devices have been asked to copy there; waits for that.
     *
     * @throws IllegalStateException if it has been given back
     */
    public MemorySegment memory() {
        check();
        if (copies != null) {
            copies.beforeReading();
        }
        return memory;
    }

    private void check() {
        if (closed) {
            throw new IllegalStateException("the tensor's memory was given back by close() or by its scope's end");
        }
    }

    /**
     * What devices copy from and to this memory by themselves; null if they cannot.
     *
     * @throws IllegalStateException if it has been given back
     */
    public CopiesInFlight copies() {
        check();
        return copies;
    }

    /** Whether the memory has been given back. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * The memory for somebody who keeps it: native, and valid as long as the segment, or a buffer made of it, is
     * reachable, even if this is closed. What lies on the heap moves to native memory before.
     */
    synchronized MemorySegment lend() {
        var own = memory();
        share();
        if (copies != null) {
            copies.beforeWriting();
        }
        if (!own.isNative()) {
            var moved = Arena.ofAuto().allocate(Math.max(1, own.byteSize()), 64).asSlice(0, own.byteSize());
            memory = moved.copyFrom(own);
            return moved;
        }
        if (lease == null) {
            return own;
        }
        loans++;
        // The action is what keeps this reachable, and so the lease from being released.
        return own.reinterpret(Arena.ofAuto(), _ -> endLoan());
    }

    private synchronized void endLoan() {
        loans--;
        if (closed && loans == 0) {
            lease.release();
        }
    }

    void describe(DType dtype, int[] shape) {
        var holder = lease;
        if (holder != null) {
            holder.describe(dtype + " " + Shape.text(shape));
        }
    }

    private Storage share() {
        shared = true;
        return this;
    }

    /** Whether what reads the contents must not wait. */
    boolean isShared() {
        return shared;
    }

    /** Remembers that {@code tensor}, not yet computed, reads this. */
    synchronized void addReader(WeakReference<Tensor> tensor) {
        if (readers == null) {
            readers = new ArrayList<>();
        }
        readers.removeIf(each -> !isPending(each));
        readers.add(tensor);
    }

    private static boolean isPending(WeakReference<Tensor> reference) {
        var tensor = reference.get();
        return tensor != null && tensor.isPending();
    }

    /** Computes what still has to read the present contents, which are about to change. */
    void beforeWriting() {
        if (memory().isReadOnly()) {
            throw new IllegalStateException("the tensor's memory can only be read: write to a copy()");
        }
        settle();
        if (copies != null) {
            copies.beforeWriting();
        }
    }

    /** Computes what still has to read the present contents, which are about to change or to go. */
    void settle() {
        List<WeakReference<Tensor>> waiting;
        synchronized (this) {
            if (readers == null) {
                return;
            }
            waiting = readers;
            readers = null;
        }
        for (var each : waiting) {
            var tensor = each.get();
            if (tensor != null) {
                tensor.realize();
            }
        }
    }

    /** Gives the memory back now; what was recorded on it is computed before. */
    void close() {
        if (closed) {
            return;
        }
        settle();
        synchronized (this) {
            if (!closed) {
                closed = true;
                if (lease != null && loans == 0) {
                    lease.release();
                }
            }
        }
    }
}
