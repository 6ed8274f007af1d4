package org.jolab.gpu.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jolab.gpu.Device;
import org.jolab.gpu.MemoryUse;
import org.jolab.gpu.OutOfDeviceMemory;
import org.jolab.gpu.Storage;
import org.jolab.gpu.cuda.blas.CublasLt;

/**
 * A device's tensor memory; used by any thread, its state guarded by itself.
 *
 * <p>Blocks of freed tensors are handed out again to the stream that they were taken on, whose order makes that safe
 * without waiting. When the blocks in use exceed the budget, the garbage collector is asked to find unreachable
 * tensors. The budget is 80 % of the device's memory or {@code -Dorg.jolab.gpu.cuda.max=BYTES}.
 */
final class DevicePool {

    private static final int LEAST = 512;

    private final CudaDevice device;
    private final DriverMemory memory;
    private final long budget;
    private final ReferenceQueue<Storage> unreachable = new ReferenceQueue<>();
    private final Set<Tenant> tenants = new HashSet<>();
    private final Reserve common = new Reserve();
    private long used;
    private long pooled;

    /** Hands out at most {@code budget} bytes. */
    DevicePool(CudaDevice device, long budget) {
        this.device = device;
        this.memory = new DriverMemory(device.context());
        this.budget = budget;
    }

    /** A piece of the device's memory, taken on {@code home} from {@code reserve}. */
    private record Block(long address, long size, CudaStream home, Reserve reserve) {
    }

    private record Kind(long size, CudaStream home) {
    }

    /**
     * Blocks that are free for some use: any, or that of one graph, which finds its tensors at the same addresses each
     * time and must find nobody else's there.
     */
    static final class Reserve {
        private final Map<Kind, Deque<Block>> free = new HashMap<>();
        private boolean closed;
    }

    /** One tensor's hold on a block. */
    private final class Tenant extends PhantomReference<Storage> implements Storage.Lease {

        private final Block block;
        /** For reports, as a phantom reference gives nothing. */
        private final WeakReference<Storage> storage;
        private volatile String contents = "a tensor";

        Tenant(Storage storage, Block block) {
            super(storage, unreachable);
            this.storage = new WeakReference<>(storage);
            this.block = block;
        }

        @Override
        public void release() {
            leave(this);
        }

        @Override
        public void describe(String what) {
            contents = what;
        }
    }

    /**
     * Memory of {@code bytes} with undefined contents, for work on {@code stream}.
     *
     * @throws OutOfDeviceMemory if live tensors hold the budget, or other programs the device
     */
    Storage allocate(Device owner, long bytes, CudaStream stream) {
        synchronized (this) {
            var block = take(bytes, stream);
            var storage = new Storage(owner, MemorySegment.ofAddress(block.address).reinterpret(bytes));
            var tenant = new Tenant(storage, block);
            tenants.add(tenant);
            storage.lease(tenant);
            return storage;
        }
    }

    /** Memory without a tensor; {@link Raw#close()} hands it to what its stream is asked for later. */
    synchronized Raw raw(long bytes, CudaStream stream) {
        return new Raw(this, take(bytes, stream));
    }

    /** Memory that is given back by hand, once. */
    static final class Raw implements CublasLt.Workspace.Lent {

        private final DevicePool pool;
        private final Block block;
        private boolean closed;

        private Raw(DevicePool pool, Block block) {
            this.pool = pool;
            this.block = block;
        }

        @Override
        public long address() {
            return block.address;
        }

        @Override
        public void close() {
            synchronized (pool) {
                if (!closed) {
                    closed = true;
                    pool.giveBack(block);
                }
            }
        }
    }

    private Block take(long bytes, CudaStream stream) {
        var size = sizeClass(bytes);
        drain();
        var reserve = stream.reserve() != null ? stream.reserve() : common;
        if (used + size > budget) {
            collect(budget - size);
        }
        if (used + size > budget) {
            throw new OutOfDeviceMemory(shortage(bytes));
        }
        var ready = reserve.free.get(new Kind(size, stream));
        Block block;
        if (ready != null && !ready.isEmpty()) {
            block = ready.pop();
            pooled -= size;
        } else {
            block = new Block(fresh(size), size, stream, reserve);
        }
        used += size;
        return block;
    }

    private long fresh(long size) {
        if (pooled > 0 && used + pooled + size > budget) {
            trim();
        }
        var address = memory.allocate(size);
        if (address == 0) {
            trim();
            address = memory.allocate(size);
        }
        if (address == 0) {
            // Whatever is unreachable: the budget does not say what other programs have left of the device.
            collect(-1);
            trim();
            address = memory.allocate(size);
        }
        if (address == 0) {
            throw new OutOfDeviceMemory(device + " gives no " + size(size) + " more, " + memory.free() + "; "
                + shortage(size));
        }
        return address;
    }

