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

    /** 1 less the error function, precise where it is small. */
    default Tensor erfc() {
        return Elementwise.unary(UnaryOp.ERFC, (Tensor) this);
    }

    /** Logarithm of the size of the gamma function; ∞ at its poles 0, -1, -2 …. */
    default Tensor lgamma() {
        return Elementwise.unary(UnaryOp.LGAMMA, (Tensor) this);
    }

    /** sin(πx) / (πx); 1 at 0. */
    default Tensor sinc() {
        var angle = ((Tensor) this).mul(Math.PI);
        return Tensors.where(angle.eq(0), 1, angle.sin().div(angle));
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

    /** Whether the sign is negative, that of -0 and of NaN counts; BOOL. */
    default Tensor signbit() {
        var x = (Tensor) this;
        return x.dtype().isFloat() ? Elementwise.binary(BinaryOp.COPYSIGN, 1, x).less(0) : x.less(0);
    }

    /**
     * Rounded to {@code decimals} digits behind the point, to tens and hundreds if negative; ties to even, as far as
     * the product with the power of ten is exact.
     */
    default Tensor round(int decimals) {
        var x = (Tensor) this;
        if (decimals >= 0 && !x.dtype().isFloat()) {
            return x;
        }
        var scale = Math.pow(10, Math.abs(decimals));
        var reals = x.to(x.dtype().toFloat());
        return (decimals < 0 ? reals.div(scale).round().mul(scale) : reals.mul(scale).round().div(scale)).to(x.dtype());
    }

    /** With 0 in place of NaN, and the greatest and the least number of the type in place of the infinities. */
    default Tensor nanToNum() {
        var greatest = switch (((Tensor) this).dtype()) {
            case F64 -> Double.MAX_VALUE;
            case F16 -> 65504.0;
            case BF16 -> 0x1.fep127;
            default -> (double) Float.MAX_VALUE;
        };
        return nanToNum(0, greatest, -greatest);
    }

    /** With numbers in place of NaN, ∞ and -∞; integers have none. */
    default Tensor nanToNum(Number nan, Number infinity, Number negativeInfinity) {
        var x = (Tensor) this;
        if (!x.dtype().isFloat()) {
            return x;
        }
        var above = Tensors.where(x.eq(Double.POSITIVE_INFINITY), infinity, x);
        return Tensors.where(isnan(), nan, Tensors.where(x.eq(Double.NEGATIVE_INFINITY), negativeInfinity, above));
    }
}
