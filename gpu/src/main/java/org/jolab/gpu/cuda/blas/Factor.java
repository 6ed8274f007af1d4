package org.jolab.gpu.cuda.blas;

import java.util.Optional;
import org.jolab.gpu.Expr.Leaf;

/**
 * How the library, which counts by columns, sees a batch of row-major matrices: each as its transpose, which needs no
 * copy.
 *
 * @param isTransposed whether the library has to transpose what it sees
 * @param pitch elements from one of its columns to the next
 * @param stride elements from one matrix of the batch to the next; 0 if there is one for all
 * @param address of the first element
 */
record Factor(boolean isTransposed, long pitch, long stride, long address) {

    /** Of [batch, rows, columns]; empty if its elements do not lie as the library needs them. */
    static Optional<Factor> of(Leaf leaf) {
        var shape = leaf.layout().shape();
        var strides = leaf.layout().strides();
        var address = leaf.storage().memory().address() + leaf.layout().offset() * leaf.dtype().bytes();
        var rows = shape[1];
        var columns = shape[2];
        var stride = shape[0] == 1 ? 0 : strides[0];
        var down = rows == 1 ? Math.max(1, columns) : strides[1];
        var across = columns == 1 ? 1 : strides[2];
        if (stride < 0) {
            return Optional.empty();
        }
        if (across == 1 && down >= columns) {
            return Optional.of(new Factor(false, down, stride, address));
        }
        across = columns == 1 ? Math.max(1, rows) : strides[2];
        return (rows == 1 || strides[1] == 1) && across >= rows
            ? Optional.of(new Factor(true, across, stride, address)) : Optional.empty();
    }

    /** The greatest power of two up to 256 that divides the address, in bytes. */
    int alignment() {
        return alignment(address);
    }

    static int alignment(long address) {
        return (int) Math.min(256, Long.lowestOneBit(address | 256));
    }
}
