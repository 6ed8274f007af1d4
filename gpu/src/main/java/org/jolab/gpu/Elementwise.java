package org.jolab.gpu;

import org.jolab.gpu.Expr.Binary;
import org.jolab.gpu.Expr.Cast;
import org.jolab.gpu.Expr.Constant;
import org.jolab.gpu.Expr.Select;
import org.jolab.gpu.Expr.Unary;

/** Records elementwise operations: settles types and shapes, and joins what the operands have recorded. */
final class Elementwise {

    /** Longer chains are run in parts: registers would leave the cache, and kernels would be large. */
    private static final int LONGEST = 32;

    private Elementwise() {
    }

    static Tensor unary(UnaryOp wanted, Tensor x) {
        // The other bits of a BOOL are none of its value.
        var op = wanted == UnaryOp.BITWISE_NOT && x.dtype() == DType.BOOL ? UnaryOp.LOGICAL_NOT : wanted;
        var operand = op.operand(x.dtype());
        var shape = x.dimensions();
        return Tensor.record(x.device(), new Unary(op, op.result(operand), cast(operand, join(x, shape))), shape);
    }

    static Tensor binary(BinaryOp op, Tensor x, Tensor y) {
        sameDevice(op.toString(), x, y);
        var shape = Shape.broadcast(op.toString(), x.dimensions(), y.dimensions());
        var operand = op.operand(x.dtype().promote(y.dtype()));
        return combine(op, cast(operand, join(x, shape)), cast(operand, join(y, shape)), new Place(x.device(), shape));
    }

    static Tensor binary(BinaryOp op, Tensor x, Number number) {
        var common = weak(x.dtype(), number);
        // A comparison has an answer even if the number is none of the type's.
        var operand = op.operand(op.isTest() && common.isInteger() && isWhole(number) && !fits(common, number)
            ? DType.I64 : common);
        return combine(op, cast(operand, join(x, x.dimensions())), constant(op.toString(), operand, number),
            new Place(x.device(), x.dimensions()));
    }

    static Tensor binary(BinaryOp op, Number number, Tensor x) {
        var operand = op.operand(weak(x.dtype(), number));
        return combine(op, constant(op.toString(), operand, number), cast(operand, join(x, x.dimensions())),
            new Place(x.device(), x.dimensions()));
    }

    private record Place(Device device, int[] shape) {
    }

    private static Tensor combine(BinaryOp op, Expr x, Expr y, Place place) {
        return Tensor.record(place.device, new Binary(op, op.result(x.dtype()), x, y), place.shape);
    }

    static Tensor where(Tensor condition, Tensor x, Tensor y) {
        sameDevice("where", condition, x);
        sameDevice("where", x, y);
        var shape = Shape.broadcast("where", condition.dimensions(),
            Shape.broadcast("where", x.dimensions(), y.dimensions()));
        var dtype = x.dtype().promote(y.dtype());
        return Tensor.record(x.device(), new Select(cast(DType.BOOL, join(condition, shape)),
            cast(dtype, join(x, shape)), cast(dtype, join(y, shape))), shape);
    }

    static Tensor cast(Tensor x, DType dtype) {
        return x.dtype() == dtype ? x
            : Tensor.record(x.device(), cast(dtype, join(x, x.dimensions())), x.dimensions());
    }

    private static Expr cast(DType dtype, Expr x) {
        return x.dtype() == dtype ? x : new Cast(dtype, x);
    }

    /**
     * What {@code x} has recorded, to become part of something of {@code shape}. It is computed first if it would be
     * computed more often than once: for another consumer, or for every place to which it broadcasts.
     */
    static Expr join(Tensor x, int[] shape) {
        var expr = x.expr();
        if (!(expr instanceof Expr.Leaf)
            && (x.isUsed() || expr.nodes() > LONGEST / 2 || Shape.count(shape) != Shape.count(x.dimensions()))) {
            return x.realize();
        }
        return expr;
    }

    /** The type of an operation on {@code dtype} and a number of no type of its own. */
    static DType weak(DType dtype, Number number) {
        return isWhole(number) ? dtype == DType.BOOL ? DType.I64 : dtype : dtype.toFloat();
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long || number instanceof Short
            || number instanceof Byte;
    }

    private static boolean fits(DType dtype, Number number) {
        return isWhole(number) ? number.longValue() >= dtype.least() && number.longValue() <= dtype.greatest()
            : number.doubleValue() == Math.rint(number.doubleValue())
                && number.doubleValue() >= dtype.least() && number.doubleValue() <= dtype.greatest();
    }

    /** {@code number} as a constant of {@code dtype}. */
    static Constant constant(String operation, DType dtype, Number number) {
        if (!dtype.isFloat()) {
            if (dtype != DType.BOOL && !fits(dtype, number)) {
                throw new DTypeException("%s: %s does not fit %s".formatted(operation, number, dtype));
            }
            var whole = dtype == DType.BOOL ? number.doubleValue() != 0 ? 1 : 0 : number.longValue();
            return new Constant(whole, whole, dtype);
        }
        var real = switch (dtype) {
            case F32 -> number.floatValue();
            case F16 -> Float.float16ToFloat(Float.floatToFloat16(number.floatValue()));
            default -> number.doubleValue();
        };
        return new Constant(real, 0, dtype);
    }

    static void sameDevice(String operation, Tensor x, Tensor y) {
        if (x.device() != y.device()) {
            throw new IllegalArgumentException("%s: one tensor is on %s, the other on %s; move one by to(device)"
                .formatted(operation, x.device(), y.device()));
        }
    }
}
