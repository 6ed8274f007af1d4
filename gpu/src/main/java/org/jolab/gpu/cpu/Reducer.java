package org.jolab.gpu.cpu;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Optional;
import org.jolab.gpu.DType;
import org.jolab.gpu.Expr;
import org.jolab.gpu.ReduceOp;

/**
 * Reduces the middle of three groups of dimensions, evaluating the expression block by block as it goes.
 *
 * <p>Blocks are combined lane by lane, which the JIT compiler turns into vector code: floats are added to doubles, so
 * that the error of a sum does not grow with its length; all else stays in its type for some blocks.
 */
public final class Reducer {

    private static final int FLUSH = 32;
    private static final int CHUNK = 64 * Lane.BLOCK;

    private final ReduceOp op;
    private final Expr expr;
    private final Expr.Leaf target;
    private final int[] shape;
    private final Program program;
    private final Loops.Two<Object, Object> combine;
    /** The expression, if it is floats in native memory without gaps; else null. */
    private final Expr.Leaf row;
    private long count;
    private long inner;

    /** Reduces {@code expr}, of {@code shape}, into {@code target}, which has no gaps. */
    @SuppressWarnings("unchecked")
    public Reducer(ReduceOp op, Expr expr, int[] shape, Expr.Leaf target) {
        this.op = op;
        this.expr = expr;
        this.shape = shape;
        this.target = target;
        program = Program.of(expr, shape);
        row = expr instanceof Expr.Leaf leaf && leaf.dtype() == DType.F32 && leaf.layout().isContiguous()
            && leaf.storage().memory().isNative() && Arrays.equals(leaf.layout().shape(), shape) ? leaf : null;
        combine = op.isIndex() ? null : (Loops.Two<Object, Object>) Loops.binary(Folds.binary(op), lane());
    }

    private Lane lane() {
        return Lane.of(expr.dtype());
    }

    /** Reduces the dimensions from {@code first} to before {@code last}; an index needs them to be the last. */
    public void run(int first, int last) {
        count = product(first, last);
        inner = product(last, shape.length);
        var results = product(0, first) * inner;
        if (op.isIndex()) {
            Parallel.run(results, rowsAtOnce(), (from, to) -> new IndexFold(op, program, count).run(from, to, target));
        } else if (count == 0) {
            var empty = Folds.start(op, lane(), (int) results);
            Folds.store(op, empty, 0, target, 0);
        } else if (inner > 1) {
            columns(results);
        } else if (count <= Lane.BLOCK / 2) {
            Parallel.run(results, rowsAtOnce(), this::shortRows);
        } else if (results >= Parallel.threads() || count < CHUNK) {
            Parallel.run(results, rowsAtOnce(), (from, to) -> {
                var registers = program.registers(Lane.BLOCK);
                for (var row = from; row < to; row++) {
                    var total = Folds.start(op, lane(), 1);
                    fold(registers, row * count, (row + 1) * count, total);
                    Folds.store(op, total, count, target, row);
                }
            });
        } else {
            longRows(results);
        }
        Reference.reachabilityFence(expr);
        Reference.reachabilityFence(target);
    }

    private long product(int from, int to) {
        return Arrays.stream(shape, from, to).asLongStream().reduce(1, (a, b) -> a * b);
    }

    private long rowsAtOnce() {
        return Math.max(1, CHUNK / Math.max(1, count));
    }

    /** Many rows, several in one block. */
    private void shortRows(long from, long to) {
        var rows = (int) Math.max(1, Math.min(Lane.BLOCK / count, to - from));
        var registers = program.registers((int) (rows * count));
        for (var row = from; row < to; row += rows) {
            var n = (int) Math.min(rows, to - row);
            var block = program.block(registers, row * count, (int) (n * count));
            var totals = Folds.start(op, lane(), n);
            for (var i = 0; i < n; i++) {
                Folds.add(op, block, new Folds.Range((int) (i * count), (int) ((i + 1) * count)), totals, i);
            }
            Folds.store(op, totals, count, target, row);
        }
    }

    /** Few rows: all threads share each. */
    private void longRows(long results) {
        for (var row = 0L; row < results; row++) {
            var start = row * count;
            var chunks = new Object[(int) ((count + CHUNK - 1) / CHUNK)];
            Parallel.run(count, CHUNK, (from, to) -> {
                var registers = program.registers(Lane.BLOCK);
                for (var at = from; at < to; at += CHUNK) {
                    var total = Folds.start(op, lane(), 1);
                    fold(registers, start + at, start + Math.min(to, at + CHUNK), total);
                    chunks[(int) (at / CHUNK)] = total;
                }
            });
            var total = Folds.start(op, lane(), 1);
            for (var each : chunks) {
                Folds.merge(op, total, each);
            }
            Folds.store(op, total, count, target, row);
        }
    }

