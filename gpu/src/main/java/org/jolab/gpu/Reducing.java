package org.jolab.gpu;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Brings reductions into the form that backends know: the reduced dimensions side by side. */
final class Reducing {

    /** Fewer results side by side than this are not worth keeping the rows of memory together. */
    private static final int NARROW = 16;

    private Reducing() {
    }

    static Tensor truth(ReduceOp op, Tensor x, boolean keep, int... axes) {
        var bool = x.to(DType.BOOL);
        var named = Shape.axes(op == ReduceOp.MAX ? "any" : "all", axes, x.ndim());
        if (count(x.dimensions(), named) == 0) {
            return Tensors.full(x.device(), op == ReduceOp.MIN ? 1 : 0, DType.BOOL,
                Shape.reduce(x.dimensions(), named, keep));
        }
        return reduce(op, bool, keep, axes);
    }

    static Tensor reduce(ReduceOp op, Tensor x, boolean keep, int... axes) {
        var named = Shape.axes(op.toString(), axes, x.ndim());
        var shape = x.dimensions();
        if (count(shape, named) == 0 && (op.isIndex() || op == ReduceOp.MIN || op == ReduceOp.MAX)) {
            throw new ShapeException("%s: %s has no elements to choose from".formatted(op, Shape.text(shape)));
        }
        var operand = x.to(accumulated(op, x.dtype()));
        var order = order(op, shape, named);
        var sorted = Arrays.stream(order).map(axis -> shape[axis]).toArray();
        var first = 0;
        while (first < order.length && !named[order[first]]) {
            first++;
        }
        var last = first;
        while (last < order.length && named[order[last]]) {
            last++;
        }
        var expr = Elementwise.join(operand, shape);
        var target = Tensor.allocate(x.device(), result(op, operand.dtype()), Shape.reduce(shape, named, keep));
        x.device().backend().reduce(
            new Backend.Reduction(op, isInOrder(order) ? expr : expr.permute(shape, order), sorted, first, last),
            target);
        return Tensor.of(target).to(rounded(op, x.dtype()));
    }

    private static boolean isInOrder(int[] order) {
        return IntStream.range(0, order.length).allMatch(i -> order[i] == i);
    }

    private static long count(int[] shape, boolean[] named) {
        return IntStream.range(0, shape.length).filter(i -> named[i]).mapToLong(i -> shape[i])
            .reduce(1, (a, b) -> a * b);
    }

    /** Kept dimensions, then reduced ones, then those kept ones that lie behind the last reduced one. */
    private static int[] order(ReduceOp op, int[] shape, boolean[] named) {
        var end = shape.length;
        while (end > 0 && !named[end - 1]) {
            end--;
        }
        var behind = IntStream.range(end, shape.length).mapToLong(i -> shape[i]).reduce(1, (a, b) -> a * b);
        var border = op.isIndex() || behind < NARROW ? shape.length : end;
        return IntStream.concat(
            IntStream.concat(IntStream.range(0, border).filter(i -> !named[i]),
                IntStream.range(0, border).filter(i -> named[i])),
            IntStream.range(border, shape.length)).toArray();
    }

    /** The type in which it is computed. */
    private static DType accumulated(ReduceOp op, DType dtype) {
        return switch (op) {
            case SUM -> dtype.isFloat() ? dtype.bytes() == 2 ? DType.F32 : dtype : DType.I64;
            case MEAN -> dtype.bytes() == 2 ? DType.F32 : dtype.toFloat();
            case PROD -> dtype.isFloat() ? DType.F64 : DType.I64;
            default -> dtype;
        };
    }

    private static DType result(ReduceOp op, DType dtype) {
        return op.isIndex() ? DType.I64 : dtype;
    }

    /** The type of the result. */
    private static DType rounded(ReduceOp op, DType dtype) {
        return switch (op) {
            case SUM, PROD -> dtype.isFloat() ? dtype : DType.I64;
            case MEAN -> dtype.toFloat();
            case MIN, MAX -> dtype;
            case ARGMIN, ARGMAX -> DType.I64;
        };
    }

    static Tensor variance(Tensor x, int correction, boolean keep, int... axes) {
        var real = x.to(between(x.dtype()));
        var named = Shape.axes("var", axes, x.ndim());
        var count = count(x.dimensions(), named);
        var deviation = real.sub(real.mean(true, axes));
        var sum = deviation.square().sum(keep, axes);
        var divisor = count - correction;
        return (divisor > 0 ? sum.div(divisor) : sum.mul(Double.NaN)).to(x.dtype().toFloat());
    }

    /** Where several operations follow each other, types of two bytes are not precise enough in between. */
    private static DType between(DType dtype) {
        return dtype.bytes() == 2 ? DType.F32 : dtype.toFloat();
    }

    static Tensor logSumExp(Tensor x, boolean keep, int... axes) {
        var real = x.to(between(x.dtype()));
        var greatest = real.max(true, axes);
        // Infinities would turn into NaN by their difference.
        var shift = Tensors.where(greatest.isfinite(), greatest, 0);
        var sum = real.sub(shift).exp().sum(true, axes).log().add(shift).to(x.dtype().toFloat());
        return keep ? sum : sum.reshape(Shape.reduce(x.dimensions(), Shape.axes("logsumexp", axes, x.ndim()), false));
    }

    static Tensor softmax(Tensor x, int axis) {
        var real = x.to(between(x.dtype()));
        var powers = real.sub(real.max(true, axis)).exp().eval();
        return powers.div(powers.sum(true, axis)).to(x.dtype().toFloat());
    }
}
