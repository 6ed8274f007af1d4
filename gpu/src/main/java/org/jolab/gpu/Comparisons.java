package org.jolab.gpu;

import java.util.Arrays;

/** Comparisons, element by element, and operations on bits and truth values. Shapes broadcast, NaN equals nothing. */
public sealed interface Comparisons permits Tensor {

    /** Whether they are equal; BOOL. */
    default Tensor equal(Tensor other) {
        return Elementwise.binary(BinaryOp.EQUAL, (Tensor) this, other);
    }

    /** Short for {@link #equal(Tensor)}. */
    default Tensor eq(Tensor other) {
        return equal(other);
    }

    /** Whether they are equal; BOOL. */
    default Tensor equal(Number number) {
        return Elementwise.binary(BinaryOp.EQUAL, (Tensor) this, number);
    }

    /** Short for {@link #equal(Number)}. */
    default Tensor eq(Number number) {
        return equal(number);
    }

    /** Whether they differ; BOOL. */
    default Tensor notEqual(Tensor other) {
        return Elementwise.binary(BinaryOp.NOT_EQUAL, (Tensor) this, other);
    }

    /** Short for {@link #notEqual(Tensor)}. */
    default Tensor ne(Tensor other) {
        return notEqual(other);
    }

    /** Whether they differ; BOOL. */
    default Tensor notEqual(Number number) {
        return Elementwise.binary(BinaryOp.NOT_EQUAL, (Tensor) this, number);
    }

    /** Short for {@link #notEqual(Number)}. */
    default Tensor ne(Number number) {
        return notEqual(number);
    }

    /** Whether this is less; BOOL. */
    default Tensor less(Tensor other) {
        return Elementwise.binary(BinaryOp.LESS, (Tensor) this, other);
    }

    /** Short for {@link #less(Tensor)}. */
    default Tensor lt(Tensor other) {
        return less(other);
    }

    /** Whether this is less; BOOL. */
    default Tensor less(Number number) {
        return Elementwise.binary(BinaryOp.LESS, (Tensor) this, number);
    }

    /** Short for {@link #less(Number)}. */
    default Tensor lt(Number number) {
        return less(number);
    }

    /** Whether this is less or equal; BOOL. */
    default Tensor lessEqual(Tensor other) {
        return Elementwise.binary(BinaryOp.LESS_EQUAL, (Tensor) this, other);
    }

    /** Short for {@link #lessEqual(Tensor)}. */
    default Tensor le(Tensor other) {
        return lessEqual(other);
    }

    /** Whether this is less or equal; BOOL. */
    default Tensor lessEqual(Number number) {
        return Elementwise.binary(BinaryOp.LESS_EQUAL, (Tensor) this, number);
    }

    /** Short for {@link #lessEqual(Number)}. */
    default Tensor le(Number number) {
        return lessEqual(number);
    }

    /** Whether this is greater; BOOL. */
    default Tensor greater(Tensor other) {
        return Elementwise.binary(BinaryOp.GREATER, (Tensor) this, other);
    }

    /** Short for {@link #greater(Tensor)}. */
    default Tensor gt(Tensor other) {
        return greater(other);
    }

    /** Whether this is greater; BOOL. */
    default Tensor greater(Number number) {
        return Elementwise.binary(BinaryOp.GREATER, (Tensor) this, number);
    }

    /** Short for {@link #greater(Number)}. */
    default Tensor gt(Number number) {
        return greater(number);
    }

    /** Whether this is greater or equal; BOOL. */
    default Tensor greaterEqual(Tensor other) {
        return Elementwise.binary(BinaryOp.GREATER_EQUAL, (Tensor) this, other);
    }

    /** Short for {@link #greaterEqual(Tensor)}. */
    default Tensor ge(Tensor other) {
        return greaterEqual(other);
    }

    /** Whether this is greater or equal; BOOL. */
    default Tensor greaterEqual(Number number) {
        return Elementwise.binary(BinaryOp.GREATER_EQUAL, (Tensor) this, number);
    }

    /** Short for {@link #greaterEqual(Number)}. */
    default Tensor ge(Number number) {
        return greaterEqual(number);
    }

    /** Whether both are not 0; BOOL. */
    default Tensor logicalAnd(Tensor other) {
        return Elementwise.binary(BinaryOp.LOGICAL_AND, (Tensor) this, other);
    }

