package org.jolab.gpu;

import java.util.Arrays;
import java.util.Locale;

/**
 * The type of a tensor's elements.
 *
 * <p>Promotion is that of the Array API standard. Where the standard leaves it open: an integer with a float gives the
 * float's type, F16 with BF16 gives F32, BOOL with anything gives the other.
 *
 * @see <a href="https://data-apis.org/array-api/latest/API_specification/type_promotion.html">type promotion</a>
 */
public enum DType {
    /** IEEE 754 double precision. */
    F64(8, Kind.FLOAT),
    /** IEEE 754 single precision; the type of new tensors unless another is asked for. */
    F32(4, Kind.FLOAT),
    /** IEEE 754 half precision. Arithmetic is done in F32 and rounded after each operation. */
    F16(2, Kind.FLOAT),
    /** The upper half of an F32. Arithmetic is done in F32 and rounded after each operation. */
    BF16(2, Kind.FLOAT),
    /** Signed, 64 bits. */
    I64(8, Kind.INTEGER),
    /** Signed, 32 bits. */
    I32(4, Kind.INTEGER),
    /** Signed, 16 bits. */
    I16(2, Kind.INTEGER),
    /** Signed, 8 bits. */
    I8(1, Kind.INTEGER),
    /** Unsigned, 8 bits. */
    U8(1, Kind.INTEGER),
    /** True or false, a byte each. */
    BOOL(1, Kind.BOOL);

    private final int bytes;
    private final Kind kind;

    DType(int bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    private enum Kind {
        FLOAT, INTEGER, BOOL
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether this is one of the floating-point types. */
    public boolean isFloat() {
        return kind == Kind.FLOAT;
    }

    /** Whether this is one of the integer types; BOOL is not. */
    public boolean isInteger() {
        return kind == Kind.INTEGER;
    }

    /** The type of an operation on both. */
    public DType promote(DType other) {
        if (this == other || other == BOOL) {
            return this;
        }
        if (this == BOOL) {
            return other;
        }
        if (kind != other.kind) {
            return isFloat() ? this : other;
        }
        if (isFloat()) {
            return this == F64 || other == F64 ? F64 : F32;
        }
        if (this == U8 || other == U8) {
            var signed = this == U8 ? other : this;
            return signed == I8 ? I16 : signed;
        }
        return bytes > other.bytes ? this : other;
    }

    /** The type of a square root or a quotient: itself if a float, else the smaller of F32 and F64 that is exact. */
    public DType toFloat() {
        return isFloat() ? this : bytes >= 4 ? F64 : F32;
    }

    /** Least value of an integer type. */
    public long least() {
        return switch (this) {
            case I64 -> Long.MIN_VALUE;
            case I32 -> Integer.MIN_VALUE;
            case I16 -> Short.MIN_VALUE;
            case I8 -> Byte.MIN_VALUE;
            case U8, BOOL -> 0;
            default -> throw new DTypeException(this + " has no least integer");
        };
    }

    /** Greatest value of an integer type. */
    public long greatest() {
        return switch (this) {
            case I64 -> Long.MAX_VALUE;
            case I32 -> Integer.MAX_VALUE;
            case I16 -> Short.MAX_VALUE;
            case I8 -> Byte.MAX_VALUE;
            case U8 -> 255;
            case BOOL -> 1;
            default -> throw new DTypeException(this + " has no greatest integer");
        };
    }

    /**
     * The type called {@code name}: F32, float32, f4, fp32, and so on.
     *
     * @throws DTypeException if there is none
     */
    public static DType of(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "f64", "float64", "double", "f8", "<f8" -> F64;
            case "f32", "float32", "float", "fp32", "f4", "<f4" -> F32;
            case "f16", "float16", "half", "fp16", "f2", "<f2" -> F16;
            case "bf16", "bfloat16" -> BF16;
            case "i64", "int64", "long", "<i8" -> I64;
            case "i32", "int32", "int", "<i4" -> I32;
            case "i16", "int16", "short", "<i2" -> I16;
            case "i8", "int8", "byte", "|i1" -> I8;
            case "u8", "uint8", "|u1" -> U8;
            case "bool", "boolean", "|b1" -> BOOL;
            default -> throw new DTypeException("there is no dtype \"" + name + "\"; there are "
                + Arrays.toString(values()));
        };
    }
}
