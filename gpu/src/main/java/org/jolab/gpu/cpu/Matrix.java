package org.jolab.gpu.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Strided;

/**
 * How BLAS, and what is like it, sees a batch of matrices.
 *
 * @param form one of the constants of CBLAS
 * @param pitch from row to row, or from column to column of a transposed one
 */
record Matrix(int form, int pitch, Strided layout) {

    private static final int PLAIN = 111;
    private static final int TRANSPOSED = 112;

    /** Empty if neither its rows nor its columns lie without gaps. */
    static Optional<Matrix> of(Strided layout) {
        var rows = layout.shape()[1];
        var columns = layout.shape()[2];
        var down = rows == 1 ? columns : layout.strides()[1];
        var across = columns == 1 ? 1 : layout.strides()[2];
        if (across == 1 && down >= columns && down <= Integer.MAX_VALUE) {
            return Optional.of(new Matrix(PLAIN, (int) Math.max(1, down), layout));
        }
        across = columns == 1 ? rows : across;
        return (rows == 1 || layout.strides()[1] == 1) && across >= rows && across <= Integer.MAX_VALUE
            ? Optional.of(new Matrix(TRANSPOSED, (int) Math.max(1, across), layout)) : Optional.empty();
    }

    boolean isTransposed() {
        return form == TRANSPOSED;
    }

    /** Native code does not reach the Java heap, where small tensors lie. */
    static MemorySegment reachable(Expr.Leaf leaf, Arena arena) {
        var memory = leaf.storage().memory();
        return memory.isNative() ? memory : arena.allocate(memory.byteSize(), 64).copyFrom(memory);
    }
}