    /** Whether one is not 0; BOOL. */
    default Tensor logicalOr(Tensor other) {
        return Elementwise.binary(BinaryOp.LOGICAL_OR, (Tensor) this, other);
    }

    /** Whether exactly one is not 0; BOOL. */
    default Tensor logicalXor(Tensor other) {
        return Elementwise.binary(BinaryOp.LOGICAL_XOR, (Tensor) this, other);
    }

    /** The bits that both have. */
    default Tensor bitwiseAnd(Tensor other) {
        return Elementwise.binary(BinaryOp.BITWISE_AND, (Tensor) this, other);
    }

    /** The same with a number. */
    default Tensor bitwiseAnd(Number number) {
        return Elementwise.binary(BinaryOp.BITWISE_AND, (Tensor) this, number);
    }

    /** The bits that either has. */
    default Tensor bitwiseOr(Tensor other) {
        return Elementwise.binary(BinaryOp.BITWISE_OR, (Tensor) this, other);
    }

    /** The same with a number. */
    default Tensor bitwiseOr(Number number) {
        return Elementwise.binary(BinaryOp.BITWISE_OR, (Tensor) this, number);
    }

    /** The bits that one has. */
    default Tensor bitwiseXor(Tensor other) {
        return Elementwise.binary(BinaryOp.BITWISE_XOR, (Tensor) this, other);
    }

    /** The same with a number. */
    default Tensor bitwiseXor(Number number) {
        return Elementwise.binary(BinaryOp.BITWISE_XOR, (Tensor) this, number);
    }

    /** Shifted left; bits beyond the type are lost. */
    default Tensor bitwiseLeftShift(Tensor other) {
        return Elementwise.binary(BinaryOp.LEFT_SHIFT, (Tensor) this, other);
    }

    /** Shifted left; bits beyond the type are lost. */
    default Tensor bitwiseLeftShift(Number number) {
        return Elementwise.binary(BinaryOp.LEFT_SHIFT, (Tensor) this, number);
    }

    /** Shifted right, which is division by 2ⁿ rounded down. */
    default Tensor bitwiseRightShift(Tensor other) {
        return Elementwise.binary(BinaryOp.RIGHT_SHIFT, (Tensor) this, other);
    }

    /** Shifted right, which is division by 2ⁿ rounded down. */
    default Tensor bitwiseRightShift(Number number) {
        return Elementwise.binary(BinaryOp.RIGHT_SHIFT, (Tensor) this, number);
    }

    /** Whether shapes and all elements are equal; false if there is a NaN. */
    default boolean arrayEqual(Tensor other) {
        return Arrays.equals(((Tensor) this).shape(), other.shape()) && equal(other).all().itemBoolean();
    }

    /** Whether shapes are equal and elements differ by at most 1e-8 + 1e-5 times the other's size; NaN equals NaN. */
    default boolean allClose(Tensor other) {
        return allClose(other, 1e-5, 1e-8);
    }

    /** Whether shapes are equal and elements differ by at most {@code absolute + relative * |other|}. */
    default boolean allClose(Tensor other, double relative, double absolute) {
        var self = (Tensor) this;
        if (!Arrays.equals(self.shape(), other.shape())) {
            return false;
        }
        return self.to(DType.F64).isclose(other.to(DType.F64), relative, absolute, true).all().itemBoolean();
    }

    /** Whether elements differ by at most 1e-8 + 1e-5 times the other's size; NaN equals nothing. BOOL. */
    default Tensor isclose(Tensor other) {
        return isclose(other, 1e-5, 1e-8, false);
    }

    /** Whether elements differ by at most {@code absolute + relative * |other|}; infinities are near themselves. */
    default Tensor isclose(Tensor other, double relative, double absolute, boolean nanEqualsNan) {
        var self = (Tensor) this;
        var x = self.to(self.dtype().toFloat());
        var y = other.to(other.dtype().toFloat());
        // What is added to may be ∞, and all numbers are within that.
        var near = x.sub(y).abs().lessEqual(y.abs().mul(relative).add(absolute)).logicalAnd(y.isfinite())
            .logicalOr(x.equal(y));
        return nanEqualsNan ? near.logicalOr(x.isnan().logicalAnd(y.isnan())) : near;
    }
}
