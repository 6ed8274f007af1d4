package org.jolab.gpu.cpu;

import java.lang.ref.Reference;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Shape;
import org.jolab.gpu.Strided;

/** Writes elements to indices along one dimension, in order, on the calling thread: the last one wins. */
public final class Scatterer {

    private Scatterer() {
    }

    /** Sets or adds {@code values} at {@code index}; both have one shape. */
    public static void scatter(int axis, Expr.Leaf index, Expr.Leaf values, Expr.Leaf target, boolean adds) {
        var shape = index.layout().shape();
        var layout = target.layout();
        var size = layout.shape()[axis];
        var step = layout.strides()[axis];
        var steps = layout.strides().clone();
        steps[axis] = 0;
        var places = new Walk(new Strided(shape, steps, layout.offset()));
        var indices = Program.of(index, shape);
        var sources = Program.of(values, shape);
        var one = Lane.of(target.dtype()).array(1);
        var memory = target.storage().memory();
        var count = Shape.count(shape);
        var indexRegisters = indices.registers((int) Math.min(count, Lane.BLOCK));
        var valueRegisters = sources.registers((int) Math.min(count, Lane.BLOCK));
        for (var start = 0L; start < count; start += Lane.BLOCK) {
            var n = (int) Math.min(Lane.BLOCK, count - start);
            var at = (long[]) indices.block(indexRegisters, start, n);
            var from = sources.block(valueRegisters, start, n);
            places.rows(start, n, row -> {
                for (var i = 0; i < row.count(); i++) {
                    var k = at[row.at() + i];
                    var place = row.from() + i * row.stride() + (k < 0 ? k + size : k) * step;
                    if (adds) {
                        Elements.load(target.dtype(), memory, new Elements.Row(place, 1, 0, 1), one);
                        add(one, from, row.at() + i);
                        if (one instanceof int[] ints) {
                            Elements.wrap(target.dtype(), ints, 1);
                        }
                        Elements.store(target.dtype(), memory, new Elements.Row(place, 1, 0, 1), one);
                    } else {
                        Elements.store(target.dtype(), memory, new Elements.Row(place, 1, row.at() + i, 1), from);
                    }
                }
            });
        }
        Reference.reachabilityFence(index);
        Reference.reachabilityFence(values);
        Reference.reachabilityFence(target);
    }

    private static void add(Object one, Object from, int at) {
        switch (one) {
            case float[] floats -> floats[0] += ((float[]) from)[at];
            case double[] doubles -> doubles[0] += ((double[]) from)[at];
            case long[] longs -> longs[0] += ((long[]) from)[at];
            default -> ((int[]) one)[0] += ((int[]) from)[at];
        }
    }
}
