package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jolab.gpu.cpu.Fortran.Columns;

/**
 * Factors of large matrices by LAPACK, which is part of OpenBLAS. Its Fortran interface is used, because not every
 * build of OpenBLAS has the C one. Matrices are arrays of columns unless something else is said.
 *
 * @see <a href="https://netlib.org/lapack/explore-html/">LAPACK's reference</a>
 */
final class Lapack {

    /** Smaller sides from which on calling pays, where plain Java iterates, reflects, and eliminates. */
    static final int ITERATING = 12;
    static final int REFLECTING = 24;
    static final int ELIMINATING = 40;

    private final NativeLibrary library;
    private final Map<String, MethodHandle> functions = new ConcurrentHashMap<>();

    private Lapack(NativeLibrary library) {
        this.library = library;
    }

    /** Holds what has been found when it is needed first. */
    private static final class Found {
        static final Optional<Lapack> LAPACK = Blas.library()
            .filter(each -> each.symbols().find("dgesdd_").isPresent()).map(Lapack::new);
    }

    /** LAPACK, if it is there and {@code size} is at least {@code least}. */
    static Optional<Lapack> of(int size, int least) {
        return size < least ? Optional.empty() : Found.LAPACK;
    }

    /** Factors {@code rows} in place as {@link Lu} does; the result says where LAPACK found pivots, from 1 on. */
    int[] lu(double[][] rows) {
        try (var arena = Arena.ofConfined()) {
            var n = rows.length;
            var matrix = Columns.transposed(arena, rows);
            var pivots = arena.allocate(JAVA_INT, n);
            var info = arena.allocate(JAVA_INT);
            call("dgetrf_", Fortran.integer(arena, n), Fortran.integer(arena, n), matrix.memory(),
                Fortran.integer(arena, n), pivots, info);
            check("dgetrf", info);
            matrix.transposeInto(rows);
            return pivots.toArray(JAVA_INT);
        }
    }

    /** The columns of X in A X = B, where {@code rows} and {@code pivots} are what {@link #lu} has made of A. */
    double[][] solve(double[][] rows, int[] pivots, double[][] right) {
        try (var arena = Arena.ofConfined()) {
            var n = rows.length;
            var result = Columns.transposed(arena, right);
            var info = arena.allocate(JAVA_INT);
            call("dgetrs_", Fortran.letter(arena, 'N'), Fortran.integer(arena, n),
                Fortran.integer(arena, result.count()), Columns.transposed(arena, rows).memory(),
                Fortran.integer(arena, n), arena.allocateFrom(JAVA_INT, pivots), result.memory(),
                Fortran.integer(arena, n), info);
            check("dgetrs", info);
            var solution = new double[n][result.count()];
            result.transposeInto(solution);
            return solution;
        }
    }

    /** Replaces the lower triangle of {@code rows} by Cholesky's factor; the row where that fails, or -1. */
    int cholesky(double[][] rows) {
        try (var arena = Arena.ofConfined()) {
            // Rows taken for columns are the transposed matrix: its upper triangle is the lower one.
            var matrix = Columns.of(arena, rows, rows.length);
            var info = arena.allocate(JAVA_INT);
            call("dpotrf_", Fortran.letter(arena, 'U'), Fortran.integer(arena, rows.length), matrix.memory(),
                Fortran.integer(arena, rows.length), info);
            check("dpotrf", info);
            matrix.copyInto(rows);
            return info.get(JAVA_INT, 0) - 1;
        }
    }

    Orthogonal qr(double[][] columns, int height) {
        try (var arena = Arena.ofConfined()) {
            var n = columns.length;
            var less = Math.min(n, height);
            var matrix = Columns.of(arena, columns, height);
            var tau = arena.allocate(JAVA_DOUBLE, less);
            var m = Fortran.integer(arena, height);
            work("dgeqrf_", arena, m, Fortran.integer(arena, n), matrix.memory(), m, tau);
            var r = new double[n][];
            for (var j = 0; j < n; j++) {
                r[j] = Arrays.copyOf(matrix.column(j, Math.min(j + 1, less)), less);
            }
            var k = Fortran.integer(arena, less);
            work("dorgqr_", arena, m, k, k, matrix.memory(), m, tau);
            var q = new double[less][height];
            matrix.copyInto(q);
            return new Orthogonal(q, r);
        }
    }

