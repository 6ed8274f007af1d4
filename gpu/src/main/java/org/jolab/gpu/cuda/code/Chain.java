package org.jolab.gpu.cuda.code;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Strided;

/**
 * An expression on its way into a kernel: its operands, what the kernel's text depends on, and the numbers that it does
 * not depend on, which become parameters. Owned by one thread, and of use for one launch.
 */
final class Chain {

    private static final int LEAF = 1 << 24;
    private static final int CONSTANT = 2 << 24;
    private static final int COORDINATE = 3 << 24;
    private static final int RANDOM = 4 << 24;
    private static final int UNARY = 5 << 24;
    private static final int BINARY = 6 << 24;
    private static final int SELECT = 7 << 24;
    private static final int CAST = 8 << 24;
    private static final int TAKE = 9 << 24;

    private final Expr expr;
    private final int[] shape;
    private final Signature signature;
    private final Operands operands;
    private final Arguments extras = new Arguments();
    private int[] order = new int[8];
    private int visits;

    private Chain(Expr expr, int[] shape, Signature signature) {
        this.expr = expr;
        this.shape = shape;
        this.signature = signature;
        operands = new Operands(shape);
    }

    /** Reads {@code expr}, of {@code shape}; what its code depends on goes into {@code signature}. */
    static Chain of(Expr expr, int[] shape, Signature signature) {
        var chain = new Chain(expr, shape, signature);
        chain.read(expr);
        return chain;
    }

    /** As {@link #of}, with operand 0 being what is written. */
    static Chain into(Expr.Leaf target, Expr expr, Signature signature) {
        var chain = new Chain(expr, target.layout().shape(), signature);
        chain.operands.add(target);
        chain.read(expr);
        return chain;
    }

    Expr expr() {
        return expr;
    }

    Operands operands() {
        return operands;
    }

    /** Hands over the parameters that {@link ChainCode#parameters} declares. */
    void pass(Arguments arguments) {
        operands.pass(arguments);
        for (var i = 0; i < extras.count(); i++) {
            arguments.add(extras.slots()[i]);
        }
    }

    /** Called when everything that reads the operands has been launched: they may go from then on. */
    void done() {
        for (var i = 0; i < operands.count(); i++) {
            Reference.reachabilityFence(operands.leaf(i).storage());
        }
    }

    private int note(int operand) {
        if (visits == order.length) {
            order = Arrays.copyOf(order, 2 * visits);
        }
        order[visits++] = operand;
        return operand;
    }

    /** The operand of the leaf or take that was read as number {@code visit}. */
    int operandOf(int visit) {
        return order[visit];
    }

    /** Whether the index along a dimension is just the end of an element's index. */
    boolean isInnermost(Expr.Coordinate coordinate) {
        return product(shape.length - coordinate.fromBack() + 1, shape.length) == 1;
    }

    /** Whether the index along a dimension is just the beginning of an element's index. */
    boolean isOutermost(Expr.Coordinate coordinate) {
        return product(0, shape.length - coordinate.fromBack()) == 1;
    }

    private long product(int from, int to) {
        var product = 1L;
        for (var i = from; i < to; i++) {
            product *= shape[i];
        }
        return product;
    }

    private void read(Expr node) {
        switch (node) {
            case Expr.Leaf leaf -> signature.add(LEAF | note(operands.add(leaf)));
            case Expr.Constant constant -> read(constant);
            case Expr.Coordinate coordinate -> read(coordinate);
            case Expr.Random random -> {
                signature.add(RANDOM | random.distribution().ordinal() << 8 | random.dtype().ordinal());
                extras.add(random.seed());
                extras.add(random.stream());
            }
            case Expr.Unary unary -> {
                signature.add(UNARY | unary.op().ordinal() << 8 | unary.dtype().ordinal());
                read(unary.a());
            }
            case Expr.Binary binary -> {
                signature.add(BINARY | binary.op().ordinal() << 8 | binary.dtype().ordinal());
                read(binary.a());
                read(binary.b());
            }
            case Expr.Select select -> {
                signature.add(SELECT);
                read(select.condition());
                read(select.a());
                read(select.b());
            }
            case Expr.Cast cast -> {
                signature.add(CAST | cast.dtype().ordinal());
                read(cast.a());
            }
            case Expr.Take take -> read(take);
        }
    }

    private void read(Expr.Constant constant) {
        signature.add(CONSTANT | constant.dtype().ordinal());
        switch (constant.dtype()) {
            case F64 -> extras.add(constant.real());
            case F32, F16, BF16 -> extras.add((float) constant.real());
            default -> extras.add(constant.whole());
        }
    }

    private void read(Expr.Coordinate coordinate) {
        signature.add(COORDINATE | (isInnermost(coordinate) ? 1 : 0) | (isOutermost(coordinate) ? 2 : 0));
        var axis = shape.length - coordinate.fromBack();
        extras.add(product(axis + 1, shape.length));
        extras.add(shape[axis]);
    }

    private void read(Expr.Take take) {
        var layout = take.source().layout();
        var strides = layout.strides().clone();
        var sizes = layout.shape().clone();
        var stride = strides[take.axis()];
        strides[take.axis()] = 0;
        sizes[take.axis()] = 1;
        var others = new Strided(sizes, strides, layout.offset());
        signature.add(TAKE | note(operands.addPlace(new Expr.Leaf(take.source().storage(), take.dtype(), others))));
        extras.add(stride);
        extras.add(layout.shape()[take.axis()]);
        read(take.index());
    }
}
