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
    /** Multiplications, some tens of microseconds, below which a second thread comes too late. */
    private static final long BRIEF = 128 * 128 * 128;
    /** Rows or columns over which the packing of the other matrix is a few hundredths of the time. */
    private static final int DEEP = 512;
    /** A multiple of the rows and columns that OpenBLAS holds in registers. */
    private static final int EVEN = 16;

    private static final NativeLibrary.Wanted WANTED = new NativeLibrary.Wanted("OpenBLAS",
        new NativeLibrary.Jar("openblas", "0.3.31-1.5.13", "org.jolab.gpu.openblas"), NativeLibrary.kind(
            List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0"),
            List.of("libgcc_s.1.1.dylib", "libquadmath.0.dylib", "libgfortran.5.dylib", "libopenblas.0.dylib"),
            List.of("libopenblas.dll")),
        List.of("libopenblas.so.0", "libopenblas.so", "libopenblas.dylib"));

    private final NativeLibrary library;
    private final MethodHandle floats;
    private final MethodHandle doubles;
    private final BlasVector vectors;
    private final Optional<MethodHandle> threads;

    private Blas(NativeLibrary library) {
        this.library = library;
        floats = library.function("cblas_sgemm", type(JAVA_FLOAT));
        doubles = library.function("cblas_dgemm", type(JAVA_DOUBLE));
        vectors = new BlasVector(library);
        threads = library.symbols().find("openblas_set_num_threads").map(_ ->
            library.function("openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT)));
        threads(1);
    }

    /** How many threads of OpenBLAS's own a call has. */
    private void threads(int count) {
        try {
            if (threads.isPresent()) {
                threads.get().invokeExact(count);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs what has use for OpenBLAS's own threads. Products have not: they are cut up for Java's, which share the work
     * out as it gets done, wait for nobody that has not begun, and do not spin for milliseconds afterwards.
     */
    static void withThreads(Runnable work) {
        Found.BLAS.ifPresent(blas -> blas.threads(Parallel.threads()));
        try {
            work.run();
        } finally {
            Found.BLAS.ifPresent(blas -> blas.threads(1));
        }
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

    /**
     * A place in memory that whoever multiplies keeps reachable. As part of the segment it would be held by each call
     * anew, for which threads would wait for each other longer than a small product takes.
     */
    private static MemorySegment address(MemorySegment memory, long offset) {
        return MemorySegment.ofAddress(memory.address() + offset);
    }

    private record Factor(MemorySegment memory, Matrix matrix, int bytes, boolean isShared) {

        Factor(Expr.Leaf leaf, Matrix matrix, Arena arena) {
            this(Matrix.reachable(leaf, arena), matrix, leaf.dtype().bytes(), leaf.storage().memory().isNative());
        }

        /** From an element on; one row or one column has no step of its own. */
        MemorySegment at(long batch, int row, int column) {
            var steps = matrix.layout().strides();
            return address(memory, (matrix.layout().offset() + batch * steps[0] + row * steps[1] + column * steps[2])
                * bytes);
        }

        /** From element to element of a vector. */
        int step(int dimension) {
            return matrix.layout().shape()[dimension] == 1 ? 1 : (int) matrix.layout().strides()[dimension];
        }
    }

    private void run(Factor a, Factor b, Expr.Leaf target, MemorySegment result) {
        var shape = target.layout().shape();
        var work = (long) shape[1] * shape[2] * a.matrix.layout().shape()[2];
        // A copy of what lies on the heap is this thread's alone.
        var isShared = a.isShared && b.isShared && target.storage().memory().isNative();
        if (!isShared || work * shape[0] <= BRIEF) {
            for (var batch = 0L; batch < shape[0]; batch++) {
                part(a, b, target, new Part(result, batch, 0, 0, shape[1], shape[2]));
            }
        } else if (work <= BRIEF) {
            Parallel.run(shape[0], Math.max(1, BRIEF / work), (from, to) -> {
                for (var batch = from; batch < to; batch++) {
                    part(a, b, target, new Part(result, batch, 0, 0, shape[1], shape[2]));
                }
            });
        } else {
            var length = Math.max(shape[1], shape[2]);
            var strip = strip(length);
            var strips = (length + strip - 1) / strip;
            Parallel.run((long) shape[0] * strips, 1, (from, to) -> {
                for (var task = from; task < to; task++) {
                    var start = (int) (task % strips) * strip;
                    var size = Math.min(strip, length - start);
                    part(a, b, target, shape[1] >= shape[2]
                        ? new Part(result, task / strips, start, 0, size, shape[2])
                        : new Part(result, task / strips, 0, start, shape[1], size));
                }
            });
        }
        if (!target.storage().memory().isNative()) {
            target.storage().memory().copyFrom(result);
        }
    }

    /** Rows or columns that a thread takes at a time: each has the other matrix packed again, so not too few. */
    private static int strip(int length) {
        var share = (length + Parallel.threads() - 1) / Parallel.threads();
        var pieces = Math.max(1, share / DEEP);
        return ((share + pieces - 1) / pieces + EVEN - 1) / EVEN * EVEN;
    }

    /** Some rows and columns of one of the batch's results. */
    private record Part(MemorySegment result, long batch, int row, int column, int rows, int columns) {
    }

    private void part(Factor a, Factor b, Expr.Leaf target, Part part) {
        var shape = target.layout().shape();
        var k = a.matrix.layout().shape()[2];
        var c = address(part.result, (target.layout().offset() + (part.batch * shape[1] + part.row) * shape[2]
            + part.column) * a.bytes);
        var left = a.at(part.batch, part.row, 0);
        var right = b.at(part.batch, 0, part.column);
        if (shape[2] == 1) {
            vectors.multiply(new BlasVector.Rows(left, a.matrix.form(), a.matrix.pitch(), part.rows),
                new BlasVector.Vector(right, b.step(1), k), c, target.dtype() == DType.F64);
            return;
        }
        if (shape[1] == 1) {
            vectors.multiply(BlasVector.Rows.ofColumns(right, b.matrix, part.columns),
                new BlasVector.Vector(left, a.step(2), k), c, target.dtype() == DType.F64);
            return;
        }
        try {
            if (target.dtype() == DType.F32) {
                floats.invokeExact(ROW_MAJOR, a.matrix.form(), b.matrix.form(), part.rows, part.columns, k, 1f, left,
                    a.matrix.pitch(), right, b.matrix.pitch(), 0f, c, shape[2]);
            } else {
                doubles.invokeExact(ROW_MAJOR, a.matrix.form(), b.matrix.form(), part.rows, part.columns, k, 1.0, left,
                    a.matrix.pitch(), right, b.matrix.pitch(), 0.0, c, shape[2]);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
