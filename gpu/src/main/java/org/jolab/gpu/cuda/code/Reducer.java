package org.jolab.gpu.cuda.code;

import java.util.Locale;
import org.jolab.gpu.DType;
import org.jolab.gpu.Expr;
import org.jolab.gpu.ReduceOp;

/** Reductions of the middle of three groups of dimensions, with the chain before them in the same kernel. */
public final class Reducer {

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;
    private static final int SEGMENTS = 4;
    /** Blocks of 256 threads that a multiprocessor runs at once. */
    private static final int RESIDENT = 8;
    /** Steps of one thread that are worth a segment of its own. */
    private static final int WORTHWHILE = 8;

    private final Kernels kernels;
    private final ReduceOp op;
    private final Expr expr;
    private final Expr.Leaf target;

    /** Reduces {@code expr} into {@code target}, which has no gaps. */
    public Reducer(Kernels kernels, ReduceOp op, Expr expr, Expr.Leaf target) {
        this.kernels = kernels;
        this.op = op;
        this.expr = expr;
        this.target = target;
    }

    /** Reduces the dimensions from {@code first} to before {@code last} of {@code shape}. */
    public void run(int[] shape, int first, int last) {
        var outer = product(shape, 0, first);
        var count = product(shape, first, last);
        var inner = product(shape, last, shape.length);
        if (outer * inner == 0) {
            return;
        }
        var signature = new Signature().add(inner == 1 ? ROWS : COLUMNS).add(op.ordinal())
            .add(target.dtype().ordinal());
        // Of nothing there is nothing to load.
        var chain = Chain.of(count == 0 ? new Expr.Constant(0, 0, expr.dtype()) : expr, shape, signature);
        chain.operands().settle(kernels.narrow());
        if (inner == 1) {
            rows(chain, signature, outer, count);
        } else {
            columns(chain, signature, new long[] {outer, count, inner});
        }
        chain.done();
    }

    private static long product(int[] shape, int from, int to) {
        var product = 1L;
        for (var i = from; i < to; i++) {
            product *= shape[i];
        }
        return product;
    }

    private void rows(Chain chain, Signature signature, long rows, long count) {
        var operands = chain.operands();
        operands.vectorize(count);
        operands.sign(signature, -1);
        var steps = count / operands.width();
        var group = steps <= 16 ? 4 : steps <= 1024 ? 32 : Mapper.THREADS;
        signature.add(group);
        var kernel = kernels.get(signature, known -> rowsKernel(chain, known, group));
        var wanted = (long) RESIDENT * kernels.multiprocessors();
        var segments = group < Mapper.THREADS || rows >= wanted ? 1
            : Math.clamp(steps / (Mapper.THREADS * WORTHWHILE), 1, (wanted + rows - 1) / rows);
        var arguments = new Arguments();
        arguments.add(rows);
        arguments.add(steps);
        launch(kernel, chain, arguments, new Work(rows, count, segments, rows * segments * group / Mapper.THREADS));
    }

    private void columns(Chain chain, Signature signature, long[] sizes) {
        chain.operands().sign(signature, -1);
        var kernel = kernels.get(signature, known -> columnsKernel(chain, known));
        var tasks = sizes[0] * ((sizes[2] + 31) / 32);
        var wanted = (long) RESIDENT * kernels.multiprocessors();
        var segments = tasks >= wanted ? 1 : Math.clamp(sizes[1] / (8 * WORTHWHILE), 1, (wanted + tasks - 1) / tasks);
        var arguments = new Arguments();
        arguments.add(sizes[0]);
        arguments.add(sizes[1]);
        arguments.add(sizes[2]);
        launch(kernel, chain, arguments, new Work(sizes[0] * sizes[2], sizes[1], segments, tasks * segments));
    }

    private record Work(long results, long count, long segments, long blocks) {
    }

    private void launch(Kernel kernel, Chain chain, Arguments arguments, Work work) {
        var blocks = (int) Math.clamp(work.blocks, 1, 4L * RESIDENT * kernels.multiprocessors());
        if (work.segments == 1) {
            into(arguments, 0, work, 1);
            chain.pass(arguments);
            kernels.launch(kernel, blocks, arguments);
            return;
        }
        try (var partial = kernels.launcher().scratch(work.results * work.segments * (op.isIndex() ? 16 : 8))) {
            into(arguments, partial.address(), work, work.segments);
            chain.pass(arguments);
            kernels.launch(kernel, blocks, arguments);
            var rest = new Arguments();
            rest.add(work.results);
            rest.add(work.segments);
            into(rest, partial.address(), work, 1);
            var signature = new Signature().add(SEGMENTS).add(op.ordinal()).add(target.dtype().ordinal())
                .add(expr.dtype().ordinal());
            kernels.launch(kernels.get(signature, this::segmentsKernel), Mapper.blocks(kernels, work.results * 32),
                rest);
        }
    }

    private void into(Arguments arguments, long partial, Work work, long segments) {
        var layout = target.layout();
        arguments.add(target.storage().memory().address() + layout.offset() * target.dtype().bytes());
        arguments.add(partial);
        arguments.add(work.count);
        arguments.add(segments);
    }

    private String types() {
        return "    typedef %s_fold<%s> F;\n    totals<F, %s> into = {out, (F::total*) partial, count, segments};\n"
            .formatted(op.name().toLowerCase(Locale.ROOT), Types.lane(expr.dtype()), element(target.dtype()));
    }

    private static String element(DType dtype) {
        return Types.element(dtype);
    }

    private String parameters() {
        return element(target.dtype()) + "* __restrict__ out, void* __restrict__ partial, i64 count, int segments";
    }

    private Kernel rowsKernel(Chain chain, Signature signature, int group) {
        var code = new ChainCode(chain, -1);
        var name = signature.name("reduce_rows");
        return new Kernel(name, Mapper.head(name, "i64 rows, " + code.index() + " length, " + parameters()
            + code.parameters()) + code.each() + types()
            + "    reduce_rows<%d, F, %s>(rows, length, into, each);\n}\n".formatted(group, code.index()));
    }

    private Kernel columnsKernel(Chain chain, Signature signature) {
        var code = new ChainCode(chain, -1);
        var name = signature.name("reduce_columns");
        var index = code.index();
        return new Kernel(name, Mapper.head(name, "i64 outer, %s length, %s inner, ".formatted(index, index)
            + parameters() + code.parameters()) + code.each() + types()
            + "    reduce_columns<F, %s>(outer, length, inner, into, each);\n}\n".formatted(index));
    }

    private Kernel segmentsKernel(Signature signature) {
        var name = signature.name("reduce_segments");
        return new Kernel(name, Mapper.head(name, "i64 results, int pieces, " + parameters()) + types()
            + "    reduce_segments<F>(results, pieces, into, (const F::total*) partial);\n}\n");
    }
}
