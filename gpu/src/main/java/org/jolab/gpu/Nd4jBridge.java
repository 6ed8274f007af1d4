package org.jolab.gpu;

/** What is done with ND4J's arrays, by classes that are loaded where ND4J is. */
public interface Nd4jBridge {

    /** A tensor of an {@code INDArray}, sharing its elements where that can be. */
    Tensor tensor(Object array);

    /** An {@code INDArray} of elements on the processor, sharing them where that can be. */
    Object array(Expr.Leaf elements);
}