    /** Folds elements into {@code total}: whole blocks lane by lane, the rest one by one. */
    private void fold(Object[] registers, long from, long to, Object total) {
        if (isFloatSum()) {
            ((double[]) total)[0] += sum(registers, from, to);
            return;
        }
        var lanes = lane().array(Lane.BLOCK);
        var gathered = 0;
        var all = new Folds.Range(0, Lane.BLOCK);
        for (var at = from; at < to; at += Lane.BLOCK) {
            var n = (int) Math.min(Lane.BLOCK, to - at);
            var block = program.block(registers, at, n);
            if (n < Lane.BLOCK) {
                Folds.add(op, block, new Folds.Range(0, n), total, 0);
            } else if (gathered == 0) {
                System.arraycopy(block, 0, lanes, 0, n);
                gathered = 1;
            } else {
                combine.run(lanes, block, lanes, n);
                gathered++;
            }
            if (gathered == FLUSH) {
                Folds.add(op, lanes, all, total, 0);
                gathered = 0;
            }
        }
        if (gathered > 0) {
            Folds.add(op, lanes, all, total, 0);
        }
    }

    private boolean isFloatSum() {
        return lane() == Lane.FLOAT && (op == ReduceOp.SUM || op == ReduceOp.MEAN);
    }

    private double sum(Object[] registers, long from, long to) {
        // The library is not looked for, which takes some milliseconds, for what is done in a fraction of one.
        var blas = row != null && row.layout().count() >= CHUNK ? BlasSum.get() : Optional.<BlasSum>empty();
        var sum = blas.isPresent() ? blas.get().sum(row.storage().memory(), row.layout().offset() + from, to - from)
            : sumOfEighths(registers, from, to);
        return Double.isFinite(sum) ? sum : sumOfDoubles(registers, from, to);
    }

    private double sumOfEighths(Object[] registers, long from, long to) {
        var sums = new double[Folds.EIGHTH];
        var rest = 0.0;
        for (var at = from; at < to; at += Lane.BLOCK) {
            var n = (int) Math.min(Lane.BLOCK, to - at);
            var block = (float[]) program.block(registers, at, n);
            if (n == Lane.BLOCK) {
                Folds.addEighths(block, sums);
            } else {
                rest = Folds.sum(block, n);
            }
        }
        return rest + Arrays.stream(sums).sum();
    }

    /** For what overflows as a sum of floats, but perhaps not as one of doubles. */
    private double sumOfDoubles(Object[] registers, long from, long to) {
        var sum = 0.0;
        for (var at = from; at < to; at += Lane.BLOCK) {
            var n = (int) Math.min(Lane.BLOCK, to - at);
            sum += Folds.sum((float[]) program.block(registers, at, n), n);
        }
        return sum;
    }

    /** Dimensions remain after the reduced ones: blocks of results side by side. */
    private void columns(long results) {
        var blocks = (inner + Lane.BLOCK - 1) / Lane.BLOCK;
        var tasks = results / inner * blocks;
        var parts = tasks >= Parallel.threads() || count * inner < CHUNK ? 1
            : (int) Math.min(count, 2L * Parallel.threads());
        var partial = new Object[(int) (parts == 1 ? 0 : tasks * parts)];
        Parallel.run(tasks * parts, Math.max(1, CHUNK / Math.max(1, count * Math.min(inner, Lane.BLOCK) / parts)),
            (from, to) -> {
                var registers = program.registers((int) Math.min(inner, Lane.BLOCK));
                for (var each = from; each < to; each++) {
                    var task = each / parts;
                    var part = each % parts;
                    var totals = column(registers, task, count * part / parts, count * (part + 1) / parts);
                    if (parts == 1) {
                        Folds.store(op, totals, count, target, place(task, blocks));
                    } else {
                        partial[(int) each] = totals;
                    }
                }
            });
        for (var task = 0; parts > 1 && task < tasks; task++) {
            for (var part = 1; part < parts; part++) {
                Folds.merge(op, partial[task * parts], partial[task * parts + part]);
            }
            Folds.store(op, partial[task * parts], count, target, place(task, blocks));
        }
    }

    /** The first result of a block of columns. */
    private long place(long task, long blocks) {
        return task / blocks * inner + task % blocks * Lane.BLOCK;
    }

    private Object column(Object[] registers, long task, long from, long to) {
        var blocks = (inner + Lane.BLOCK - 1) / Lane.BLOCK;
        var column = task % blocks * Lane.BLOCK;
        var n = (int) Math.min(Lane.BLOCK, inner - column);
        var totals = Folds.start(op, lane(), n);
        var lanes = lane().array(n);
        var gathered = 0;
        for (var row = from; row < to; row++) {
            var block = program.block(registers, (task / blocks * count + row) * inner + column, n);
            if (isFloatSum()) {
                Folds.addFloats((float[]) block, (double[]) totals, n);
                continue;
            }
            if (gathered == 0) {
                System.arraycopy(block, 0, lanes, 0, n);
            } else {
                combine.run(lanes, block, lanes, n);
            }
            gathered++;
            if (gathered == FLUSH || row == to - 1) {
                Folds.mergeLanes(op, totals, lanes);
                gathered = 0;
            }
        }
        return totals;
    }
}
