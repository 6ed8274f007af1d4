package org.jolab.gpu.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.jolab.gpu.DType;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Layout;

/**
 * Products of batches of matrices of F32, F64 or I64. Large ones of floats go to OpenBLAS where it is there; the others
 * are cut into panels of the right matrix that stay in the second-level cache while pairs of rows pass over them.
 */
public final class MatrixProduct {

    private static final int COLUMNS = Kernels.COLUMNS;
    private static final int DEPTH = 128;
    private static final int ROWS = 128;
    private static final long TINY = 16 * 16 * 16;
    private static final long SMALL = 64 * 64 * 64;
    private static final long NATIVE = 64 * 64 * 64;

    private final Expr.Leaf a;
    private final Expr.Leaf b;
    private final Expr.Leaf target;
    private final DType dtype;
    private final int depth;

    private MatrixProduct(Expr.Leaf a, Expr.Leaf b, Expr.Leaf target) {
        this.a = a;
        this.b = b;
        this.target = target;
        dtype = target.dtype();
        depth = a.layout().shape()[2];
    }

    /** Multiplies matrix by matrix; layouts are [batch, rows, columns], the target has no gaps. */
    public static void multiply(Expr.Leaf a, Expr.Leaf b, Expr.Leaf target) {
        var shape = target.layout().shape();
        if (target.layout().count() > 0) {
            var work = (long) shape[1] * shape[2] * a.layout().shape()[2];
            var product = new MatrixProduct(a, b, target);
            if (work < NATIVE || !Blas.multiply(a, b, target)) {
                product.run(shape, work);
            }
        }
        Reference.reachabilityFence(a);
        Reference.reachabilityFence(b);
        Reference.reachabilityFence(target);
    }

    private void run(int[] shape, long work) {
        if (work <= TINY) {
            Parallel.run(shape[0], TINY * 4 / Math.max(1, work), (from, to) -> {
                for (var batch = from; batch < to; batch++) {
                    tiny(batch, shape[1], shape[2]);
                }
            });
            return;
        }
        var down = (shape[1] + ROWS - 1) / ROWS;
        var across = (shape[2] + COLUMNS - 1) / COLUMNS;
        Parallel.run((long) shape[0] * down * across, Math.max(1, SMALL / Math.max(1, work)), (from, to) -> {
            for (var task = from; task < to; task++) {
                var row = (int) (task / across % down) * ROWS;
                panel(task / across / down, row, (int) (task % across) * COLUMNS, Math.min(ROWS, shape[1] - row));
            }
        });
    }

    /** A product for which panels would be too much ado. */
    private void tiny(long batch, int rows, int columns) {
        var lane = Lane.of(dtype);
        var right = lane.array(depth * columns);
        for (var k = 0; k < depth; k++) {
            Elements.load(dtype, b.storage().memory(), row(b.layout(), batch, k, 0, columns).at(k * columns), right);
        }
        var left = lane.array(depth);
        var sums = lane.array(columns);
        for (var i = 0; i < rows; i++) {
            Elements.load(dtype, a.storage().memory(), row(a.layout(), batch, i, 0, depth), left);
            Kernels.tiny(sums, left, right, columns);
            Elements.store(dtype, target.storage().memory(), row(target.layout(), batch, i, 0, columns), sums);
        }
    }

    /** Computes {@code rows} rows of up to {@link #COLUMNS} columns of one product. */
    private void panel(long batch, int row, int column, int rows) {
        var shape = target.layout().shape();
        var lane = Lane.of(dtype);
        var columns = Math.min(COLUMNS, shape[2] - column);
        var size = Math.min(DEPTH, depth + 1) + 1;
        var right = lane.array(size * COLUMNS);
        var lefts = new Object[] {lane.array(size), lane.array(size)};
        var sums = new Object[] {lane.array(COLUMNS), lane.array(COLUMNS)};
        var step = 0;
        do {
            var deep = Math.min(DEPTH, depth - step);
            pack(b, new long[] {batch, step, column}, deep, columns, right);
            for (var i = row; i < row + rows; i += 2) {
                var two = i + 1 < row + rows;
                for (var k = 0; k < (two ? 2 : 1); k++) {
                    line(a, batch, i + k, step, deep, lefts[k]);
                    if (step > 0) {
                        line(target, batch, i + k, column, columns, sums[k]);
                    } else {
                        Lane.fill(sums[k], 0, 0);
                    }
                }
                Kernels.multiply(sums, lefts, right, (deep + 1) / 2 * 2, columns);
                for (var k = 0; k < (two ? 2 : 1); k++) {
                    Elements.store(dtype, target.storage().memory(),
                        row(target.layout(), batch, i + k, column, columns), sums[k]);
                }
            }
            step += DEPTH;
        } while (step < depth);
    }

    private void pack(Expr.Leaf leaf, long[] place, int deep, int columns, Object into) {
        if (deep % 2 != 0) {
            Lane.fill(into, 0, 0);
        }
        var steps = leaf.layout().strides();
        MemorySegment memory = leaf.storage().memory();
        if (steps[2] == 1 || steps[1] != 1) {
            for (var k = 0; k < deep; k++) {
                var from = leaf.layout().offset() + place[0] * steps[0] + (place[1] + k) * steps[1]
                    + place[2] * steps[2];
                Elements.load(dtype, memory, new Elements.Row(from, steps[2], k * COLUMNS, columns), into);
            }
            return;
        }
        // A transposed matrix: its columns lie evenly in the memory.
        var lane = Lane.of(dtype);
        var column = lane.array(deep);
        for (var j = 0; j < columns; j++) {
            var from = leaf.layout().offset() + place[0] * steps[0] + place[1] + (place[2] + j) * steps[2];
            Elements.load(dtype, memory, new Elements.Row(from, 1, 0, deep), column);
            Kernels.spread(column, into, j, deep);
        }
    }

    private static Elements.Row row(Layout layout, long batch, long row, long column,
        int n) {
        var steps = layout.strides();
        return new Elements.Row(layout.offset() + batch * steps[0] + row * steps[1] + column * steps[2],
            steps[2], 0, n);
    }

    private void line(Expr.Leaf leaf, long batch, int row, int column, int n, Object into) {
        if (n % 2 != 0) {
            Lane.fill(into, 0, 0);
        }
        Elements.load(dtype, leaf.storage().memory(), row(leaf.layout(), batch, row, column, n), into);
    }
}
