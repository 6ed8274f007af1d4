package org.jolab.gpu.io;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/** Turns elements from one byte order to the other. */
public final class ByteOrders {

    private ByteOrders() {
    }

    /** Reverses the bytes of each element of {@code width} bytes, in place. */
    public static void swap(MemorySegment memory, int width) {
        var count = memory.byteSize() / width;
        switch (width) {
            case 2 -> {
                for (var i = 0L; i < count; i++) {
                    memory.setAtIndex(JAVA_SHORT, i, Short.reverseBytes(memory.getAtIndex(JAVA_SHORT, i)));
                }
            }
            case 4 -> {
                for (var i = 0L; i < count; i++) {
                    memory.setAtIndex(JAVA_INT, i, Integer.reverseBytes(memory.getAtIndex(JAVA_INT, i)));
                }
            }
            case 8 -> {
                for (var i = 0L; i < count; i++) {
                    memory.setAtIndex(JAVA_LONG, i, Long.reverseBytes(memory.getAtIndex(JAVA_LONG, i)));
                }
            }
            default -> { }
        }
    }
}
