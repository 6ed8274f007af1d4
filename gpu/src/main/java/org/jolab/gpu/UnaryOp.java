package org.jolab.gpu;

import java.util.Locale;

/** Functions of one element. */
public enum UnaryOp {
    /** -x. */ NEGATIVE(Result.SAME),
    /** |x|. */ ABS(Result.SAME),
    /** -1, 0 or 1; NaN of NaN. */ SIGN(Result.SAME),
    /** x². */ SQUARE(Result.SAME),
    /** max(x, 0). */ RELU(Result.SAME),
    /** Towards -∞. */ FLOOR(Result.SAME),
    /** Towards +∞. */ CEIL(Result.SAME),
    /** Towards 0. */ TRUNC(Result.SAME),
    /** To the nearest integer, ties to even. */ ROUND(Result.SAME),
    /** ~x. */ BITWISE_NOT(Result.SAME),
    /** 1/x. */ RECIPROCAL(Result.FLOAT),
    /** √x. */ SQRT(Result.FLOAT),
    /** 1/√x. */ RSQRT(Result.FLOAT),
    /** ∛x. */ CBRT(Result.FLOAT),
    /** eˣ. */ EXP(Result.FLOAT),
    /** 2ˣ. */ EXP2(Result.FLOAT),
    /** eˣ-1. */ EXPM1(Result.FLOAT),
    /** Natural logarithm. */ LOG(Result.FLOAT),
    /** Binary logarithm. */ LOG2(Result.FLOAT),
    /** Decimal logarithm. */ LOG10(Result.FLOAT),
    /** log(1+x). */ LOG1P(Result.FLOAT),
    /** Sine. */ SIN(Result.FLOAT),
    /** Cosine. */ COS(Result.FLOAT),
    /** Tangent. */ TAN(Result.FLOAT),
    /** Inverse sine. */ ASIN(Result.FLOAT),
    /** Inverse cosine. */ ACOS(Result.FLOAT),
    /** Inverse tangent. */ ATAN(Result.FLOAT),
    /** Hyperbolic sine. */ SINH(Result.FLOAT),
    /** Hyperbolic cosine. */ COSH(Result.FLOAT),
    /** Hyperbolic tangent. */ TANH(Result.FLOAT),
    /** Inverse hyperbolic sine. */ ASINH(Result.FLOAT),
    /** Inverse hyperbolic cosine. */ ACOSH(Result.FLOAT),
    /** Inverse hyperbolic tangent. */ ATANH(Result.FLOAT),
    /** 1/(1+e⁻ˣ). */ SIGMOID(Result.FLOAT),
    /** log(1+eˣ). */ SOFTPLUS(Result.FLOAT),
    /** x·sigmoid(x). */ SILU(Result.FLOAT),
    /** x·Φ(x), with the error function. */ GELU(Result.FLOAT),
    /** Error function. */ ERF(Result.FLOAT),
    /** 1 less the error function, precise where it is small. */ ERFC(Result.FLOAT),
    /** Logarithm of the size of the gamma function; ∞ at its poles 0, -1, -2 …. */ LGAMMA(Result.FLOAT),
    /** Degrees to radians. */ RADIANS(Result.FLOAT),
    /** Radians to degrees. */ DEGREES(Result.FLOAT),
    /** Whether it is NaN. */ ISNAN(Result.BOOL),
    /** Whether it is infinite. */ ISINF(Result.BOOL),
    /** Whether it is neither. */ ISFINITE(Result.BOOL),
    /** Whether it is 0. */ LOGICAL_NOT(Result.BOOL);

    private final Result result;

    UnaryOp(Result result) {
        this.result = result;
    }

    private enum Result {
        SAME, FLOAT, BOOL
    }

    /** The type in which this is computed for elements of {@code type}. */
    DType operand(DType type) {
        var refuses = switch (this) {
            case NEGATIVE, SIGN, SQUARE, RELU -> type == DType.BOOL;
            case BITWISE_NOT -> type.isFloat();
            default -> false;
        };
        if (refuses) {
            throw new DTypeException(this + " of " + type + " is not defined"
                + (type == DType.BOOL ? "; logicalNot() or to(DType.I32) may be meant" : ""));
        }
        return result == Result.FLOAT ? type.toFloat() : type;
    }

    /** The type of the result, given the operand's. */
    public DType result(DType operand) {
        return result == Result.BOOL ? DType.BOOL : operand;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
