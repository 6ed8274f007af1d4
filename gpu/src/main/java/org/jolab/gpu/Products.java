package org.jolab.gpu;

/** Products of matrices and vectors. */
public sealed interface Products permits Tensor {

    /**
     * The matrix product over the last two dimensions; the others broadcast. A vector on the left is a row, on the
     * right a column, and that dimension goes. F16 and BF16 are summed in F32.
     */
    default Tensor matmul(Tensor other) {
        return Multiplying.matmul((Tensor) this, other, Epilogue.none());
    }

    /**
     * {@link #matmul} with a bias and an activation in the same pass; of F16 and BF16 all is rounded once.
     *
     * @throws DTypeException if there is an activation and the product is none of floats
     */
    default Tensor matmul(Tensor other, Epilogue epilogue) {
        return Multiplying.matmul((Tensor) this, other, epilogue);
    }

    /** Short for {@link #matmul}; {@code x @ y} in Python. */
    default Tensor mm(Tensor other) {
        return matmul(other);
    }

    /** Sum of the products of two vectors; {@link #matmul} otherwise. */
    default Tensor dot(Tensor other) {
        return matmul(other);
    }

    /** Each element of one vector times each of the other. */
    default Tensor outer(Tensor other) {
        return ((Tensor) this).flatten().expandDims(1).mul(other.flatten().expandDims(0));
    }

    /** Sums of products over the last {@code axes} dimensions of this and the first of the other. */
    default Tensor tensordot(Tensor other, int axes) {
        return Multiplying.tensordot((Tensor) this, other, axes);
    }

    /** Sums of products over the named dimensions of this and the other. */
    default Tensor tensordot(Tensor other, int[] mine, int[] others) {
        return Multiplying.tensordot((Tensor) this, other, mine, others);
    }

    /** Sum of the main diagonals of matrices. */
    default Tensor trace() {
        return ((Tensor) this).diagonal().sum(-1);
    }
}
