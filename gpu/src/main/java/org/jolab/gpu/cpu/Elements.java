package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jolab.gpu.DType;

/** Moves rows of elements between memory and the arrays in which they are computed. */
final class Elements {

    private Elements() {
    }

    /** Reads {@code count} elements into {@code into}, from element {@code from} of the memory on by {@code stride}. */
    static void load(DType dtype, MemorySegment memory, Row row, Object into) {
        switch (dtype) {
            case F32 -> loadFloats(memory, row, (float[]) into);
            case F64 -> loadDoubles(memory, row, (double[]) into);
            case I64 -> loadLongs(memory, row, (long[]) into);
            case I32 -> loadInts(memory, row, (int[]) into);
            case F16, BF16 -> loadHalves(dtype, memory, row, (float[]) into);
            case I16, I8, U8, BOOL -> loadSmall(dtype, memory, row, (int[]) into);
        }
    }

    /**
     * One row of elements.
     *
     * @param from the first element's place in the memory
     * @param stride the step to the next, in elements
     * @param at the first element's place in the array
     * @param count number of elements
     */
    record Row(long from, long stride, int at, int count) {
        /** The same with another place in the array. */
        Row at(int place) {
            return new Row(from, stride, place, count);
        }
    }

    private static void loadFloats(MemorySegment memory, Row row, float[] into) {
        if (row.stride == 1) {
            MemorySegment.copy(memory, JAVA_FLOAT, row.from * 4, into, row.at, row.count);
        } else if (row.stride == 0) {
            Arrays.fill(into, row.at, row.at + row.count, memory.get(JAVA_FLOAT, row.from * 4));
        } else {
            for (var i = 0; i < row.count; i++) {
                into[row.at + i] = memory.get(JAVA_FLOAT, (row.from + i * row.stride) * 4);
            }
        }
    }

    private static void loadDoubles(MemorySegment memory, Row row, double[] into) {
        if (row.stride == 1) {
            MemorySegment.copy(memory, JAVA_DOUBLE, row.from * 8, into, row.at, row.count);
        } else if (row.stride == 0) {
            Arrays.fill(into, row.at, row.at + row.count, memory.get(JAVA_DOUBLE, row.from * 8));
        } else {
            for (var i = 0; i < row.count; i++) {
                into[row.at + i] = memory.get(JAVA_DOUBLE, (row.from + i * row.stride) * 8);
            }
        }
    }

    private static void loadLongs(MemorySegment memory, Row row, long[] into) {
        if (row.stride == 1) {
            MemorySegment.copy(memory, JAVA_LONG, row.from * 8, into, row.at, row.count);
        } else {
            for (var i = 0; i < row.count; i++) {
                into[row.at + i] = memory.get(JAVA_LONG, (row.from + i * row.stride) * 8);
            }
        }
    }

    private static void loadInts(MemorySegment memory, Row row, int[] into) {
        if (row.stride == 1) {
            MemorySegment.copy(memory, JAVA_INT, row.from * 4, into, row.at, row.count);
        } else {
            for (var i = 0; i < row.count; i++) {
                into[row.at + i] = memory.get(JAVA_INT, (row.from + i * row.stride) * 4);
            }
        }
    }

    private static void loadHalves(DType dtype, MemorySegment memory, Row row, float[] into) {
        if (dtype == DType.F16) {
            for (var i = 0; i < row.count; i++) {
                into[row.at + i] = Float.float16ToFloat(memory.get(JAVA_SHORT, (row.from + i * row.stride) * 2));
            }
        } else {
            for (var i = 0; i < row.count; i++) {
                into[row.at + i] =
                    Float.intBitsToFloat(memory.get(JAVA_SHORT, (row.from + i * row.stride) * 2) << 16);
            }
        }
    }

    private static void loadSmall(DType dtype, MemorySegment memory, Row row, int[] into) {
        if (dtype == DType.I16) {
            for (var i = 0; i < row.count; i++) {
                into[row.at + i] = memory.get(JAVA_SHORT, (row.from + i * row.stride) * 2);
            }
        } else {
            var mask = dtype == DType.I8 ? -1 : 0xff;
            for (var i = 0; i < row.count; i++) {
                into[row.at + i] = memory.get(JAVA_BYTE, row.from + i * row.stride) & mask;
            }
        }
    }

