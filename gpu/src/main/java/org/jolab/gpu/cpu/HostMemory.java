package org.jolab.gpu.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jolab.gpu.Device;
import org.jolab.gpu.MemoryUse;
import org.jolab.gpu.OutOfDeviceMemory;
import org.jolab.gpu.Storage;

/**
 * The processor's tensor memory; used by any thread, its state guarded by itself.
 *
 * <p>Small tensors lie on the Java heap. Others take native blocks, which return to a pool when the tensor is closed or
 * unreachable. When much has been taken since, or the budget is exceeded, the garbage collector is asked to find
 * unreachable tensors; nobody has to close anything. The budget is half of the machine's memory or
 * {@code -Dorg.jolab.gpu.host.max=BYTES}.
 */
public final class HostMemory {

    /** The one of this program. */
    public static final HostMemory INSTANCE = new HostMemory(Long.getLong("org.jolab.gpu.host.max", 0));

    private static final int ON_HEAP = 4096;
    private static final Deque<Block> NONE = new ArrayDeque<>(1);
    private static final long UNQUESTIONED = 256L << 20;
    private static final long PATIENCE = 256L << 20;
    /** What part of the budget unreachable tensors may hold, however long a collection takes. */
    private static final int MODESTY = 8;

    private final ReferenceQueue<Storage> unreachable = new ReferenceQueue<>();
    private final Set<Tenant> tenants = new HashSet<>();
    private final Map<Long, Deque<Block>> free = new TreeMap<>();
    private final LongFunction<Block> source;
    private long budget;
    private long used;
    private long pooled;
    private long patience = PATIENCE;
    private long settled;
    private long tidied = System.nanoTime();

    /** Hands out at most {@code budget} bytes; half of the machine's memory if that is 0. */
    HostMemory(long budget) {
        this(budget, Block::of);
    }

    /** Hands out at most {@code budget} bytes of blocks that {@code source} makes in the sizes that it is given. */
    public HostMemory(long budget, LongFunction<Block> source) {
        this.budget = budget;
        this.source = source;
    }

    /** One tensor's hold on a block. */
    private final class Tenant extends WeakReference<Storage> implements Storage.Lease {

        private final Block block;
        private volatile String contents = "a tensor";

        Tenant(Storage storage, Block block) {
            super(storage, unreachable);
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

        long size() {
            return block.memory().byteSize();
        }
    }

    /**
     * Memory of {@code bytes} with undefined contents.
     *
     * @throws OutOfDeviceMemory if live tensors hold the budget
     */
    public Storage allocate(Device device, long bytes) {
        if (bytes <= ON_HEAP) {
            var words = new long[(int) (bytes + 7 >> 3)];
            return new Storage(device, MemorySegment.ofArray(words).asSlice(0, bytes));
        }
        return allocateNative(device, bytes);
    }

    /** What live tensors hold off the heap. */
    public synchronized MemoryUse use() {
        drain();
        return now();
    }

    private MemoryUse now() {
        return new MemoryUse(Device.CPU, used, pooled, budget(), tenants.stream()
            .map(tenant -> new MemoryUse.Holding(tenant.contents, tenant.size(), tenant.get())).toList());
    }

    /** Bytes of native memory that live tensors hold. */
    public synchronized long used() {
        drain();
        return used;
    }

    /** Bytes of native memory that tensors may hold. */
    public synchronized long budget() {
        if (budget == 0) {
            var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
            budget = system.getTotalMemorySize() / 2;
        }
        return budget;
    }

    /** Memory of {@code bytes} off the heap with undefined contents, however small. */
    public synchronized Storage allocateNative(Device device, long bytes) {
        var size = sizeClass(bytes);
        drain();
        tidy(size);
        // The budget itself costs some milliseconds to find out, which few tensors shall not pay.
        if (used + size > (budget == 0 ? UNQUESTIONED : budget) && used + size > budget()) {
            collect(size);
        }
        if (used + size > budget()) {
            throw new OutOfDeviceMemory(shortage(bytes));
        }
        var block = take(size);
        var storage = new Storage(device, block.memory().asSlice(0, bytes), block.copies());
        var tenant = new Tenant(storage, block);
        tenants.add(tenant);
        used += size;
        storage.lease(tenant);
        return storage;
    }

    private Block take(long size) {
        for (var each = free.getOrDefault(size, NONE).iterator(); each.hasNext();) {
            var block = each.next();
            if (block.isIdle()) {
                each.remove();
                pooled -= size;
                return block;
            }
        }
        if (pooled > 0 && used + pooled + size > budget()) {
            trim();
            if (used + pooled + size > budget()) {
                // What devices are still copying cannot be given up.
                throw new OutOfDeviceMemory(shortage(size));
            }
        }
        try {
            return source.apply(size);
        } catch (OutOfMemoryError _) {
            throw new OutOfDeviceMemory("the machine gives no " + MemoryUse.size(size) + " more; " + shortage(size));
        }
    }

    /**
     * Asks for a collection when more than {@link #patience} has been leased since the last one. Most of it is
     * temporaries then, and blocks that are used again are in the cache and have their pages. Patience grows where a
     * collection, which takes longer on a large heap, would cost more than a tenth of the time, but to an eighth of
     * the budget at most: others need memory too.
     */
    private void tidy(long size) {
        if (used + size - settled <= patience) {
            return;
        }
        var start = System.nanoTime();
        System.gc();
        try {
            var found = unreachable.remove(2);
            if (found != null) {
                leave((Tenant) found);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        drain();
        settled = used;
        var end = System.nanoTime();
        var share = (double) (end - start) / (end - tidied);
        var most = Math.max(PATIENCE, budget() / MODESTY);
        patience = share > 0.1 ? Math.min(patience * 2, most) : share < 0.05 ? Math.max(PATIENCE, patience / 2)
            : patience;
        tidied = end;
    }

    /** Waits for the collector to find unreachable tensors, as long as it finds some. */
    private void collect(long size) {
        // What others hold of a tensor's memory is found by the first, the tensor behind it by the second.
        for (var i = 0; i < 2 && used + size > budget(); i++) {
            collectOnce(size);
        }
    }

    private void collectOnce(long size) {
        System.gc();
        try {
            for (var found = unreachable.remove(50); found != null && used + size > budget();
                found = unreachable.remove(5)) {
                leave((Tenant) found);
                drain();
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
            used -= tenant.size();
            settled = Math.min(settled, used);
            pooled += tenant.size();
            free.computeIfAbsent(tenant.size(), _ -> new ArrayDeque<>()).push(tenant.block);
        }
    }

    /** Gives pooled blocks back to the operating system. */
    public synchronized void trim() {
        free.values().forEach(blocks -> blocks.removeIf(block -> {
            var idle = block.isIdle();
            if (idle) {
                pooled -= block.memory().byteSize();
                block.free().run();
            }
            return idle;
        }));
    }

    private String shortage(long bytes) {
        return now().shortage(bytes) + ". Close some, or start Java with -Dorg.jolab.gpu.host.max=BYTES.";
    }

    /** Eight sizes between one power of two and the next, so that at most an eighth is wasted. */
    static long sizeClass(long bytes) {
        var step = Math.max(4096, Long.highestOneBit(bytes) >> 3);
        return (bytes + step - 1) / step * step;
    }
}
