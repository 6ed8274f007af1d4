package org.jolab.gpu;

/**
 * Operations on two tensors, element by element, or on a tensor and a number, which takes the tensor's type if it can:
 * integers go with every type, other numbers with floats. Shapes broadcast. Names ending in {@code _} change the
 * tensor itself.
 */
public sealed interface Arithmetic permits Tensor {

    /** The sum; "or" of BOOL. */
    default Tensor add(Tensor other) {
        return Elementwise.binary(BinaryOp.ADD, (Tensor) this, other);
    }

    /** The sum; "or" of BOOL. */
    default Tensor add(Number number) {
        return Elementwise.binary(BinaryOp.ADD, (Tensor) this, number);
    }

    /** The difference. */
    default Tensor subtract(Tensor other) {
        return Elementwise.binary(BinaryOp.SUBTRACT, (Tensor) this, other);
    }

    /** Short for {@link #subtract(Tensor)}. */
    default Tensor sub(Tensor other) {
        return subtract(other);
    }

    /** The difference. */
    default Tensor subtract(Number number) {
        return Elementwise.binary(BinaryOp.SUBTRACT, (Tensor) this, number);
    }

    /** Short for {@link #subtract(Number)}. */
    default Tensor sub(Number number) {
        return subtract(number);
    }

    /** The product of the elements; "and" of BOOL. */
    default Tensor multiply(Tensor other) {
        return Elementwise.binary(BinaryOp.MULTIPLY, (Tensor) this, other);
    }

    /** Short for {@link #multiply(Tensor)}. */
    default Tensor mul(Tensor other) {
        return multiply(other);
    }

    /** The product of the elements; "and" of BOOL. */
    default Tensor multiply(Number number) {
        return Elementwise.binary(BinaryOp.MULTIPLY, (Tensor) this, number);
    }

    /** Short for {@link #multiply(Number)}. */
    default Tensor mul(Number number) {
        return multiply(number);
    }

    /** The quotient; of integers in floating point. */
    default Tensor divide(Tensor other) {
        return Elementwise.binary(BinaryOp.DIVIDE, (Tensor) this, other);
    }

    /** Short for {@link #divide(Tensor)}. */
    default Tensor div(Tensor other) {
        return divide(other);
    }

    /** The quotient; of integers in floating point. */
    default Tensor divide(Number number) {
        return Elementwise.binary(BinaryOp.DIVIDE, (Tensor) this, number);
    }

    /** Short for {@link #divide(Number)}. */
    default Tensor div(Number number) {
        return divide(number);
    }

    /** The quotient rounded down; 0 where an integer is divided by 0. */
    default Tensor floorDivide(Tensor other) {
        return Elementwise.binary(BinaryOp.FLOOR_DIVIDE, (Tensor) this, other);
    }

    /** The quotient rounded down; 0 where an integer is divided by 0. */
    default Tensor floorDivide(Number number) {
        return Elementwise.binary(BinaryOp.FLOOR_DIVIDE, (Tensor) this, number);
    }

    /** What {@link #floorDivide} leaves, with the sign of the divisor. */
    default Tensor remainder(Tensor other) {
        return Elementwise.binary(BinaryOp.REMAINDER, (Tensor) this, other);
    }

    /** What {@link #floorDivide} leaves, with the sign of the divisor. */
    default Tensor remainder(Number number) {
        return Elementwise.binary(BinaryOp.REMAINDER, (Tensor) this, number);
    }

    /** What the quotient, cut towards 0, leaves, with the sign of this; 0 where an integer is divided by 0. */
    default Tensor fmod(Tensor other) {
        return Elementwise.binary(BinaryOp.FMOD, (Tensor) this, other);
    }

    /** What the quotient, cut towards 0, leaves, with the sign of this; 0 where an integer is divided by 0. */
    default Tensor fmod(Number number) {
        return Elementwise.binary(BinaryOp.FMOD, (Tensor) this, number);
    }

    /** The power. */
    default Tensor pow(Tensor other) {
        return Elementwise.binary(BinaryOp.POW, (Tensor) this, other);
    }

    /** The power. */
    default Tensor pow(Number number) {
        return Elementwise.binary(BinaryOp.POW, (Tensor) this, number);
    }

    /** The greater of both; NaN if either is. */
    default Tensor maximum(Tensor other) {
        return Elementwise.binary(BinaryOp.MAXIMUM, (Tensor) this, other);
    }

    /** The greater of both; NaN if either is. */
    default Tensor maximum(Number number) {
        return Elementwise.binary(BinaryOp.MAXIMUM, (Tensor) this, number);
    }

    /** The lesser of both; NaN if either is. */
    default Tensor minimum(Tensor other) {
        return Elementwise.binary(BinaryOp.MINIMUM, (Tensor) this, other);
    }

