package org.jolab.gpu.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.jolab.gpu.Device;
import org.jolab.gpu.DeviceUnavailable;
import org.jolab.gpu.MemoryUse;
import org.jolab.gpu.OutOfDeviceMemory;
import org.jolab.gpu.Storage;
import org.jolab.gpu.cpu.Block;
import org.jolab.gpu.cpu.HostMemory;
import org.jolab.gpu.cuda.driver.CudaException;

/**
 * Page-locked memory of the program: devices copy from and to it by themselves, at the bus's full speed. Used by any
 * thread.
 *
 * <p>The system cannot give such pages to anybody else, so there is a budget of its own: an eighth of the machine's
 * memory or {@code -Dorg.jolab.gpu.pinned.max=BYTES}. Locking pages takes long, so blocks are kept for the next tensor;
 * one that a device still copies is left alone until that is over.
 */
public final class PinnedMemory {

    /** For all contexts, as the driver says. */
    private static final int PORTABLE = 1;
    private static final int PART = 8;

    private static final long PAUSE = 1_000_000_000;

    /** The one of this program. */
    public static final PinnedMemory INSTANCE = new PinnedMemory();

    private volatile HostMemory memory;
    private volatile long refused = System.nanoTime() - PAUSE;

    private PinnedMemory() {
    }

    /** Made when it is needed first. */
    private synchronized HostMemory memory() {
        if (memory == null) {
            memory = new HostMemory(budget(), PinnedMemory::block);
        }
        return memory;
    }

    private static long budget() {
        var given = Long.getLong("org.jolab.gpu.pinned.max", 0);
        return given > 0 ? given : ManagementFactory.getPlatformMXBean(
            com.sun.management.OperatingSystemMXBean.class).getTotalMemorySize() / PART;
    }

    /** Memory of the processor with undefined contents; empty where there is no CUDA, or no such memory is left. */
    public Optional<Storage> allocate(long bytes) {
        if (Cuda.usable().isEmpty()) {
            return Optional.empty();
        }
        try {
            if (isHopeless(bytes)) {
                return Optional.empty();
            }
            return Optional.of(memory().allocateNative(Device.CPU, bytes));
        } catch (OutOfDeviceMemory | CudaException | DeviceUnavailable e) {
            refused = System.nanoTime();
            System.getLogger("org.jolab.gpu").log(System.Logger.Level.DEBUG, "no page-locked memory: "
                + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether there is no room now, as a moment ago: a collection is not asked for by each copy. */
    private boolean isHopeless(long bytes) {
        return memory().budget() < bytes
            || System.nanoTime() - refused < PAUSE && memory().used() + bytes > memory().budget();
    }

    private static Block block(long size) {
        var context = Cuda.device(Cuda.usable().getFirst()).context();
        var address = context.make(context.calls().hostAllocate, size, PORTABLE);
        var memory = MemorySegment.ofAddress(address).reinterpret(size);
        return new Block(memory, () -> {
            if (!context.isLost()) {
                context.status(context.calls().hostFree, address);
            }
        }, new PinnedCopies(memory));
    }

    /** What tensors hold of it. */
    public Optional<MemoryUse> use() {
        return Optional.ofNullable(memory).map(HostMemory::use);
    }

    /** Gives back what no tensor holds and no device copies. */
    public void trim() {
        if (memory != null) {
            memory.trim();
        }
    }
}
