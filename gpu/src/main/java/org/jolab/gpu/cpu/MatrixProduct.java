package org.jolab.gpu.cpu;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.util.Arrays;
import org.jolab.gpu.DType;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Product;
import org.jolab.gpu.Strided;

/**
 * Products of batches of matrices in plain Java, for small ones and for where there is no native library: they are cut
 * into panels of the right matrix that stay in the second-level cache while pairs of rows pass over them.
 */
public final class MatrixProduct {

    private static final int COLUMNS = 512;
    private static final int DEPTH = 128;
    private static final int ROWS = 128;
    private static final long TINY = 16 * 16 * 16;
    private static final long SMALL = 64 * 64 * 64;

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

    /** Multiplies; the target has no gaps. */
    public static void multiply(Product product, Expr.Leaf target) {
        if (target.layout().count() > 0) {
            Products.multiply(product, target);
        }
        Reference.reachabilityFence(product);
        Reference.reachabilityFence(target);
    }

    /** Multiplies F32, F64 or I64 by the loops of this class. */
    static void plain(Expr.Leaf a, Expr.Leaf b, Expr.Leaf target) {
        var shape = target.layout().shape();
        new MatrixProduct(a, b, target).run(shape, (long) shape[1] * shape[2] * a.layout().shape()[2]);
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
            load(b, row(b.layout(), new long[] {batch, k, 0}, columns).at(k * columns), right);
        }
        var left = lane.array(depth);
        var sums = lane.array(columns);
        for (var i = 0; i < rows; i++) {
            load(a, row(a.layout(), new long[] {batch, i, 0}, depth), left);
            Kernels.tiny(sums, left, right, columns);
            Elements.store(dtype, target.storage().memory(),
                row(target.layout(), new long[] {batch, i, 0}, columns), sums);
        }
    }

    /** Computes {@code rows} rows of up to {@link #COLUMNS} columns of one product. */
    private void panel(long batch, int row, int column, int rows) {
        var shape = target.layout().shape();
        var lane = Lane.of(dtype);
        var columns = Math.min(COLUMNS, shape[2] - column);
        var right = new Object[Math.min(DEPTH, depth + 3 & -4)];
        Arrays.setAll(right, _ -> lane.array(columns));
        var lefts = new Object[] {lane.array(right.length), lane.array(right.length)};
        var sums = new Object[] {lane.array(columns), lane.array(columns)};
        var step = 0;
        do {
            var deep = Math.min(DEPTH, depth - step);
            pack(new long[] {batch, step, column}, deep, right);
            for (var i = row; i < row + rows; i += 2) {
                var lines = Math.min(2, row + rows - i);
                for (var k = 0; k < lines; k++) {
                    Lane.fill(lefts[k], 0, 0);
                    load(a, row(a.layout(), new long[] {batch, i + k, step}, deep), lefts[k]);
                    if (step > 0) {
                        load(target, row(target.layout(), new long[] {batch, i + k, column}, columns), sums[k]);
                    } else {
                        Lane.fill(sums[k], 0, 0);
                    }
                }
                Kernels.multiply(sums, lefts, right, columns);
                for (var k = 0; k < lines; k++) {
                    Elements.store(dtype, target.storage().memory(),
                        row(target.layout(), new long[] {batch, i + k, column}, columns), sums[k]);
                }
            }
            step += DEPTH;
        } while (step < depth);
    }

    /** Copies rows of the right matrix; rows that it does not have become zeros. */
    private void pack(long[] place, int deep, Object[] into) {
        for (var k = deep; k < into.length; k++) {
            Lane.fill(into[k], 0, 0);
        }
        var steps = b.layout().strides();
        var columns = Array.getLength(into[0]);
        if (steps[2] == 1 || steps[1] != 1) {
            for (var k = 0; k < deep; k++) {
                load(b, row(b.layout(), new long[] {place[0], place[1] + k, place[2]}, columns), into[k]);
            }
            return;
        }
        // A transposed matrix: its columns lie evenly in the memory.
        var column = Lane.of(dtype).array(deep);
        for (var j = 0; j < columns; j++) {
            var from = b.layout().offset() + place[0] * steps[0] + place[1] + (place[2] + j) * steps[2];
            load(b, new Elements.Row(from, 1, 0, deep), column);
            Kernels.spread(column, into, j);
        }
    }

    private void load(Expr.Leaf leaf, Elements.Row row, Object into) {
        Elements.load(dtype, leaf.storage().memory(), row, into);
    }

    /** The {@code n} elements from [batch, row, column] on. */
    private static Elements.Row row(Strided layout, long[] place, int n) {
        var steps = layout.strides();
        return new Elements.Row(
            layout.offset() + place[0] * steps[0] + place[1] * steps[1] + place[2] * steps[2], steps[2], 0, n);
    }
}
