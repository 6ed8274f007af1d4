package org.jolab.gpu.cuda.blas;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jolab.gpu.DType;
import org.jolab.gpu.Expr.Leaf;
import org.jolab.gpu.cuda.blas.Plan.Algorithm;
import org.jolab.gpu.cuda.driver.Context;
import org.jolab.gpu.cuda.driver.CudaException;
import org.jolab.gpu.cuda.library.CudaLibraries;
import org.jolab.gpu.cuda.library.Finding.Found;
import org.jolab.gpu.cuda.library.SharedLibrary;
import org.jolab.gpu.cuda.library.SharedLibrary.Function;

/**
 * The library on one device. What it chooses for a product is remembered by the product's shape. May be used by any
 * thread.
 *
 * <p>The library counts by columns: it sees a row-major matrix as its transpose. So the product of the transposes in
 * reverse order is asked for, which lands in memory as the product row by row.
 */
public final class CublasLt {

    private static final int COMPUTE_32F = 68;
    private static final int COMPUTE_64F = 70;
    private static final int NOT_SUPPORTED = 15;

    private static final int DESC_TRANSPOSE_A = 3;
    private static final int DESC_TRANSPOSE_B = 4;
    private static final int DESC_EPILOGUE = 7;
    private static final int DESC_BIAS = 8;
    private static final int LAYOUT_BATCH_COUNT = 5;
    private static final int LAYOUT_BATCH_STRIDE = 6;
    private static final int PREFERENCE_WORKSPACE = 1;
    private static final int PREFERENCE_ALIGNMENT = 5;
    private static final int EPILOGUE_DEFAULT = 1;
    private static final int EPILOGUE_RELU = 2;
    private static final int EPILOGUE_BIAS = 4;

    /** The library's structure for an algorithm and what it says about it: 64 bytes, then workspace, state and more. */
    private static final long RESULT = 96;
    private static final long RESULT_WORKSPACE = 64;
    /** What NVIDIA recommends for the newest devices; older ones are as fast with less. */
    private static final long WORKSPACE = 32L << 20;
    private static final int PLANS = 1024;

    private final Context context;
    private final SharedLibrary library;
    private final long handle;
    private final Function matmul;
    private final Function describe;
    private final MemorySegment one = Arena.ofAuto().allocate(16, 16);
    private final MemorySegment zero = Arena.ofAuto().allocate(16, 16);
    private final MemorySegment oneDouble = Arena.ofAuto().allocate(16, 16);
    private final Map<Kind, Plan> plans = new LinkedHashMap<>(16, 0.75f, true);

    private CublasLt(Context context, SharedLibrary library) {
        this.context = context;
        this.library = library;
        one.set(JAVA_FLOAT, 0, 1);
        oneDouble.set(JAVA_DOUBLE, 0, 1);
        matmul = library.function("cublasLtMatmul", "llpllllpllllplll");
        describe = library.function("cublasLtMatmulDescSetAttribute", "lipl");
        context.enter();
        handle = library.function("cublasLtCreate", "p").make();
    }

    /**
     * Loads the library.
     *
     * @throws IllegalArgumentException if the file cannot be loaded
     * @throws CudaException if it does not work with this device
     */
    public static CublasLt load(Found found, Context context) {
        return new CublasLt(context, SharedLibrary.open(found.file(), CudaLibraries.before(found), CublasLt::error));
    }

    private static RuntimeException error(int status, String function) {
        return new CudaException(status, "%s: %s".formatted(function, switch (status) {
            case 1 -> "CUBLAS_STATUS_NOT_INITIALIZED";
            case 3 -> "CUBLAS_STATUS_ALLOC_FAILED";
            case 7 -> "CUBLAS_STATUS_INVALID_VALUE";
            case 8 -> "CUBLAS_STATUS_ARCH_MISMATCH";
            case 13 -> "CUBLAS_STATUS_EXECUTION_FAILED";
            case 14 -> "CUBLAS_STATUS_INTERNAL_ERROR";
            case NOT_SUPPORTED -> "CUBLAS_STATUS_NOT_SUPPORTED";
            default -> "cuBLAS' status " + status;
        }));
    }

