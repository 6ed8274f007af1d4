package org.jolab.gpu;

/**
 * What is done to a matrix product before it is written, which saves a pass over it: {@code x.matmul(w,
 * Epilogue.bias(b).relu())} for {@code x.matmul(w).add(b).relu()}.
 *
 * @param bias added to every row, of the product's number of columns; null for nothing
 * @param activation RELU, GELU, or null for nothing
 */
public record Epilogue(Tensor bias, UnaryOp activation) {

    /** Checks that there is a way to do it. */
    public Epilogue {
        if (activation != null && activation != UnaryOp.RELU && activation != UnaryOp.GELU) {
            throw new IllegalArgumentException("an epilogue is relu or gelu; call " + activation + " on the product");
        }
    }

    /** Nothing. */
    public static Epilogue none() {
        return new Epilogue(null, null);
    }

    /** Adds {@code bias} to every row. */
    public static Epilogue bias(Tensor bias) {
        return new Epilogue(bias, null);
    }

    /** With max(x, 0) at the end. */
    public Epilogue relu() {
        return new Epilogue(bias, UnaryOp.RELU);
    }

    /** With x·Φ(x) at the end. */
    public Epilogue gelu() {
        return new Epilogue(bias, UnaryOp.GELU);
    }
}
