package org.jolab.gpu.cpu;

import org.jolab.gpu.Expr;
import org.jolab.gpu.ReduceOp;

/** Finds the first least or greatest element of each row; owned by one thread. */
final class IndexFold {

    private final ReduceOp op;
    private final Program program;
    private final long count;
    private double best;
    private long bestWhole;
    private long place;

    IndexFold(ReduceOp op, Program program, long count) {
        this.op = op;
        this.program = program;
        this.count = count;
    }

    /** Writes the indices of rows {@code from} to before {@code to}. */
    void run(long from, long to, Expr.Leaf target) {
        var registers = program.registers((int) Math.min(Lane.BLOCK, count));
        var result = new long[1];
        for (var row = from; row < to; row++) {
            place = -1;
            for (var at = 0L; at < count; at += Lane.BLOCK) {
                var n = (int) Math.min(Lane.BLOCK, count - at);
                scan(program.block(registers, row * count + at, n), at, n);
            }
            result[0] = place;
            Elements.store(target.dtype(), target.storage().memory(),
                new Elements.Row(target.layout().offset() + row, 1, 0, 1), result);
        }
    }

    private void scan(Object block, long at, int n) {
        switch (block) {
            case float[] floats -> {
                if (place >= 0 && !isBetter(op == ReduceOp.ARGMIN ? least(floats, n) : greatest(floats, n))) {
                    return;
                }
                for (var i = 0; i < n; i++) {
                    take(floats[i], at + i);
                }
            }
            case double[] doubles -> {
                for (var i = 0; i < n; i++) {
                    take(doubles[i], at + i);
                }
            }
            case long[] longs -> {
                for (var i = 0; i < n; i++) {
                    take(longs[i], at + i);
                }
            }
            default -> {
                for (var i = 0; i < n; i++) {
                    take((long) ((int[]) block)[i], at + i);
                }
            }
        }
    }

    /** NaN if there is one; the JIT compiler makes vector code of it, and of few blocks more than this is needed. */
    private static float greatest(float[] values, int n) {
        var greatest = values[0];
        for (var i = 1; i < n; i++) {
            greatest = Math.max(greatest, values[i]);
        }
        return greatest;
    }

    private static float least(float[] values, int n) {
        var least = values[0];
        for (var i = 1; i < n; i++) {
            least = Math.min(least, values[i]);
        }
        return least;
    }

    /** Than the best so far; the first NaN is the best of all. */
    private boolean isBetter(double value) {
        return best == best && (value != value || (op == ReduceOp.ARGMIN ? value < best : value > best));
    }

    private void take(double value, long at) {
        if (place < 0 || isBetter(value)) {
            best = value;
            place = at;
        }
    }

    private void take(long value, long at) {
        if (place < 0 || (op == ReduceOp.ARGMIN ? value < bestWhole : value > bestWhole)) {
            bestWhole = value;
            place = at;
        }
    }
}