    /**
     * What is multiplied.
     *
     * @param a [batch, rows, depth]
     * @param b [batch, depth, columns]
     * @param bias [columns] of the target's type, added to every row; null for none
     * @param relu whether what is negative then becomes 0
     */
    public record Operands(Leaf a, Leaf b, Leaf bias, boolean relu) {
    }

    /** Gives memory of the device for the time of one call. */
    @FunctionalInterface
    public interface Workspace {
        /** Memory whose close() hands it to what the stream is asked for later. */
        Lent lend(long bytes);

        /** Such memory. */
        interface Lent extends AutoCloseable {
            /** The device's address. */
            long address();

            @Override
            void close();
        }
    }

    /** All that the library's choice depends on. */
    private record Kind(DType dtype, DType result, Sizes sizes, Factor a, Factor b, Epilogue epilogue, int compute) {
    }

    private record Sizes(int batch, int rows, int columns, int depth) {
    }

    private record Epilogue(boolean bias, boolean relu, int alignments) {
        int code() {
            return bias || relu ? (bias ? EPILOGUE_BIAS : 0) | (relu ? EPILOGUE_RELU : 0) : EPILOGUE_DEFAULT;
        }
    }

    /**
     * Multiplies on {@code stream}.
     *
     * @param target [batch, rows, columns] without gaps, of the factors' type, or F32 if they are F16 or BF16
     * @return false if the library cannot do it, for instance because of how the elements lie
     */
    public boolean multiply(Operands operands, Leaf target, long stream, Workspace workspace) {
        var a = Factor.of(operands.a);
        var b = Factor.of(operands.b);
        var dtype = operands.a.dtype();
        if (a.isEmpty() || b.isEmpty() || !dtype.isFloat() || target.layout().count() == 0
            || operands.a.layout().count() == 0) {
            return false;
        }
        var shape = target.layout().shape();
        var address = address(target);
        var bias = operands.bias == null ? 0 : address(operands.bias);
        var alignments = Factor.alignment(address) << 9 | (bias == 0 ? 0 : Factor.alignment(bias));
        var kind = new Kind(dtype, target.dtype(), new Sizes(shape[0], shape[1], shape[2],
            operands.a.layout().shape()[2]), at(a.get()), at(b.get()), new Epilogue(bias != 0, operands.relu,
            alignments), compute(dtype));
        var plan = plan(kind);
        if (plan.algorithm() == null) {
            return false;
        }
        try (var space = plan.algorithm().workspace() == 0 ? null : workspace.lend(plan.algorithm().workspace())) {
            synchronized (plan) {
                if (bias != 0) {
                    try (var arena = Arena.ofConfined()) {
                        describe.call(plan.description(), DESC_BIAS, arena.allocateFrom(JAVA_LONG, bias), 8L);
                    }
                }
                context.enter();
                var scale = dtype == DType.F64 ? oneDouble : one;
                matmul.call(handle, plan.description(), scale, b.get().address(), plan.a(), a.get().address(),
                    plan.b(), zero, address, plan.target(), address, plan.target(), plan.algorithm().memory(),
                    space == null ? 0L : space.address(), plan.algorithm().workspace(), stream);
            }
        }
        return true;
    }

    /** A factor without its address, of which only the alignment matters. */
    private static Factor at(Factor factor) {
        return new Factor(factor.isTransposed(), factor.pitch(), factor.stride(), factor.alignment());
    }

    private static long address(Leaf leaf) {
        return leaf.storage().memory().address() + leaf.layout().offset() * leaf.dtype().bytes();
    }

    private static int compute(DType dtype) {
        return switch (dtype) {
            case F64 -> COMPUTE_64F;
            case F32 -> Precision.current().computeType();
            default -> COMPUTE_32F;
        };
    }

    private static int type(DType dtype) {
        return switch (dtype) {
            case F32 -> 0;
            case F64 -> 1;
            case F16 -> 2;
            case BF16 -> 14;
            default -> throw new IllegalArgumentException(dtype + " is multiplied elsewhere");
        };
    }

    private Plan plan(Kind kind) {
        synchronized (plans) {
            var known = plans.get(kind);
            if (known == null) {
                known = make(kind);
                plans.put(kind, known);
                if (plans.size() > PLANS) {
                    // The plan may be in use at this moment, so its few hundred bytes are left.
                    plans.remove(plans.keySet().iterator().next());
                }
            }
            return known;
        }
    }

