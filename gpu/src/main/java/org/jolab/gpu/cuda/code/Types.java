package org.jolab.gpu.cuda.code;

import org.jolab.gpu.DType;

/** What element types are called in CUDA C++. */
final class Types {

    private Types() {
    }

    /** The type of elements in memory. */
    static String element(DType dtype) {
        return switch (dtype) {
            case F64 -> "double";
            case F32 -> "float";
            case F16 -> "f16";
            case BF16 -> "bf16";
            case I64 -> "i64";
            case I32 -> "int";
            case I16 -> "short";
            case I8 -> "signed char";
            case U8 -> "unsigned char";
            case BOOL -> "bool8";
        };
    }

    /** The type in which elements are computed. */
    static String lane(DType dtype) {
        return switch (dtype) {
            case F64 -> "double";
            case F32, F16, BF16 -> "float";
            case I64 -> "i64";
            case I32, I16, I8, U8, BOOL -> "int";
        };
    }

    /** Whether a lane holds more than the type does, so that results have to be rounded or wrapped. */
    static boolean isNarrow(DType dtype) {
        return dtype.bytes() < 4;
    }
}
