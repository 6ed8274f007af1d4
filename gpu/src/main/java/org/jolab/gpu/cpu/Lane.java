package org.jolab.gpu.cpu;

import java.util.Arrays;
import org.jolab.gpu.DType;

/** The Java type in which elements of a type are computed. */
enum Lane {
    FLOAT, DOUBLE, LONG, INT;

    /** Elements that one step handles at a time: a few arrays of that length fit into the first-level cache. */
    static final int BLOCK = 1024;

    static Lane of(DType dtype) {
        return switch (dtype) {
            case F64 -> DOUBLE;
            case F32, F16, BF16 -> FLOAT;
            case I64 -> LONG;
            case I32, I16, I8, U8, BOOL -> INT;
        };
    }

    /** A block's array of {@code length}. */
    Object array(int length) {
        return switch (this) {
            case FLOAT -> new float[length];
            case DOUBLE -> new double[length];
            case LONG -> new long[length];
            case INT -> new int[length];
        };
    }

    /** Sets all of {@code array}. */
    static void fill(Object array, double real, long whole) {
        switch (array) {
            case float[] floats -> Arrays.fill(floats, (float) real);
            case double[] doubles -> Arrays.fill(doubles, real);
            case long[] longs -> Arrays.fill(longs, whole);
            case int[] ints -> Arrays.fill(ints, (int) whole);
            default -> throw new IllegalArgumentException(array.getClass().getName());
        }
    }
}
