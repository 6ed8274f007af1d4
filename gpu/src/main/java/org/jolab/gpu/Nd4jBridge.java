package org.jolab.gpu;

import java.lang.foreign.MemorySegment;
import org.jolab.gpu.Expr.Leaf;

/**
 * What is done with ND4J, by classes that are loaded where ND4J is, which may be where tensors can't see it.
 *
 * <p>Computations return false if ND4J can't do them, or not as tensors have it; nothing is written then. Their
 * operands and targets lie in native memory with strides above 0, and the operands have the target's shape.
 */
public interface Nd4jBridge {

    /** A tensor of an {@code INDArray}, sharing its elements where that can be. */
    Tensor tensor(Object array);

    /** An {@code INDArray} over elements in native memory that is reachable as long as the segment is. */
    Object array(MemorySegment memory, DType dtype, Strided layout);

    /** A function of each element. */
    boolean unary(UnaryOp op, Leaf a, Leaf target);

    /** A function of two elements each; the operands have one type. */
    boolean binary(BinaryOp op, Leaf a, Leaf b, Leaf target);

    /** To another type. */
    boolean cast(Leaf a, Leaf target);

    /** Reduces dimensions from {@code first} to before {@code last}; the target has no gaps and lacks them. */
    boolean reduce(ReduceOp op, Leaf source, Range dimensions, Leaf target);

    /** Products of matrices in 3-dimensional layouts. */
    boolean matmul(Leaf a, Leaf b, Leaf target);

    /** Sorts along the last dimension in place. */
    boolean sort(Leaf target);

    /** Running results along the last dimension. */
    boolean scan(BinaryOp op, Leaf source, Leaf target);

    /** Such as {@code ND4J 1.0.0-M2.1, CpuBackend}. */
    String version();

    /** From {@code first} to before {@code last}. */
    record Range(int first, int last) {
    }
}
