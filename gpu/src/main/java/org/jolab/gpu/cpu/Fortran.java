package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Arguments as Fortran takes them: everything by its address, matrices column by column. */
final class Fortran {

    private static final int BLOCK = 32;

    private Fortran() {
    }

    static MemorySegment integer(Arena arena, int value) {
        return arena.allocateFrom(JAVA_INT, value);
    }

    static MemorySegment letter(Arena arena, char value) {
        return arena.allocateFrom(JAVA_BYTE, (byte) value);
    }

    static MemorySegment[] joined(MemorySegment[] first, MemorySegment... rest) {
        var all = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }

    /** The size of a workspace that a function has asked for. */
    static int size(String name, MemorySegment answer) {
        var size = answer.get(JAVA_DOUBLE, 0);
        if (size > Integer.MAX_VALUE) {
            throw new ArithmeticException("the matrix is too large for LAPACK's " + name);
        }
        return Math.max(1, (int) size);
    }

    /**
     * A matrix in native memory.
     *
     * @param memory column after column
     * @param count number of columns
     * @param height number of rows
     */
    record Columns(MemorySegment memory, int count, int height) {

        static Columns empty(Arena arena, int count, int height) {
            // Two at least, because a single byte is what letters are known by, and none is no address.
            return new Columns(arena.allocate(JAVA_DOUBLE, Math.max(2, (long) count * height)), count, height);
        }

        static Columns of(Arena arena, double[][] columns, int height) {
            var result = empty(arena, columns.length, height);
            for (var j = 0; j < columns.length; j++) {
                MemorySegment.copy(columns[j], 0, result.memory, JAVA_DOUBLE, result.place(j), height);
            }
            return result;
        }

        static Columns transposed(Arena arena, double[][] rows) {
            var count = rows.length == 0 ? 0 : rows[0].length;
            var result = empty(arena, count, rows.length);
            var block = new double[rows.length];
            // By blocks of columns, so that a row's cache line is used while it is there.
            for (var first = 0; first < count; first += BLOCK) {
                for (var j = first; j < Math.min(count, first + BLOCK); j++) {
                    for (var i = 0; i < rows.length; i++) {
                        block[i] = rows[i][j];
                    }
                    MemorySegment.copy(block, 0, result.memory, JAVA_DOUBLE, result.place(j), rows.length);
                }
            }
            return result;
        }

        private long place(int column) {
            return 8L * column * height;
        }

        /** The beginning of a column. */
        double[] column(int index, int length) {
            var result = new double[length];
            MemorySegment.copy(memory, JAVA_DOUBLE, place(index), result, 0, length);
            return result;
        }

        /** Copies as many columns as {@code columns} has. */
        void copyInto(double[][] columns) {
            for (var j = 0; j < columns.length; j++) {
                MemorySegment.copy(memory, JAVA_DOUBLE, place(j), columns[j], 0, height);
            }
        }

        void transposeInto(double[][] rows) {
            var block = new double[height];
            for (var j = 0; j < count; j++) {
                MemorySegment.copy(memory, JAVA_DOUBLE, place(j), block, 0, height);
                for (var i = 0; i < height; i++) {
                    rows[i][j] = block[i];
                }
            }
        }
    }
}