    private Plan make(Kind kind) {
        var sizes = kind.sizes;
        context.enter();
        var description = library.function("cublasLtMatmulDescCreate", "pii").make(kind.compute,
            type(kind.dtype == DType.F64 ? DType.F64 : DType.F32));
        attribute("cublasLtMatmulDesc", description, DESC_TRANSPOSE_A, kind.b.isTransposed() ? 1 : 0);
        attribute("cublasLtMatmulDesc", description, DESC_TRANSPOSE_B, kind.a.isTransposed() ? 1 : 0);
        attribute("cublasLtMatmulDesc", description, DESC_EPILOGUE, kind.epilogue.code());
        var left = layout(kind.dtype, kind.b, sizes.columns, sizes.depth, sizes.batch);
        var right = layout(kind.dtype, kind.a, sizes.depth, sizes.rows, sizes.batch);
        var target = layout(kind.result, new Factor(false, sizes.columns, (long) sizes.rows * sizes.columns, 0),
            sizes.columns, sizes.rows, sizes.batch);
        var alignment = kind.epilogue.alignments >> 9;
        // The bias is read as the result is written, so its alignment counts there.
        var written = kind.epilogue.bias ? Math.min(alignment, kind.epilogue.alignments & 511) : alignment;
        var algorithm = choose(new long[] {description, left, right, target}, new int[] {(int) kind.b.address(),
            (int) kind.a.address(), alignment, written});
        return new Plan(description, left, right, target, algorithm.orElse(null));
    }

    /** Of a matrix that has so many rows and columns when it is not transposed, as the library sees it. */
    private long layout(DType dtype, Factor factor, long rows, long columns, int batch) {
        var layout = library.function("cublasLtMatrixLayoutCreate", "pilll").make(type(dtype),
            factor.isTransposed() ? columns : rows, factor.isTransposed() ? rows : columns, factor.pitch());
        if (batch > 1) {
            attribute("cublasLtMatrixLayout", layout, LAYOUT_BATCH_COUNT, batch);
            attribute("cublasLtMatrixLayout", layout, LAYOUT_BATCH_STRIDE, factor.stride());
        }
        return layout;
    }

    private Optional<Algorithm> choose(long[] handles, int[] alignments) {
        var preference = library.function("cublasLtMatmulPreferenceCreate", "p").make();
        try (var arena = Arena.ofConfined()) {
            attribute("cublasLtMatmulPreference", preference, PREFERENCE_WORKSPACE, WORKSPACE);
            for (var i = 0; i < alignments.length; i++) {
                attribute("cublasLtMatmulPreference", preference, PREFERENCE_ALIGNMENT + i, alignments[i]);
            }
            var result = Arena.ofAuto().allocate(RESULT, 16);
            var count = arena.allocate(JAVA_INT);
            var status = library.function("cublasLtMatmulAlgoGetHeuristic", "lllllllipp").status(handle, handles[0],
                handles[1], handles[2], handles[3], handles[3], preference, 1, result, count);
            if (status == NOT_SUPPORTED || status == 0 && count.get(JAVA_INT, 0) == 0) {
                return Optional.empty();
            }
            if (status != 0) {
                throw error(status, "cublasLtMatmulAlgoGetHeuristic");
            }
            return Optional.of(new Algorithm(result, result.get(JAVA_LONG, RESULT_WORKSPACE)));
        } finally {
            library.function("cublasLtMatmulPreferenceDestroy", "l").call(preference);
        }
    }

    private void attribute(String object, long handle, int attribute, int value) {
        try (var arena = Arena.ofConfined()) {
            library.function(object + "SetAttribute", "lipl").call(handle, attribute,
                arena.allocateFrom(JAVA_INT, value), 4L);
        }
    }

    private void attribute(String object, long handle, int attribute, long value) {
        try (var arena = Arena.ofConfined()) {
            library.function(object + "SetAttribute", "lipl").call(handle, attribute,
                arena.allocateFrom(JAVA_LONG, value), 8L);
        }
    }
}
