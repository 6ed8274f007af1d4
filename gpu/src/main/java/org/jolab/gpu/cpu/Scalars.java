package org.jolab.gpu.cpu;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jolab.gpu.BinaryOp;
import org.jolab.gpu.UnaryOp;

/** Every operation on one double or one long, the way it is meant. The faster loops do the same. */
final class Scalars {

    private Scalars() {
    }

    static DoubleUnaryOperator real(UnaryOp op) {
        return switch (op) {
            case NEGATIVE -> x -> -x;
            case ABS -> Math::abs;
            case SIGN -> Math::signum;
            case SQUARE -> x -> x * x;
            case RELU -> x -> Math.max(x, 0);
            case FLOOR -> Math::floor;
            case CEIL -> Math::ceil;
            case TRUNC -> x -> x < 0 ? Math.ceil(x) : Math.floor(x);
            case ROUND -> Math::rint;
            case RECIPROCAL -> x -> 1 / x;
            case SQRT -> Math::sqrt;
            case RSQRT -> x -> 1 / Math.sqrt(x);
            case CBRT -> Math::cbrt;
            case EXP -> Math::exp;
            case EXP2 -> x -> Math.pow(2, x);
            case EXPM1 -> Math::expm1;
            case LOG -> Math::log;
            case LOG2 -> Scalars::log2;
            case LOG10 -> Math::log10;
            case LOG1P -> Math::log1p;
            case SIN -> Math::sin;
            case COS -> Math::cos;
            case TAN -> Math::tan;
            case ASIN -> Math::asin;
            case ACOS -> Math::acos;
            case ATAN -> Math::atan;
            case SINH -> Math::sinh;
            case COSH -> Math::cosh;
            case TANH -> Math::tanh;
            case ASINH -> Scalars::asinh;
            case ACOSH -> x -> x > 1e9 ? Math.log(x) + Math.log(2)
                : x < 1 ? Double.NaN : Math.log1p(x - 1 + Math.sqrt((x - 1) * (x - 1) + 2 * (x - 1)));
            case ATANH -> x -> 0.5 * (Math.log1p(x) - Math.log1p(-x));
            case SIGMOID -> Scalars::sigmoid;
            case SOFTPLUS -> x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            // -∞ times 0 would be NaN.
            case SILU -> x -> Math.max(x, -Double.MAX_VALUE) * sigmoid(x);
            case GELU -> x -> x == Double.NEGATIVE_INFINITY ? 0 : 0.5 * x * ErrorFunction.erfc(-x / Math.sqrt(2));
            case ERF -> ErrorFunction::erf;
            case ERFC -> ErrorFunction::erfc;
            case LGAMMA -> Gamma::logarithm;
            case RADIANS -> Math::toRadians;
            case DEGREES -> Math::toDegrees;
            case BITWISE_NOT, ISNAN, ISINF, ISFINITE, LOGICAL_NOT -> throw new IllegalArgumentException(op.toString());
        };
    }

    static LongUnaryOperator whole(UnaryOp op) {
        return switch (op) {
            case NEGATIVE -> x -> -x;
            case ABS -> Math::abs;
            case SIGN -> Long::signum;
            case SQUARE -> x -> x * x;
            case RELU -> x -> Math.max(x, 0);
            case FLOOR, CEIL, TRUNC, ROUND -> x -> x;
            case BITWISE_NOT -> x -> ~x;
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    static DoubleBinaryOperator real(BinaryOp op) {
        return switch (op) {
            case ADD -> Double::sum;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case DIVIDE -> (a, b) -> a / b;
            case FLOOR_DIVIDE -> Scalars::floorDivide;
            case REMAINDER -> Scalars::remainder;
            case FMOD -> (a, b) -> a % b;
            case POW -> Scalars::pow;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case ATAN2 -> Math::atan2;
            case HYPOT -> Math::hypot;
            case LOGADDEXP -> (a, b) -> a == b ? a + Math.log(2)
                : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
            case COPYSIGN -> Math::copySign;
            case NEXTAFTER -> Math::nextAfter;
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    static LongBinaryOperator whole(BinaryOp op) {
        return switch (op) {
            case ADD -> Long::sum;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case FLOOR_DIVIDE -> (a, b) -> b == 0 ? 0 : Math.floorDiv(a, b);
            case REMAINDER -> (a, b) -> b == 0 ? 0 : Math.floorMod(a, b);
            case FMOD -> (a, b) -> b == 0 ? 0 : a % b;
            case POW -> Scalars::pow;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case BITWISE_AND -> (a, b) -> a & b;
            case BITWISE_OR -> (a, b) -> a | b;
            case BITWISE_XOR -> (a, b) -> a ^ b;
            case LEFT_SHIFT -> (a, b) -> b < 0 || b > 63 ? 0 : a << b;
            case RIGHT_SHIFT -> (a, b) -> a >> (b < 0 || b > 63 ? 63 : b);
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    /** C's and NumPy's pow, which say 1 where Java says NaN. */
    static double pow(double base, double exponent) {
        return base == 1 || base == -1 && Double.isInfinite(exponent) ? 1 : Math.pow(base, exponent);
    }

    /** By squaring, modulo 2^64; negative exponents give 0 but for bases 1 and -1. */
    static long pow(long base, long exponent) {
        if (exponent < 0) {
            return base == 1 ? 1 : base == -1 ? (exponent & 1) == 0 ? 1 : -1 : 0;
        }
        var result = 1L;
        var factor = base;
        for (var rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                result *= factor;
            }
            factor *= factor;
        }
        return result;
    }

    static double floorDivide(double a, double b) {
        if (b == 0) {
            return a / b;
        }
        var rest = a % b;
        var quotient = (a - rest) / b;
        if (rest != 0 && rest < 0 != b < 0) {
            quotient -= 1;
        }
        var floor = Math.floor(quotient);
        return quotient == 0 ? Math.copySign(0, a / b) : quotient - floor > 0.5 ? floor + 1 : floor;
    }

    static double remainder(double a, double b) {
        var rest = a % b;
        return rest == 0 ? Math.copySign(0, b) : rest < 0 != b < 0 ? rest + b : rest;
    }

    private static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }

    /** Exact for powers of two. */
    private static double log2(double x) {
        var exponent = Math.getExponent(x);
        var scale = Math.scalb(1.0, exponent);
        return exponent >= Double.MIN_EXPONENT && exponent <= Double.MAX_EXPONENT && x == scale ? exponent
            : Math.log(x) / Math.log(2);
    }

    private static double asinh(double x) {
        var size = Math.abs(x);
        var result = size > 1e9 ? Math.log(size) + Math.log(2)
            : Math.log1p(size + size * size / (1 + Math.sqrt(1 + size * size)));
        return Math.copySign(result, x);
    }
}
