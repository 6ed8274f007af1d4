package org.jolab.gpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** Elements in memory that the program can reach. */
final class Host {

    private Host() {
    }

    /** Element {@code at} as a double. */
    static double real(DType dtype, MemorySegment memory, long at) {
        return switch (dtype) {
            case F64 -> memory.getAtIndex(JAVA_DOUBLE, at);
            case F32 -> memory.getAtIndex(JAVA_FLOAT, at);
            case F16 -> Float.float16ToFloat(memory.getAtIndex(JAVA_SHORT, at));
            case BF16 -> Float.intBitsToFloat(memory.getAtIndex(JAVA_SHORT, at) << 16);
            default -> whole(dtype, memory, at);
        };
    }

    /** Element {@code at} as a long. */
    static long whole(DType dtype, MemorySegment memory, long at) {
        return switch (dtype) {
            case I64 -> memory.getAtIndex(JAVA_LONG, at);
            case I32 -> memory.getAtIndex(JAVA_INT, at);
            case I16 -> memory.getAtIndex(JAVA_SHORT, at);
            case I8 -> memory.get(JAVA_BYTE, at);
            case U8, BOOL -> memory.get(JAVA_BYTE, at) & 0xff;
            default -> (long) real(dtype, memory, at);
        };
    }

    /** Sets element {@code at}; a float type takes {@code real}, the others {@code whole}. */
    static void put(Expr.Leaf leaf, long at, double real, long whole) {
        var memory = leaf.storage().memory();
        switch (leaf.dtype()) {
            case F64 -> memory.setAtIndex(JAVA_DOUBLE, at, real);
            case F32 -> memory.setAtIndex(JAVA_FLOAT, at, (float) real);
            case I64 -> memory.setAtIndex(JAVA_LONG, at, whole);
            case I32 -> memory.setAtIndex(JAVA_INT, at, (int) whole);
            case I16 -> memory.setAtIndex(JAVA_SHORT, at, (short) whole);
            case I8, U8, BOOL -> memory.set(JAVA_BYTE, at, (byte) whole);
            case F16, BF16 -> throw new IllegalArgumentException(leaf.dtype() + " is made by a cast");
        }
    }

    /** Reads from a tensor whose elements lie in order from {@code first} on. */
    @FunctionalInterface
    interface Reading<T> {
        /** Reads. */
        T from(MemorySegment memory, long first);
    }

    /** Reads from a tensor of type {@code dtype} with the same elements. */
    static <T> T read(Tensor x, DType dtype, Reading<T> reading) {
        var plain = x.to(dtype).contiguous().to(Device.CPU);
        var leaf = plain.realize();
        try {
            return reading.from(leaf.storage().memory(), x.size() == 0 ? 0 : leaf.layout().offset());
        } finally {
            Reference.reachabilityFence(plain);
        }
    }
}