    /** The lesser of both; NaN if either is. */
    default Tensor minimum(Number number) {
        return Elementwise.binary(BinaryOp.MINIMUM, (Tensor) this, number);
    }

    /** The greater of both; of NaN and a number the number. */
    default Tensor fmax(Tensor other) {
        var x = (Tensor) this;
        return Tensors.where(x.isnan(), other, Tensors.where(other.isnan(), x, x.maximum(other)));
    }

    /** The lesser of both; of NaN and a number the number. */
    default Tensor fmin(Tensor other) {
        var x = (Tensor) this;
        return Tensors.where(x.isnan(), other, Tensors.where(other.isnan(), x, x.minimum(other)));
    }

    /** The angle of the point (other, this), from -π to π. */
    default Tensor atan2(Tensor other) {
        return Elementwise.binary(BinaryOp.ATAN2, (Tensor) this, other);
    }

    /** √(this² + other²) without overflow between. */
    default Tensor hypot(Tensor other) {
        return Elementwise.binary(BinaryOp.HYPOT, (Tensor) this, other);
    }

    /** log(eᵃ + eᵇ) without overflow between. */
    default Tensor logaddexp(Tensor other) {
        return Elementwise.binary(BinaryOp.LOGADDEXP, (Tensor) this, other);
    }

    /** Its size with the sign of the other. */
    default Tensor copysign(Tensor other) {
        return Elementwise.binary(BinaryOp.COPYSIGN, (Tensor) this, other);
    }

    /** Its size with the sign of the number. */
    default Tensor copysign(Number number) {
        return Elementwise.binary(BinaryOp.COPYSIGN, (Tensor) this, number);
    }

    /** The number of the type beside this, in the direction of the other; of F64 and F32. */
    default Tensor nextafter(Tensor other) {
        return Elementwise.binary(BinaryOp.NEXTAFTER, (Tensor) this, other);
    }

    /** The number of the type beside this, in the direction of another; of F64 and F32. */
    default Tensor nextafter(Number number) {
        return Elementwise.binary(BinaryOp.NEXTAFTER, (Tensor) this, number);
    }

    /** {@code this + weight · (end - this)}: on the line from this to {@code end}. */
    default Tensor lerp(Tensor end, Tensor weight) {
        return add(end.sub((Tensor) this).mul(weight));
    }

    /** {@code this + weight · (end - this)}: on the line from this to {@code end}. */
    default Tensor lerp(Tensor end, Number weight) {
        return add(end.sub((Tensor) this).mul(weight));
    }

    /** Limited to {@code low} below and {@code high} above, which broadcast. */
    default Tensor clip(Tensor low, Tensor high) {
        return maximum(low).minimum(high);
    }

    /** Limited to {@code low} below and {@code high} above. */
    default Tensor clip(Number low, Number high) {
        return maximum(low).minimum(high);
    }

    /** {@code number - this}. */
    default Tensor rsub(Number number) {
        return Elementwise.binary(BinaryOp.SUBTRACT, number, (Tensor) this);
    }

    /** {@code number / this}. */
    default Tensor rdiv(Number number) {
        return Elementwise.binary(BinaryOp.DIVIDE, number, (Tensor) this);
    }

    /** {@code number} to the power of this. */
    default Tensor rpow(Number number) {
        return Elementwise.binary(BinaryOp.POW, number, (Tensor) this);
    }

    /** Sets the elements to those of {@link #add(Tensor)}; returns this. */
    default Tensor add_(Tensor other) {
        return ((Tensor) this).assign("add_", add(other));
    }

    /** Sets the elements to those of {@link #add(Number)}; returns this. */
    default Tensor add_(Number number) {
        return ((Tensor) this).assign("add_", add(number));
    }

    /** Sets the elements to those of {@link #subtract(Tensor)}; returns this. */
    default Tensor sub_(Tensor other) {
        return ((Tensor) this).assign("sub_", subtract(other));
    }

    /** Sets the elements to those of {@link #subtract(Number)}; returns this. */
    default Tensor sub_(Number number) {
        return ((Tensor) this).assign("sub_", subtract(number));
    }

    /** Sets the elements to those of {@link #multiply(Tensor)}; returns this. */
    default Tensor mul_(Tensor other) {
        return ((Tensor) this).assign("mul_", multiply(other));
    }

    /** Sets the elements to those of {@link #multiply(Number)}; returns this. */
    default Tensor mul_(Number number) {
        return ((Tensor) this).assign("mul_", multiply(number));
    }

    /** Sets the elements to those of {@link #divide(Tensor)}; returns this. */
    default Tensor div_(Tensor other) {
        return ((Tensor) this).assign("div_", divide(other));
    }

    /** Sets the elements to those of {@link #divide(Number)}; returns this. */
    default Tensor div_(Number number) {
        return ((Tensor) this).assign("div_", divide(number));
    }
}
