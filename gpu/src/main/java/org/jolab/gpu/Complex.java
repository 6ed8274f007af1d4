package org.jolab.gpu;

import java.util.Arrays;

/**
 * Complex numbers, as two tensors of one shape and float type: what {@link Fft} gives. There is no complex DType.
 *
 * @param re the real parts
 * @param im the imaginary parts
 */
public record Complex(Tensor re, Tensor im) {

    /** Checks that the parts fit. */
    public Complex {
        if (!Arrays.equals(re.dimensions(), im.dimensions())) {
            throw new ShapeException("complex: the real parts are %s, the imaginary parts %s".formatted(
                Shape.text(re.dimensions()), Shape.text(im.dimensions())));
        }
        if (re.dtype() != im.dtype() || !re.dtype().isFloat()) {
            throw new DTypeException("complex: both parts are of one float type, not %s and %s".formatted(re.dtype(),
                im.dtype()));
        }
    }

    /** Real numbers. */
    public static Complex of(Tensor re) {
        var real = re.to(re.dtype().toFloat());
        return new Complex(real, Tensors.zerosLike(real));
    }

    /** Of absolute value {@code abs} and angle {@code angle}, in radians. */
    public static Complex polar(Tensor abs, Tensor angle) {
        return new Complex(abs.mul(angle.cos()), abs.mul(angle.sin()));
    }

    /** The sizes of the dimensions; a copy. */
    public int[] shape() {
        return re.shape();
    }

    /** √(re² + im²). */
    public Tensor abs() {
        return re.hypot(im);
    }

    /** re² + im²: of a Fourier transform, the power. */
    public Tensor abs2() {
        return re.square().add(im.square());
    }

    /** In radians, from -π to π. */
    public Tensor angle() {
        return im.atan2(re);
    }

    /** With the sign of the imaginary parts turned. */
    public Complex conj() {
        return new Complex(re, im.negative());
    }

    /** Sums, element by element. */
    public Complex add(Complex other) {
        return new Complex(re.add(other.re), im.add(other.im));
    }

    /** Differences, element by element. */
    public Complex sub(Complex other) {
        return new Complex(re.sub(other.re), im.sub(other.im));
    }

    /** Products, element by element. */
    public Complex mul(Complex other) {
        return new Complex(re.mul(other.re).sub(im.mul(other.im)), re.mul(other.im).add(im.mul(other.re)));
    }

    /** Products with real numbers. */
    public Complex mul(Tensor factor) {
        return new Complex(re.mul(factor), im.mul(factor));
    }

    /** Products with a number. */
    public Complex mul(Number factor) {
        return new Complex(re.mul(factor), im.mul(factor));
    }

    /** Quotients, element by element. */
    public Complex div(Complex other) {
        var size = other.abs2();
        var product = mul(other.conj());
        return new Complex(product.re.div(size), product.im.div(size));
    }

    /** Both parts with a last dimension of 2, as PyTorch's {@code view_as_real}. */
    public Tensor stacked() {
        return Tensors.stack(-1, re, im);
    }

    @Override
    public String toString() {
        return "Complex " + Shape.text(re.dimensions()) + " of\nre " + re + "\nim " + im;
    }
}
