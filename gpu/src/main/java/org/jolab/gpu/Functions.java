package org.jolab.gpu;

/**
 * Functions of each element. Those with fractions take integers as floats: F64 for I64 and I32, F32 for the smaller.
 */
public sealed interface Functions permits Tensor {

    /** -x. */
    default Tensor negative() {
        return Elementwise.unary(UnaryOp.NEGATIVE, (Tensor) this);
    }

    /** |x|. */
    default Tensor abs() {
        return Elementwise.unary(UnaryOp.ABS, (Tensor) this);
    }

    /** -1, 0 or 1. */
    default Tensor sign() {
        return Elementwise.unary(UnaryOp.SIGN, (Tensor) this);
    }

    /** x². */
    default Tensor square() {
        return Elementwise.unary(UnaryOp.SQUARE, (Tensor) this);
    }

    /** max(x, 0). */
    default Tensor relu() {
        return Elementwise.unary(UnaryOp.RELU, (Tensor) this);
    }

    /** Rounded towards -∞. */
    default Tensor floor() {
        return Elementwise.unary(UnaryOp.FLOOR, (Tensor) this);
    }

    /** Rounded towards +∞. */
    default Tensor ceil() {
        return Elementwise.unary(UnaryOp.CEIL, (Tensor) this);
    }

    /** Rounded towards 0. */
    default Tensor trunc() {
        return Elementwise.unary(UnaryOp.TRUNC, (Tensor) this);
    }

    /** Rounded to the nearest integer, ties to even. */
    default Tensor round() {
        return Elementwise.unary(UnaryOp.ROUND, (Tensor) this);
    }

    /** ~x. */
    default Tensor bitwiseInvert() {
        return Elementwise.unary(UnaryOp.BITWISE_NOT, (Tensor) this);
    }

    /** 1/x. */
    default Tensor reciprocal() {
        return Elementwise.unary(UnaryOp.RECIPROCAL, (Tensor) this);
    }

    /** √x. */
    default Tensor sqrt() {
        return Elementwise.unary(UnaryOp.SQRT, (Tensor) this);
    }

    /** 1/√x. */
    default Tensor rsqrt() {
        return Elementwise.unary(UnaryOp.RSQRT, (Tensor) this);
    }

    /** ∛x. */
    default Tensor cbrt() {
        return Elementwise.unary(UnaryOp.CBRT, (Tensor) this);
    }

    /** eˣ. */
    default Tensor exp() {
        return Elementwise.unary(UnaryOp.EXP, (Tensor) this);
    }

    /** 2ˣ. */
    default Tensor exp2() {
        return Elementwise.unary(UnaryOp.EXP2, (Tensor) this);
    }

    /** eˣ - 1, precise near 0. */
    default Tensor expm1() {
        return Elementwise.unary(UnaryOp.EXPM1, (Tensor) this);
    }

    /** Natural logarithm. */
    default Tensor log() {
        return Elementwise.unary(UnaryOp.LOG, (Tensor) this);
    }

    /** Binary logarithm. */
    default Tensor log2() {
        return Elementwise.unary(UnaryOp.LOG2, (Tensor) this);
    }

    /** Decimal logarithm. */
    default Tensor log10() {
        return Elementwise.unary(UnaryOp.LOG10, (Tensor) this);
    }

    /** log(1 + x), precise near 0. */
    default Tensor log1p() {
        return Elementwise.unary(UnaryOp.LOG1P, (Tensor) this);
    }

    /** Sine of radians. */
    default Tensor sin() {
        return Elementwise.unary(UnaryOp.SIN, (Tensor) this);
    }

    /** Cosine of radians. */
    default Tensor cos() {
        return Elementwise.unary(UnaryOp.COS, (Tensor) this);
    }

    /** Tangent of radians. */
    default Tensor tan() {
        return Elementwise.unary(UnaryOp.TAN, (Tensor) this);
    }

    /** Inverse sine, in radians. */
    default Tensor asin() {
        return Elementwise.unary(UnaryOp.ASIN, (Tensor) this);
    }

    /** Inverse cosine, in radians. */
    default Tensor acos() {
        return Elementwise.unary(UnaryOp.ACOS, (Tensor) this);
    }

    /** Inverse tangent, in radians. */
    default Tensor atan() {
        return Elementwise.unary(UnaryOp.ATAN, (Tensor) this);
    }

    /** Hyperbolic sine. */
    default Tensor sinh() {
        return Elementwise.unary(UnaryOp.SINH, (Tensor) this);
    }

    /** Hyperbolic cosine. */
    default Tensor cosh() {
        return Elementwise.unary(UnaryOp.COSH, (Tensor) this);
    }

    /** Hyperbolic tangent. */
    default Tensor tanh() {
        return Elementwise.unary(UnaryOp.TANH, (Tensor) this);
    }

    /** Inverse hyperbolic sine. */
    default Tensor asinh() {
        return Elementwise.unary(UnaryOp.ASINH, (Tensor) this);
    }

    /** Inverse hyperbolic cosine. */
    default Tensor acosh() {
        return Elementwise.unary(UnaryOp.ACOSH, (Tensor) this);
    }

    /** Inverse hyperbolic tangent. */
    default Tensor atanh() {
        return Elementwise.unary(UnaryOp.ATANH, (Tensor) this);
    }

    /** 1 / (1 + e⁻ˣ). */
    default Tensor sigmoid() {
        return Elementwise.unary(UnaryOp.SIGMOID, (Tensor) this);
    }

    /** log(1 + eˣ). */
    default Tensor softplus() {
        return Elementwise.unary(UnaryOp.SOFTPLUS, (Tensor) this);
    }

    /** x · sigmoid(x). */
    default Tensor silu() {
        return Elementwise.unary(UnaryOp.SILU, (Tensor) this);
    }

    /** x · Φ(x), with the error function. */
    default Tensor gelu() {
        return Elementwise.unary(UnaryOp.GELU, (Tensor) this);
    }

    /** Error function. */
    default Tensor erf() {
        return Elementwise.unary(UnaryOp.ERF, (Tensor) this);
    }

    /** Degrees to radians. */
    default Tensor radians() {
        return Elementwise.unary(UnaryOp.RADIANS, (Tensor) this);
    }

    /** Radians to degrees. */
    default Tensor degrees() {
        return Elementwise.unary(UnaryOp.DEGREES, (Tensor) this);
    }

    /** Whether it is NaN; BOOL. */
    default Tensor isnan() {
        return Elementwise.unary(UnaryOp.ISNAN, (Tensor) this);
    }

    /** Whether it is infinite; BOOL. */
    default Tensor isinf() {
        return Elementwise.unary(UnaryOp.ISINF, (Tensor) this);
    }

    /** Whether it is neither infinite nor NaN; BOOL. */
    default Tensor isfinite() {
        return Elementwise.unary(UnaryOp.ISFINITE, (Tensor) this);
    }

    /** Whether it is 0; BOOL. */
    default Tensor logicalNot() {
        return Elementwise.unary(UnaryOp.LOGICAL_NOT, (Tensor) this);
    }

    /** Short for {@link #negative}. */
    default Tensor neg() {
        return negative();
    }

    /** With 0 in place of NaN. */
    default Tensor nanToNum() {
        return Tensors.where(isnan(), 0, (Tensor) this);
    }
}
