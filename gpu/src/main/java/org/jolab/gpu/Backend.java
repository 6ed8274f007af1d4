package org.jolab.gpu;

import java.util.List;
import java.util.function.Supplier;
import org.jolab.gpu.Expr.Leaf;

/**
 * What a device can do. Everything else is made of this, in the same way for all devices.
 *
 * <p>Targets have been allocated by the caller, and never overlap what is read unless the layouts are the same.
 */
sealed interface Backend permits CpuBackend, CudaBackend, Nd4jBackend, ObservedBackend {

    /** What tensors hold of {@code device}'s memory. */
    default MemoryUse memory(Device device) {
        return new MemoryUse(device, 0, 0, 0, List.of());
    }

    /** Whether what this thread asks for is recorded into a graph, to be done later and again, and not done now. */
    default boolean isRecording() {
        return false;
    }

    /** What {@code action} returns, done now even if something is recorded meanwhile. */
    default <T> T beside(Supplier<T> action) {
        return action.get();
    }

    /** Memory with undefined contents. */
    Storage allocate(Device device, long bytes);

    /** Whether storages' memory is this program's own, to be read and written directly. */
    default boolean isHost() {
        return false;
    }

    /**
     * Fills {@code target} from byte {@code first} of {@code source} on, memory of this program, which may change as
     * soon as this returns, or when its {@link Storage#copies} say so.
     */
    void upload(Storage source, long first, Storage target);

    /** Fills {@code target}, memory of this program, from byte {@code first} of {@code source} on. */
    void download(Storage source, long first, Storage target);

    /** Fills {@code target} from byte {@code first} of {@code source} on, which is on a device of the same kind. */
    void transfer(Storage source, long first, Storage target);

    /** Computes {@code expr} for every element of {@code target}. */
    void run(Expr expr, Leaf target);

    /** Reduces dimensions; {@code target} has no gaps. */
    void reduce(Reduction reduction, Leaf target);

    /** Running sums, products and so on along the last dimension of {@code source}; the target has no gaps. */
    void scan(BinaryOp op, Leaf source, Leaf target);

    /** Multiplies; {@code target}, [batch, rows, columns], has no gaps and is of the factors' type. */
    void matmul(Product product, Leaf target);

    /** Whether {@link #convolve} is there for that type; if not, convolutions are made of {@link #matmul}. */
    default boolean convolves(DType dtype) {
        return false;
    }

    /** Convolves planes; {@code target}, [batch, out, height, width], has no gaps and is of the operands' type. */
    default void convolve(Convolution convolution, Leaf target) {
        throw new UnsupportedOperationException("convolve");
    }

    /** Sorts along the last dimension, NaN last: the order as I64 indices, stable. Both have no gaps. */
    void argsort(Leaf source, Leaf target);

    /** Sorts a tensor without gaps along the last dimension, NaN last, in place. */
    void sort(Leaf target);

    /** Sets, or adds to, the elements of {@code target} at {@code index} in dimension {@code axis}. */
    void scatter(Scatter scatter, Leaf target);

    /**
     * A reduction of the dimensions from {@code first} to before {@code last} of {@code shape}.
     *
     * @param op what is done
     * @param expr what is reduced, of {@code shape}
     */
    record Reduction(ReduceOp op, Expr expr, int[] shape, int first, int last) {
    }

    /**
     * A convolution; shapes have been checked.
     *
     * @param x [batch, channels, height, width]
     * @param weight [out, channels / groups, height, width]
     * @param bias [out], or null
     * @param how stride, padding, dilation and groups
     */
    record Convolution(Leaf x, Leaf weight, Leaf bias, Conv how) {
    }

    /**
     * What goes where: {@code target[.., index[i,j,k], ..] = values[i,j,k]}, or {@code +=}.
     *
     * @param index I64, checked to be in range; negative ones count from the end
     * @param values of the same shape and of the target's type
     */
    record Scatter(int axis, Leaf index, Leaf values, boolean adds) {
    }
}
