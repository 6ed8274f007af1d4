package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jolab.gpu.DType;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Layout;

/**
 * Matrix products by OpenBLAS, where it is found: the file that {@code -Dorg.jolab.gpu.openblas=FILE} names ("none" for
 * nothing), the jar {@code org.bytedeco:openblas} with this platform's classifier on the class path, or the system's.
 */
public final class Blas {

    private static final int ROW_MAJOR = 101;
    private static final int PLAIN = 111;
    private static final int TRANSPOSED = 112;

    private final String place;
    private final MethodHandle floats;
    private final MethodHandle doubles;

    private Blas(NativeLibrary library) {
        place = library.place();
        floats = library.function("cblas_sgemm", type(JAVA_FLOAT)).orElseThrow();
        doubles = library.function("cblas_dgemm", type(JAVA_DOUBLE)).orElseThrow();
        library.function("openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT)).ifPresent(set -> {
            try {
                set.invokeExact(Parallel.threads());
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Holds what has been found when it is needed first. */
    private static final class Found {
        static final Optional<Blas> BLAS = find();
    }

    private static FunctionDescriptor type(MemoryLayout real) {
        return FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, real, ADDRESS,
            JAVA_INT, ADDRESS, JAVA_INT, real, ADDRESS, JAVA_INT);
    }

    private static Optional<Blas> find() {
        var given = System.getProperty("org.jolab.gpu.openblas", "");
        if (given.equals("none")) {
            return Optional.empty();
        }
        var library = given.isBlank()
            ? NativeLibrary.ofClassPath("org/bytedeco/openblas/" + NativeLibrary.platform(),
                List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0"))
                .or(() -> NativeLibrary.ofSystem(List.of("libopenblas.so.0", "libopenblas.so", "libopenblas.dylib"),
                    List.of(Path.of("/opt/homebrew/opt/openblas/lib"), Path.of("/usr/local/opt/openblas/lib"))))
            : Optional.ofNullable(NativeLibrary.open(Path.of(given)));
        return library.filter(each -> each.symbols().find("cblas_dgemm").isPresent()).map(Blas::new);
    }

    /** Which library multiplies large matrices, for reports. */
    public static String report() {
        return Found.BLAS.map(blas -> "OpenBLAS (" + blas.place + ")").orElse("plain Java; OpenBLAS was not found: "
            + "put org.bytedeco:openblas with classifier " + NativeLibrary.platform() + " on the class path");
    }

    /** Multiplies batches of matrices if that can be done here; false otherwise. */
    static boolean multiply(Expr.Leaf a, Expr.Leaf b, Expr.Leaf target) {
        var dtype = target.dtype();
        if (dtype != DType.F32 && dtype != DType.F64 || Found.BLAS.isEmpty()) {
            return false;
        }
        var left = Matrix.of(a.layout());
        var right = Matrix.of(b.layout());
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        try (var arena = Arena.ofConfined()) {
            Found.BLAS.get().run(new Factor(reachable(a, arena), left.get()), new Factor(reachable(b, arena),
                right.get()), target, reachable(target, arena));
        }
        return true;
    }

    /**
     * How BLAS sees a batch of matrices.
     *
     * @param form one of its constants
     * @param pitch from row to row, or from column to column of a transposed one
     */
    private record Matrix(int form, int pitch, Layout layout) {

        static Optional<Matrix> of(Layout layout) {
            var rows = layout.shape()[1];
            var columns = layout.shape()[2];
            var down = rows == 1 ? columns : layout.strides()[1];
            var across = columns == 1 ? 1 : layout.strides()[2];
            if (across == 1 && down >= columns && down <= Integer.MAX_VALUE) {
                return Optional.of(new Matrix(PLAIN, (int) Math.max(1, down), layout));
            }
            across = columns == 1 ? rows : across;
            return (rows == 1 || layout.strides()[1] == 1) && across >= rows && across <= Integer.MAX_VALUE
                ? Optional.of(new Matrix(TRANSPOSED, (int) Math.max(1, across), layout)) : Optional.empty();
        }
    }

    private record Factor(MemorySegment memory, Matrix matrix) {

        MemorySegment at(long batch, int bytes) {
            return memory.asSlice((matrix.layout.offset() + batch * matrix.layout.strides()[0]) * bytes);
        }
    }

    /** Native code does not reach the Java heap, where small tensors lie. */
    private static MemorySegment reachable(Expr.Leaf leaf, Arena arena) {
        var memory = leaf.storage().memory();
        return memory.isNative() ? memory : arena.allocate(memory.byteSize(), 64).copyFrom(memory);
    }

    private void run(Factor a, Factor b, Expr.Leaf target, MemorySegment result) {
        var shape = target.layout().shape();
        var m = shape[1];
        var n = shape[2];
        var k = a.matrix.layout.shape()[2];
        var bytes = target.dtype().bytes();
        try {
            for (var batch = 0L; batch < shape[0]; batch++) {
                var c = result.asSlice((target.layout().offset() + batch * m * n) * bytes);
                if (target.dtype() == DType.F32) {
                    floats.invokeExact(ROW_MAJOR, a.matrix.form, b.matrix.form, m, n, k, 1f, a.at(batch, 4),
                        a.matrix.pitch, b.at(batch, 4), b.matrix.pitch, 0f, c, n);
                } else {
                    doubles.invokeExact(ROW_MAJOR, a.matrix.form, b.matrix.form, m, n, k, 1.0, a.at(batch, 8),
                        a.matrix.pitch, b.at(batch, 8), b.matrix.pitch, 0.0, c, n);
                }
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (!target.storage().memory().isNative()) {
            target.storage().memory().copyFrom(result);
        }
    }
}