    /** Of at least as many rows as columns; without vectors if they are not wanted. */
    SingularValues svd(double[][] columns, int height, boolean vectors) {
        try (var arena = Arena.ofConfined()) {
            var n = columns.length;
            var matrix = Columns.of(arena, columns, height);
            var values = arena.allocate(JAVA_DOUBLE, n);
            var left = vectors ? Columns.empty(arena, n, height) : matrix;
            var right = vectors ? Columns.empty(arena, n, n) : matrix;
            var m = Fortran.integer(arena, height);
            var size = Fortran.integer(arena, n);
            var job = Fortran.letter(arena, vectors ? 'S' : 'N');
            var integers = arena.allocate(JAVA_INT, 8L * n);
            workAndIntegers("dgesdd_", arena, integers, job, m, size, matrix.memory(), m, values, left.memory(), m,
                right.memory(), size);
            var us = new double[vectors ? n : 0][height];
            var vs = new double[vectors ? n : 0][n];
            if (vectors) {
                left.copyInto(us);
                // What is given back is transposed already: its rows are the vectors.
                right.transposeInto(vs);
            }
            return new SingularValues(us, values.toArray(JAVA_DOUBLE), vs);
        }
    }

    /** Of the symmetric matrix whose lower triangle is in {@code rows}; without vectors if they are not wanted. */
    Symmetric eigh(double[][] rows, boolean vectors) {
        try (var arena = Arena.ofConfined()) {
            var n = rows.length;
            var matrix = Columns.of(arena, rows, n);
            var values = arena.allocate(JAVA_DOUBLE, n);
            var size = Fortran.integer(arena, n);
            eigen(arena, Fortran.letter(arena, vectors ? 'V' : 'N'), Fortran.letter(arena, 'U'), size, matrix.memory(),
                size, values);
            var result = new double[vectors ? n : 0][n];
            if (vectors) {
                matrix.copyInto(result);
            }
            return new Symmetric(values.toArray(JAVA_DOUBLE), result);
        }
    }

    /** dsyevd has two workspaces to ask for. */
    private void eigen(Arena arena, MemorySegment... arguments) {
        var real = arena.allocate(JAVA_DOUBLE);
        var whole = arena.allocate(JAVA_INT);
        var ask = Fortran.integer(arena, -1);
        var info = arena.allocate(JAVA_INT);
        call("dsyevd_", Fortran.joined(arguments, real, ask, whole, ask, info));
        check("dsyevd", info);
        var count = Fortran.size("dsyevd", real);
        var integers = whole.get(JAVA_INT, 0);
        call("dsyevd_", Fortran.joined(arguments, arena.allocate(JAVA_DOUBLE, count), Fortran.integer(arena, count),
            arena.allocate(JAVA_INT, integers), Fortran.integer(arena, integers), info));
        converged("dsyevd", info);
    }

    /** Calls a function that ends with its workspace, the size of that, and the result's code. */
    private void work(String name, Arena arena, MemorySegment... arguments) {
        var ask = arena.allocate(JAVA_DOUBLE);
        var info = arena.allocate(JAVA_INT);
        call(name, Fortran.joined(arguments, ask, Fortran.integer(arena, -1), info));
        check(name, info);
        var count = Fortran.size(name, ask);
        call(name, Fortran.joined(arguments, arena.allocate(JAVA_DOUBLE, count), Fortran.integer(arena, count), info));
        check(name, info);
    }

    private void workAndIntegers(String name, Arena arena, MemorySegment integers, MemorySegment... arguments) {
        var ask = arena.allocate(JAVA_DOUBLE);
        var info = arena.allocate(JAVA_INT);
        call(name, Fortran.joined(arguments, ask, Fortran.integer(arena, -1), integers, info));
        check(name, info);
        var count = Fortran.size(name, ask);
        call(name, Fortran.joined(arguments, arena.allocate(JAVA_DOUBLE, count), Fortran.integer(arena, count),
            integers, info));
        converged(name, info);
    }

    private static void check(String name, MemorySegment info) {
        if (info.get(JAVA_INT, 0) < 0) {
            throw new IllegalStateException(name + " refuses argument " + -info.get(JAVA_INT, 0));
        }
    }

    private static void converged(String name, MemorySegment info) {
        check(name, info);
        if (info.get(JAVA_INT, 0) > 0) {
            throw new ArithmeticException("LAPACK's " + name + " did not converge");
        }
    }

    /** All arguments are addresses; behind them stand the lengths of the letters among them, as Fortran has it. */
    private void call(String name, MemorySegment... arguments) {
        var letters = (int) Arrays.stream(arguments).filter(each -> each.byteSize() == JAVA_BYTE.byteSize()).count();
        var function = functions.computeIfAbsent(name, _ -> {
            var types = new MemoryLayout[arguments.length + letters];
            Arrays.fill(types, ADDRESS);
            Arrays.fill(types, arguments.length, types.length, JAVA_LONG);
            return Linker.nativeLinker().downcallHandle(library.symbols().findOrThrow(name),
                FunctionDescriptor.ofVoid(types)).asSpreader(Object[].class, types.length);
        });
        var all = Arrays.copyOf(arguments, arguments.length + letters, Object[].class);
        Arrays.fill(all, arguments.length, all.length, 1L);
        Blas.withThreads(() -> {
            try {
                function.invokeExact(all);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
