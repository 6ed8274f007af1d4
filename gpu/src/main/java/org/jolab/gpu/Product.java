package org.jolab.gpu;

import java.util.Optional;
import org.jolab.gpu.Expr.Leaf;

/**
 * A product of batches of matrices and what follows it at once: {@code activation(a[i] · b[i] + bias)}.
 *
 * <p>All of it and its target are of one type: F64, F32, F16, BF16, or I64 without an activation. For F16 and BF16 all
 * is computed in F32 and rounded once.
 *
 * @param a [batch, rows, depth]
 * @param b [batch, depth, columns]
 * @param bias [columns], added to every row
 * @param activation RELU or GELU
 */
public record Product(Leaf a, Leaf b, Optional<Leaf> bias, Optional<UnaryOp> activation) {

    /** Without anything that follows. */
    public static Product of(Leaf a, Leaf b) {
        return new Product(a, b, Optional.empty(), Optional.empty());
    }

    /** Number of columns of the left and of rows of the right matrices. */
    public int depth() {
        return a.layout().shape()[2];
    }
}
