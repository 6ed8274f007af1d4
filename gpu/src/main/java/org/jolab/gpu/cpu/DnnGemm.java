package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.Set;
import org.jolab.gpu.Expr;

/**
 * oneDNN's product of two F32 matrices by its BLAS interface, whose code for x86-64 is faster than that of its matmul
 * primitive unless one of the sides is short. Elsewhere it is a plain loop, and not used.
 */
final class DnnGemm {

    /** Rows or columns up to which the primitive is faster. */
    private static final int SHORT = 64;
    private static final Set<String> MADE_FOR = Set.of("amd64", "x86_64");

    private DnnGemm() {
    }

    private static final class Holder {
        static final Optional<MethodHandle> GEMM = MADE_FOR.contains(System.getProperty("os.arch"))
            ? OneDnn.get().map(library -> library.handle("dnnl_sgemm", JAVA_BYTE, JAVA_BYTE, JAVA_LONG, JAVA_LONG,
                JAVA_LONG, JAVA_FLOAT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_FLOAT, ADDRESS, JAVA_LONG))
            : Optional.empty();
    }

    /** Multiplies F32 if that is worth it here; false otherwise. */
    static boolean multiply(Expr.Leaf a, Expr.Leaf b, Expr.Leaf target) {
        var shape = target.layout().shape();
        if (Math.min(shape[1], shape[2]) <= SHORT || Holder.GEMM.isEmpty()) {
            return false;
        }
        var left = Matrix.of(a.layout());
        var right = Matrix.of(b.layout());
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        try (var arena = Arena.ofConfined()) {
            var first = Matrix.reachable(a, arena);
            var second = Matrix.reachable(b, arena);
            var result = Matrix.reachable(target, arena);
            for (var batch = 0; batch < shape[0]; batch++) {
                multiply(left.get(), at(first, a, batch), right.get(), at(second, b, batch), at(result, target, batch));
            }
            if (!target.storage().memory().isNative()) {
                target.storage().memory().copyFrom(result);
            }
        }
        return true;
    }

    private static MemorySegment at(MemorySegment memory, Expr.Leaf leaf, int batch) {
        return memory.asSlice((leaf.layout().offset() + batch * leaf.layout().strides()[0]) * Float.BYTES);
    }

    private static void multiply(Matrix left, MemorySegment a, Matrix right, MemorySegment b, MemorySegment target) {
        long rows = left.layout().shape()[1];
        long depth = left.layout().shape()[2];
        long columns = right.layout().shape()[2];
        try {
            var status = (int) Holder.GEMM.get().invokeExact(letter(left), letter(right), rows, columns, depth, 1f, a,
                (long) left.pitch(), b, (long) right.pitch(), 0f, target, columns);
            if (status != 0) {
                throw new IllegalStateException("oneDNN: dnnl_sgemm failed with status " + status);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte letter(Matrix matrix) {
        return (byte) (matrix.isTransposed() ? 'T' : 'N');
    }
}
