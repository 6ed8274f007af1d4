package org.jolab.gpu;

import java.util.Locale;

/** Functions of two elements. */
public enum BinaryOp {
    /** a+b; "or" of BOOL. */ ADD,
    /** a-b. */ SUBTRACT,
    /** a·b; "and" of BOOL. */ MULTIPLY,
    /** a/b, of integers in floating point. */ DIVIDE,
    /** Quotient towards -∞; 0 where an integer is divided by 0. */ FLOOR_DIVIDE,
    /** Rest of {@link #FLOOR_DIVIDE}, with the sign of b; 0 where an integer is divided by 0. */ REMAINDER,
    /** Rest of the quotient towards 0, with the sign of a, as C's fmod; 0 where an integer is divided by 0. */ FMOD,
    /** aᵇ. */ POW,
    /** The greater; NaN if either is. */ MAXIMUM,
    /** The lesser; NaN if either is. */ MINIMUM,
    /** Angle of the point (b, a). */ ATAN2,
    /** √(a²+b²). */ HYPOT,
    /** log(eᵃ+eᵇ). */ LOGADDEXP,
    /** |a| with b's sign. */ COPYSIGN,
    /** The number of a's type beside a in the direction of b; b itself if they are equal. Of F64 and F32. */ NEXTAFTER,
    /** a = b. */ EQUAL,
    /** a ≠ b. */ NOT_EQUAL,
    /** a &lt; b. */ LESS,
    /** a ≤ b. */ LESS_EQUAL,
    /** a &gt; b. */ GREATER,
    /** a ≥ b. */ GREATER_EQUAL,
    /** Both are not 0. */ LOGICAL_AND,
    /** One is not 0. */ LOGICAL_OR,
    /** Exactly one is not 0. */ LOGICAL_XOR,
    /** a &amp; b. */ BITWISE_AND,
    /** a | b. */ BITWISE_OR,
    /** a ^ b. */ BITWISE_XOR,
    /** a·2ᵇ, bits beyond the type are lost. */ LEFT_SHIFT,
    /** a/2ᵇ towards -∞. */ RIGHT_SHIFT;

    /** Whether the result is BOOL. */
    public boolean isTest() {
        return ordinal() >= EQUAL.ordinal() && ordinal() <= LOGICAL_XOR.ordinal();
    }

    /** The type in which this is computed, given the promoted type of both sides. */
    DType operand(DType type) {
        return switch (this) {
            case DIVIDE, ATAN2, HYPOT, LOGADDEXP, COPYSIGN -> type.toFloat();
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> DType.BOOL;
            case SUBTRACT, FLOOR_DIVIDE, REMAINDER, FMOD, POW -> {
                if (type == DType.BOOL) {
                    throw new DTypeException(this + " of BOOL is not defined; to(DType.I32) may be meant");
                }
                yield type;
            }
            case BITWISE_AND, BITWISE_OR, BITWISE_XOR -> {
                if (type.isFloat()) {
                    throw new DTypeException(this + " of " + type + " is not defined");
                }
                yield type;
            }
            case NEXTAFTER -> {
                if (type == DType.F16 || type == DType.BF16) {
                    throw new DTypeException(this + " of " + type + " is not defined; to(DType.F32) may be meant");
                }
                yield type.toFloat();
            }
            case LEFT_SHIFT, RIGHT_SHIFT -> {
                if (!type.isInteger()) {
                    throw new DTypeException(this + " of " + type + " is not defined");
                }
                yield type;
            }
            default -> type;
        };
    }

    /** The type of the result, given the operands'. */
    public DType result(DType operand) {
        return isTest() ? DType.BOOL : operand;
    }

    @Override
    public String toString() {
        return switch (this) {
            case SUBTRACT -> "sub";
            case MULTIPLY -> "mul";
            case DIVIDE -> "div";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }
}