    /** Waits for the collector to find unreachable tensors, as long as it finds some and more than that is in use. */
    private void collect(long enough) {
        System.gc();
        try {
            var found = unreachable.remove(50);
            while (found != null) {
                leave((Tenant) found);
                drain();
                found = used <= enough ? null : unreachable.remove(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            drain();
        }
    }

    private void drain() {
        for (var found = unreachable.poll(); found != null; found = unreachable.poll()) {
            leave((Tenant) found);
        }
    }

    private synchronized void leave(Tenant tenant) {
        if (tenants.remove(tenant)) {
            giveBack(tenant.block);
        }
    }

    private void giveBack(Block block) {
        used -= block.size;
        pooled += block.size;
        if (block.reserve.closed) {
            // The last of a graph that is gone; its tensor may have been read until now.
            var heir = new Block(block.address, block.size, device.defaultStream(), common);
            device.order(heir.home);
            common.free.computeIfAbsent(new Kind(heir.size, heir.home), _ -> new ArrayDeque<>()).push(heir);
            return;
        }
        if (block.reserve == common) {
            device.order(block.home);
        }
        block.reserve.free.computeIfAbsent(new Kind(block.size, block.home), _ -> new ArrayDeque<>()).push(block);
    }

    /** Lets the default stream have the free blocks of one that goes. */
    synchronized void inherit(CudaStream gone) {
        for (var kind : Set.copyOf(common.free.keySet())) {
            if (kind.home == gone) {
                var heir = new Kind(kind.size, device.defaultStream());
                for (var block : common.free.remove(kind)) {
                    common.free.computeIfAbsent(heir, _ -> new ArrayDeque<>())
                        .push(new Block(block.address, block.size, heir.home, common));
                }
            }
        }
    }

    /** Gives free blocks back to the driver, and the driver's to the device, when the device has done its work. */
    synchronized void trim() {
        release(common);
        memory.trim();
    }

    /** Gives back what is free of a graph's memory, and lets the rest become common when it is. */
    synchronized void close(Reserve reserve) {
        drain();
        reserve.closed = true;
        release(reserve);
    }

    private void release(Reserve reserve) {
        if (!reserve.free.isEmpty() && !device.context().isLost()) {
            device.synchronizeAll();
            reserve.free.values().forEach(blocks -> blocks.forEach(block -> {
                memory.free(block.address);
                pooled -= block.size;
            }));
            reserve.free.clear();
        }
    }

    /** Lets another device read and write this memory; false if that cannot be. */
    boolean letReach(int other) {
        return memory.letReach(other);
    }

    /** Bytes that live tensors hold. */
    synchronized long used() {
        drain();
        return used;
    }

    /** Bytes that tensors may hold. */
    long budget() {
        return budget;
    }

    /** What is in use, and by whom. */
    synchronized MemoryUse use(Device owner) {
        drain();
        return new MemoryUse(owner, used, pooled, budget, tenants.stream().map(tenant ->
            new MemoryUse.Holding(tenant.contents, tenant.block.size, tenant.storage.get())).toList());
    }

    /** What is in use, in a sentence. */
    synchronized String report() {
        drain();
        return "%s in %d tensors, %s pooled, budget %s".formatted(size(used), tenants.size(), size(pooled),
            size(budget));
    }

    private String shortage(long bytes) {
        var largest = tenants.stream().sorted(Comparator.comparingLong((Tenant each) -> each.block.size).reversed())
            .limit(5).map(tenant -> tenant.contents + " (" + size(tenant.block.size) + ")")
            .collect(Collectors.joining(", "));
        return "%s: %s more exceed the budget of %s, of which %s are in use; the largest live tensors: %s. "
            .formatted(device, size(bytes), size(budget), size(used), largest.isEmpty() ? "none" : largest)
            + "Close some, or start Java with -Dorg.jolab.gpu.cuda.max=BYTES.";
    }

    /** Eight sizes between one power of two and the next, so that at most an eighth is wasted. */
    static long sizeClass(long bytes) {
        var step = Math.max(LEAST, Long.highestOneBit(bytes) >> 3);
        return Math.max(step, (bytes + step - 1) / step * step);
    }

    static String size(long bytes) {
        return bytes < 10_000 ? bytes + " B" : bytes < 10_000_000 ? bytes / 1000 + " kB"
            : bytes < 10_000_000_000L ? bytes / 1_000_000 + " MB" : bytes / 1_000_000_000 + " GB";
    }
}
