package org.jolab.gpu;

import java.util.HashSet;

/**
 * What an operation does to memory, and how much it computes.
 *
 * @param read bytes of its operands, each counted once
 * @param written bytes of its result
 * @param flops additions and multiplications of a matrix product, else 0
 */
public record Traffic(long read, long written, long flops) {

    static final Traffic NONE = new Traffic(0, 0, 0);

    Traffic plus(Traffic other) {
        return new Traffic(read + other.read, written + other.written, flops + other.flops);
    }

    /** Of an elementwise computation of {@code count} elements, whose result has {@code target}'s. */
    static Traffic of(Expr expr, long count, Expr.Leaf target) {
        var seen = new HashSet<Place>();
        var read = new long[1];
        expr.leaves(leaf -> {
            // An operand that occurs twice is read once.
            if (seen.add(new Place(System.identityHashCode(leaf.storage()), leaf.layout().offset()))) {
                read[0] += Math.min(distinct(leaf.layout()), count) * leaf.dtype().bytes();
            }
        });
        return new Traffic(read[0], bytes(target), 0);
    }

    private record Place(int storage, long offset) {
    }

    /** Of a matrix product. */
    static Traffic of(Product product, Expr.Leaf target) {
        var bias = product.bias().map(Traffic::bytes).orElse(0L);
        return new Traffic(bytes(product.a()) + bytes(product.b()) + bias, bytes(target),
            2 * target.layout().count() * product.depth());
    }

    /** Bytes of the elements that are there. */
    static long bytes(Expr.Leaf leaf) {
        return distinct(leaf.layout()) * leaf.dtype().bytes();
    }

    /** Elements that are not repetitions. */
    private static long distinct(Strided layout) {
        var count = 1L;
        for (var i = 0; i < layout.rank(); i++) {
            count *= layout.strides()[i] == 0 ? Math.min(1, layout.shape()[i]) : layout.shape()[i];
        }
        return count;
    }
}
