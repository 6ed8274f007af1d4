package org.jolab.gpu;

/**
 * Functions of each element that neural networks are known to use, with PyTorch's names, made of the others; the most
 * common, such as {@link Functions#relu} and {@link Functions#gelu}, are operations of their own.
 */
public sealed interface Activations permits Tensor {

    /** x, and {@code slope} times x where that is negative. */
    default Tensor leakyRelu(double slope) {
        var x = (Tensor) this;
        return Tensors.where(x.greaterEqual(0), x, x.mul(slope));
    }

    /** x, and {@code alpha · (eˣ - 1)} where that is negative. */
    default Tensor elu(double alpha) {
        var x = (Tensor) this;
        return Tensors.where(x.greater(0), x, x.expm1().mul(alpha));
    }

    /** {@link #elu} with the numbers that keep mean 0 and variance 1 (Klambauer and others, 2017). */
    default Tensor selu() {
        return elu(1.6732632423543772).mul(1.0507009873554805);
    }

    /** {@link Functions#gelu} by the hyperbolic tangent, an approximation. */
    default Tensor geluTanh() {
        var x = (Tensor) this;
        // (1 + tanh u) / 2 is the sigmoid of 2u, which does not cancel where it is small.
        return x.square().mul(0.044715).add(1).mul(x).mul(2 * Math.sqrt(2 / Math.PI)).sigmoid().mul(x);
    }

    /** x · tanh(softplus(x)). */
    default Tensor mish() {
        var x = (Tensor) this;
        return x.softplus().tanh().mul(x);
    }

    /** The logarithm of the sigmoid, precise where that is small. */
    default Tensor logSigmoid() {
        return ((Tensor) this).negative().softplus().negative();
    }

    /** x / (1 + |x|). */
    default Tensor softsign() {
        var x = (Tensor) this;
        return x.div(x.abs().add(1));
    }

    /** x/6 + 1/2 between 0 and 1. */
    default Tensor hardSigmoid() {
        return ((Tensor) this).add(3).clip(0, 6).div(6);
    }

    /** x · {@link #hardSigmoid}. */
    default Tensor hardSwish() {
        var x = (Tensor) this;
        return x.mul(hardSigmoid());
    }

    /** x less its {@code tanh}. */
    default Tensor tanhShrink() {
        var x = (Tensor) this;
        return x.sub(x.tanh());
    }
}
