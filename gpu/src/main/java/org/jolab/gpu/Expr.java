package org.jolab.gpu;

import java.util.function.Consumer;

/**
 * An elementwise computation: what a chain of operations has been recorded as, and what a backend runs in one loop.
 *
 * <p>Every leaf broadcasts to the shape of the whole. Operands of an operation have one type; casts are nodes. Each
 * operation rounds its result to its type, so fused and single operations give the same numbers.
 */
public sealed interface Expr {

    /** The type of its values. */
    DType dtype();

    /** Number of nodes. */
    default int nodes() {
        return switch (this) {
            case Leaf _, Constant _, Coordinate _, Random _ -> 1;
            case Unary unary -> 1 + unary.a.nodes();
            case Cast cast -> 1 + cast.a.nodes();
            case Binary binary -> 1 + binary.a.nodes() + binary.b.nodes();
            case Select select -> 1 + select.condition.nodes() + select.a.nodes() + select.b.nodes();
            case Take take -> 2 + take.index.nodes();
        };
    }

    /** Hands every leaf to {@code visitor}. */
    default void leaves(Consumer<Leaf> visitor) {
        switch (this) {
            case Leaf leaf -> visitor.accept(leaf);
            case Constant _, Coordinate _, Random _ -> { }
            case Unary unary -> unary.a.leaves(visitor);
            case Cast cast -> cast.a.leaves(visitor);
            case Binary binary -> {
                binary.a.leaves(visitor);
                binary.b.leaves(visitor);
            }
            case Select select -> {
                select.condition.leaves(visitor);
                select.a.leaves(visitor);
                select.b.leaves(visitor);
            }
            case Take take -> {
                take.index.leaves(visitor);
                visitor.accept(take.source);
            }
        }
    }

    /** This computation over a tensor of {@code shape} with its dimensions in another order. */
    default Expr permute(int[] shape, int[] order) {
        return switch (this) {
            case Leaf leaf -> new Leaf(leaf.storage, leaf.dtype, leaf.layout.broadcastTo(shape).permute(order));
            case Constant constant -> constant;
            case Coordinate coordinate -> {
                var axis = shape.length - coordinate.fromBack;
                var at = 0;
                while (order[at] != axis) {
                    at++;
                }
                yield new Coordinate(order.length - at);
            }
            case Unary unary -> new Unary(unary.op, unary.dtype, unary.a.permute(shape, order));
            case Cast cast -> new Cast(cast.dtype, cast.a.permute(shape, order));
            case Binary binary -> new Binary(binary.op, binary.dtype, binary.a.permute(shape, order),
                binary.b.permute(shape, order));
            case Select select -> new Select(select.condition.permute(shape, order), select.a.permute(shape, order),
                select.b.permute(shape, order));
            case Random _, Take _ -> throw new IllegalStateException("is always run before it is permuted");
        };
    }

    /** Elements of a tensor. */
    record Leaf(Storage storage, DType dtype, Strided layout) implements Expr {
    }

    /** One number everywhere: {@code real} for floats, {@code whole} for the others. */
    record Constant(double real, long whole, DType dtype) implements Expr {
    }

    /** The index along the dimension that is {@code fromBack} from the end, the last being 1. */
    record Coordinate(int fromBack) implements Expr {
        @Override
        public DType dtype() {
            return DType.I64;
        }
    }

    /** Numbers of a counter-based generator, by the element's place in a tensor without gaps. */
    record Random(Rng.Distribution distribution, long seed, long stream, DType dtype) implements Expr {
    }

    /** A function of one element; the type is the result's. */
    record Unary(UnaryOp op, DType dtype, Expr a) implements Expr {
    }

    /** A function of two elements; the type is the result's. */
    record Binary(BinaryOp op, DType dtype, Expr a, Expr b) implements Expr {
    }

    /** {@code a} where the condition holds, {@code b} elsewhere. */
    record Select(Expr condition, Expr a, Expr b) implements Expr {
        @Override
        public DType dtype() {
            return a.dtype();
        }
    }

    /** To another type: towards 0 and wrapping from float to integer, as Java's casts of long do. */
    record Cast(DType dtype, Expr a) implements Expr {
    }

    /**
     * The element of {@code source} at the same place, but at {@code index} in dimension {@code axis}; the source
     * broadcasts in its other dimensions. Indices have been checked, and negative ones count from the end.
     */
    record Take(Leaf source, int axis, Expr index) implements Expr {
        @Override
        public DType dtype() {
            return source.dtype;
        }
    }
}
