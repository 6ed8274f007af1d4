package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** OpenBLAS's products of a matrix and a vector, which as products of matrices take it ten times as long. */
final class BlasVector {

    private static final int ROW_MAJOR = 101;
    private static final int PLAIN = 111;
    private static final int TRANSPOSED = 112;

    private final MethodHandle floats;
    private final MethodHandle doubles;

    BlasVector(NativeLibrary library) {
        floats = library.function("cblas_sgemv", type(JAVA_FLOAT));
        doubles = library.function("cblas_dgemv", type(JAVA_DOUBLE));
    }

    private static FunctionDescriptor type(MemoryLayout real) {
        return FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, real, ADDRESS, JAVA_INT, ADDRESS,
            JAVA_INT, real, ADDRESS, JAVA_INT);
    }

    /** Some rows of a matrix, or columns of its transpose, and where they begin. */
    record Rows(MemorySegment start, int form, int pitch, int count) {
        /** Columns of a matrix seen as rows of its transpose. */
        static Rows ofColumns(MemorySegment start, Matrix matrix, int count) {
            return new Rows(start, matrix.isTransposed() ? PLAIN : TRANSPOSED, matrix.pitch(), count);
        }
    }

    /** A vector's first element and the step to the next. */
    record Vector(MemorySegment start, int step, int length) {
    }

    /** Writes one result for each row, side by side. */
    void multiply(Rows rows, Vector vector, MemorySegment result, boolean isDouble) {
        var isPlain = rows.form == PLAIN;
        var down = isPlain ? rows.count : vector.length;
        var across = isPlain ? vector.length : rows.count;
        // What is there is multiplied by zero, which leaves NaN.
        result.reinterpret((long) rows.count * (isDouble ? Double.BYTES : Float.BYTES)).fill((byte) 0);
        try {
            if (isDouble) {
                doubles.invokeExact(ROW_MAJOR, rows.form, down, across, 1.0, rows.start, rows.pitch, vector.start,
                    vector.step, 0.0, result, 1);
            } else {
                floats.invokeExact(ROW_MAJOR, rows.form, down, across, 1f, rows.start, rows.pitch, vector.start,
                    vector.step, 0f, result, 1);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
