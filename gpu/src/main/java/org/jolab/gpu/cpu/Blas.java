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
import java.util.List;
import java.util.Optional;
import org.jolab.gpu.DType;
import org.jolab.gpu.Expr;

/**
 * Matrix products by OpenBLAS, where it is found: the file that {@code -Dorg.jolab.gpu.openblas=FILE} names ("none" for
 * nothing), the distribution's jar, one on the class path, or the system's.
 */
public final class Blas {

    private static final int ROW_MAJOR = 101;

    private static final NativeLibrary.Wanted WANTED = new NativeLibrary.Wanted("OpenBLAS",
        new NativeLibrary.Jar("openblas", "0.3.31-1.5.13", "org.jolab.gpu.openblas"), NativeLibrary.kind(
            List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0"),
            List.of("libgcc_s.1.1.dylib", "libquadmath.0.dylib", "libgfortran.5.dylib", "libopenblas.0.dylib"),
            List.of("libopenblas.dll")),
        List.of("libopenblas.so.0", "libopenblas.so", "libopenblas.dylib"));

    private final NativeLibrary library;
    private final MethodHandle floats;
    private final MethodHandle doubles;

    private Blas(NativeLibrary library) {
        this.library = library;
        floats = library.function("cblas_sgemm", type(JAVA_FLOAT));
        doubles = library.function("cblas_dgemm", type(JAVA_DOUBLE));
        library.symbols().find("openblas_set_num_threads").ifPresent(_ -> {
            try {
                library.function("openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT))
                    .invokeExact(Parallel.threads());
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Holds what has been found when it is needed first. */
    private static final class Found {
        static final NativeLibrary.Search SEARCH = NativeLibrary.find(WANTED);
        static final Optional<Blas> BLAS = SEARCH.library()
            .filter(each -> each.symbols().find("cblas_dgemm").isPresent()).map(Blas::new);
    }

    private static FunctionDescriptor type(MemoryLayout real) {
        return FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, real, ADDRESS,
            JAVA_INT, ADDRESS, JAVA_INT, real, ADDRESS, JAVA_INT);
    }

    /** Whether OpenBLAS is in use, and where it is or why it is not; looks for it if nobody has yet. */
    public static LibraryReport report() {
        if (Found.BLAS.isEmpty()) {
            return LibraryReport.missing(WANTED, Found.SEARCH);
        }
        return new LibraryReport(WANTED.name(), true, Found.BLAS.get().version(), Found.BLAS.get().library.place());
    }

    /** Such as 0.3.31, the second word of a sentence that says how it was built. */
    private String version() {
        try {
            var text = (MemorySegment) library.function("openblas_get_config", FunctionDescriptor.of(ADDRESS))
                .invokeExact();
            return text.reinterpret(200).getString(0).split(" ")[1];
        } catch (Throwable _) {
            return "of unknown version";
        }
    }

    /** OpenBLAS itself, for what else is in it; empty if it was not found. */
    static Optional<NativeLibrary> library() {
        return Found.BLAS.map(blas -> blas.library);
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
            Found.BLAS.get().run(new Factor(a, left.get(), arena), new Factor(b, right.get(), arena), target,
                Matrix.reachable(target, arena));
        }
        return true;
    }

    private record Factor(MemorySegment memory, Matrix matrix, int bytes) {

        Factor(Expr.Leaf leaf, Matrix matrix, Arena arena) {
            this(Matrix.reachable(leaf, arena), matrix, leaf.dtype().bytes());
        }

        MemorySegment at(long batch) {
            return memory.asSlice((matrix.layout().offset() + batch * matrix.layout().strides()[0]) * bytes);
        }
    }

    private void run(Factor a, Factor b, Expr.Leaf target, MemorySegment result) {
        var shape = target.layout().shape();
        var m = shape[1];
        var n = shape[2];
        var k = a.matrix.layout().shape()[2];
        try {
            for (var batch = 0L; batch < shape[0]; batch++) {
                var c = result.asSlice((target.layout().offset() + batch * m * n) * a.bytes);
                if (target.dtype() == DType.F32) {
                    floats.invokeExact(ROW_MAJOR, a.matrix.form(), b.matrix.form(), m, n, k, 1f, a.at(batch),
                        a.matrix.pitch(), b.at(batch), b.matrix.pitch(), 0f, c, n);
                } else {
                    doubles.invokeExact(ROW_MAJOR, a.matrix.form(), b.matrix.form(), m, n, k, 1.0, a.at(batch),
                        a.matrix.pitch(), b.at(batch), b.matrix.pitch(), 0.0, c, n);
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
