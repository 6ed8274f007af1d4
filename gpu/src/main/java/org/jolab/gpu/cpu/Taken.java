package org.jolab.gpu.cpu;

import java.lang.foreign.MemorySegment;
import org.jolab.gpu.DType;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Strided;

/** Loads elements at indices along one dimension of a source. */
final class Taken {

    private final DType dtype;
    private final long stride;
    private final int size;
    private final Walk others;

    Taken(Expr.Take take, int[] shape) {
        dtype = take.dtype();
        var layout = take.source().layout();
        stride = layout.strides()[take.axis()];
        size = layout.shape()[take.axis()];
        var fixed = layout.slice(take.axis(), 0, 1, 1);
        others = new Walk(new Strided(fixed.shape(), fixed.strides(), layout.offset()).broadcastTo(shape));
    }

    /** Loads the elements at {@code index} for the block that begins at {@code start}. */
    void load(long[] index, long start, Conversions.Out out, MemorySegment memory) {
        others.rows(start, out.n(), row -> {
            for (var i = 0; i < row.count(); i++) {
                var at = index[row.at() + i];
                var from = row.from() + i * row.stride() + (at < 0 ? at + size : at) * stride;
                Elements.load(dtype, memory, new Elements.Row(from, 1, row.at() + i, 1), out.array());
            }
        });
    }
}
