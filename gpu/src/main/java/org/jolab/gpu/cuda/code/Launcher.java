package org.jolab.gpu.cuda.code;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Supplier;
import org.jolab.gpu.Device;
import org.jolab.gpu.Expr.Leaf;
import org.jolab.gpu.MemoryUse;
import org.jolab.gpu.Product;
import org.jolab.gpu.Storage;

/**
 * One device's memory and what runs kernels on it. May be called by any thread.
 *
 * <p>Everything that one thread asks for happens in the order in which it asked, as if on one stream. Only
 * {@link #copyOut} waits, and not even that where the program's memory is page-locked. Memory begins at multiples of
 * 256 bytes. The program cannot read it, so the segment of a {@link Storage} from here only carries an address and a
 * size.
 */
public interface Launcher {

    /** Whether what this thread asks for is recorded into a graph, and not done now. */
    default boolean isRecording() {
        return false;
    }

    /** What {@code action} returns, done now even if something is recorded meanwhile. */
    default <T> T beside(Supplier<T> action) {
        return action.get();
    }

    /** Memory with undefined contents, which lives as long as the storage is reachable and not closed. */
    Storage allocate(Device device, long bytes);

    /** What tensors hold of this device's memory. */
    default MemoryUse memory(Device device) {
        return new MemoryUse(device, 0, 0, 0, List.of());
    }

    /** Memory for what a few launches hand each other. */
    Scratch scratch(long bytes);

    /**
     * Runs {@code kernel} with {@code blocks} times {@code threads} threads and no dynamic shared memory.
     *
     * <p>Each of the first {@code count} of {@code arguments} is one parameter: the parameter's bytes, whatever its
     * type, are the first ones of the long, as little-endian machines have them. So they are handed over by the array
     * of pointers that {@code cuLaunchKernel} takes. The array is the caller's again when this returns.
     */
    void launch(Kernel kernel, Grid grid, long[] arguments, int count);

    /** Fills {@code target} from memory of the program, which may change as soon as this returns. */
    void copyIn(MemorySegment source, Storage target);

    /**
     * Fills {@code target} from byte {@code first} of {@code source} on, memory of the program. It may change as soon
     * as this returns, or when its {@link Storage#copies} say so.
     */
    default void copyIn(Storage source, long first, Storage target) {
        copyIn(source.memory().asSlice(first, target.bytes()), target);
    }

    /** Fills {@code target}, memory of the program, from byte {@code first} of {@code source} on. */
    default void copyOut(Storage source, long first, Storage target) {
        copyOut(source, first, target.memory());
    }

    /** Fills memory of the program from byte {@code first} of {@code source} on; returns when it is there. */
    void copyOut(Storage source, long first, MemorySegment target);

    /** Fills {@code target} from byte {@code first} of {@code source} on, which is on a device of this kind. */
    void copy(Storage source, long first, Storage target);

    /**
     * Multiplies by a library; {@code target} has no gaps. It may also be F32 where the factors are F16 or BF16.
     *
     * @return whether it was done; if not, a kernel from here does it
     */
    default boolean matmul(Product product, Leaf target) {
        return false;
    }

    /** Number of streaming multiprocessors. */
    int multiprocessors();

    /** How many blocks of how many threads; both have one dimension. */
    record Grid(int blocks, int threads) {
    }

    /** Memory that is given back in the order of the launches: later ones may get it, earlier ones may still use it. */
    interface Scratch extends AutoCloseable {
        /** The device's address. */
        long address();

        @Override
        void close();
    }
}