    /** Writes a row of {@code from} into the memory. */
    static void store(DType dtype, MemorySegment memory, Row row, Object from) {
        switch (dtype) {
            case F32 -> storeFloats(memory, row, (float[]) from);
            case F64 -> storeDoubles(memory, row, (double[]) from);
            case I64 -> storeLongs(memory, row, (long[]) from);
            case I32 -> storeInts(memory, row, (int[]) from);
            case F16, BF16 -> storeHalves(dtype, memory, row, (float[]) from);
            case I16, I8, U8, BOOL -> storeSmall(dtype, memory, row, (int[]) from);
        }
    }

    private static void storeFloats(MemorySegment memory, Row row, float[] from) {
        if (row.stride == 1) {
            MemorySegment.copy(from, row.at, memory, JAVA_FLOAT, row.from * 4, row.count);
        } else {
            for (var i = 0; i < row.count; i++) {
                memory.set(JAVA_FLOAT, (row.from + i * row.stride) * 4, from[row.at + i]);
            }
        }
    }

    private static void storeDoubles(MemorySegment memory, Row row, double[] from) {
        if (row.stride == 1) {
            MemorySegment.copy(from, row.at, memory, JAVA_DOUBLE, row.from * 8, row.count);
        } else {
            for (var i = 0; i < row.count; i++) {
                memory.set(JAVA_DOUBLE, (row.from + i * row.stride) * 8, from[row.at + i]);
            }
        }
    }

    private static void storeLongs(MemorySegment memory, Row row, long[] from) {
        if (row.stride == 1) {
            MemorySegment.copy(from, row.at, memory, JAVA_LONG, row.from * 8, row.count);
        } else {
            for (var i = 0; i < row.count; i++) {
                memory.set(JAVA_LONG, (row.from + i * row.stride) * 8, from[row.at + i]);
            }
        }
    }

    private static void storeInts(MemorySegment memory, Row row, int[] from) {
        if (row.stride == 1) {
            MemorySegment.copy(from, row.at, memory, JAVA_INT, row.from * 4, row.count);
        } else {
            for (var i = 0; i < row.count; i++) {
                memory.set(JAVA_INT, (row.from + i * row.stride) * 4, from[row.at + i]);
            }
        }
    }

    private static void storeHalves(DType dtype, MemorySegment memory, Row row, float[] from) {
        if (dtype == DType.F16) {
            for (var i = 0; i < row.count; i++) {
                memory.set(JAVA_SHORT, (row.from + i * row.stride) * 2, Float.floatToFloat16(from[row.at + i]));
            }
        } else {
            for (var i = 0; i < row.count; i++) {
                memory.set(JAVA_SHORT, (row.from + i * row.stride) * 2, (short) (bfloat(from[row.at + i]) >> 16));
            }
        }
    }

    private static void storeSmall(DType dtype, MemorySegment memory, Row row, int[] from) {
        if (dtype == DType.I16) {
            for (var i = 0; i < row.count; i++) {
                memory.set(JAVA_SHORT, (row.from + i * row.stride) * 2, (short) from[row.at + i]);
            }
        } else {
            for (var i = 0; i < row.count; i++) {
                memory.set(JAVA_BYTE, row.from + i * row.stride, (byte) from[row.at + i]);
            }
        }
    }

    /** The bits of {@code value} rounded to the nearest BF16, ties to even; NaN stays NaN. */
    static int bfloat(float value) {
        var bits = Float.floatToRawIntBits(value);
        return value != value ? bits | 0x400000 : bits + 0x7fff + (bits >>> 16 & 1) & 0xffff0000;
    }

    /** Rounds the first {@code n} floats to what a {@code dtype} can hold. */
    static void round(DType dtype, float[] values, int n) {
        if (dtype == DType.F16) {
            for (var i = 0; i < n; i++) {
                values[i] = Float.float16ToFloat(Float.floatToFloat16(values[i]));
            }
        } else if (dtype == DType.BF16) {
            for (var i = 0; i < n; i++) {
                values[i] = Float.intBitsToFloat(bfloat(values[i]));
            }
        }
    }

    /** Cuts the first {@code n} integers to the bits of {@code dtype}. */
    static void wrap(DType dtype, int[] values, int n) {
        switch (dtype) {
            case I16 -> {
                for (var i = 0; i < n; i++) {
                    values[i] = (short) values[i];
                }
            }
            case I8 -> {
                for (var i = 0; i < n; i++) {
                    values[i] = (byte) values[i];
                }
            }
            case U8 -> {
                for (var i = 0; i < n; i++) {
                    values[i] &= 0xff;
                }
            }
            case BOOL -> {
                for (var i = 0; i < n; i++) {
                    values[i] = values[i] != 0 ? 1 : 0;
                }
            }
            default -> { }
        }
    }
}
