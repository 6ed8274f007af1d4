package org.jolab.gpu.io;

import java.util.List;
import java.util.function.BinaryOperator;
import org.jolab.gpu.DType;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;

/** What NumPy calls operations of ours, by the types of elements for which both have them. */
final class NumpyFormulas {

    /** Halves are summed in F32 here and in halves there; integers' sums are unsigned there if they are. */
    static final String PRELUDE = """
        def wide(x): return x.astype('f4') if x.dtype == 'f2' else x
        def real(x, like): return x.astype('f8' if like.dtype.itemsize >= 4 else 'f4')
        def put(x, index, values):
            x = x.copy()
            x[index] = values
            return x
        """;

    /** What they call it, and what it is here. */
    record Formula(String text, BinaryOperator<Tensor> ours) {
    }

    static final List<Formula> ANY = List.of(
        new Formula("np.maximum(x, y)", Tensor::maximum),
        new Formula("np.minimum(x, y)", Tensor::minimum),
        new Formula("x < y", Tensor::less),
        new Formula("x >= y", Tensor::greaterEqual),
        new Formula("x == y", Tensor::equal),
        new Formula("x != y", Tensor::notEqual),
        new Formula("np.logical_xor(x, y)", Tensor::logicalXor),
        new Formula("np.where(x < y, x, y)", (x, y) -> Tensors.where(x.less(y), x, y)),
        new Formula("x[::-1, 1::2]", (x, _) -> x.get("::-1, 1::2")),
        new Formula("x[:, ::-1].T", (x, _) -> x.get(":, ::-1").transpose()),
        new Formula("x.max(axis=0)", (x, _) -> x.max(0)),
        new Formula("x.min(axis=1)", (x, _) -> x.min(1)),
        new Formula("x.any(axis=0)", (x, _) -> x.any(0)),
        new Formula("x.all(axis=1, keepdims=True)", (x, _) -> x.all(true, 1)),
        new Formula("np.argmax(x, axis=1)", (x, _) -> x.argmax(1)),
        new Formula("np.argmin(x)", (x, _) -> x.argmin()),
        new Formula("np.count_nonzero(x, axis=1)", (x, _) -> x.countNonzero(1)),
        new Formula("np.argwhere(x > y)", (x, y) -> x.greater(y).nonzero()),
        new Formula("np.sort(x, axis=0)", (x, _) -> x.sort(0, false)),
        new Formula("np.sort(x, axis=1)[:, ::-1]", (x, _) -> x.sort(1, true)),
        new Formula("np.argsort(x, axis=1, kind='stable')", (x, _) -> x.argsort(1, false)),
        new Formula("np.maximum.accumulate(x, axis=0)", (x, _) -> x.cummax(0)),
        new Formula("np.concatenate([x, x * y], axis=1)[:, 3:]", (x, y) -> Tensors.concat(1, x, x.mul(y)).get(":, 3:")),
        new Formula("np.roll(x, 2, axis=1)", (x, _) -> x.roll(2, 1)),
        new Formula("np.repeat(x, 2, axis=0)", (x, _) -> x.repeat(2, 0)),
        new Formula("np.split(x, [2, 5], axis=1)[1]", (x, _) -> x.splitAt(1, 2, 5)[1]),
        new Formula("np.array_split(x, 4, axis=1)[3]", (x, _) -> x.split(4, 1)[3]),
        new Formula("np.unique(x)", (x, _) -> x.unique()),
        new Formula("np.unique(x, return_inverse=True)[1]", (x, _) -> x.uniqueAll().inverse()),
        new Formula("np.unique(x, return_counts=True)[1]", (x, _) -> x.uniqueAll().counts()),
        new Formula("x[x > y]", (x, y) -> x.get(x.greater(y))),
        new Formula("put(x, x > y, x[::-1][x > y])", (x, y) -> x.copy().set(x.greater(y),
            x.flip(0).get(x.greater(y)))));

    static final List<Formula> NUMBER = List.of(
        new Formula("x + y", Tensor::add),
        new Formula("x - y", Tensor::sub),
        new Formula("x * y", Tensor::mul),
        new Formula("np.remainder(x, np.where(y == 0, 3, y).astype(y.dtype))", (x, y) -> x.remainder(nonzero(y))),
        new Formula("x // np.where(y == 0, 3, y).astype(y.dtype)", (x, y) -> x.floorDivide(nonzero(y))),
        new Formula("np.fmod(x, np.where(y == 0, 3, y).astype(y.dtype))", (x, y) -> x.fmod(nonzero(y))),
        new Formula("-x", (x, _) -> x.negative()),
        new Formula("np.abs(x)", (x, _) -> x.abs()),
        new Formula("np.sign(x)", (x, _) -> x.sign()),
        new Formula("np.square(x)", (x, _) -> x.square()),
        new Formula("np.clip(x, 3, 50)", (x, _) -> x.clip(3, 50)),
        new Formula("x + 7", (x, _) -> x.add(7)),
        new Formula("x.T + y.T", (x, y) -> x.transpose().add(y.transpose())),
        new Formula("x[1:] - x[:-1]", (x, _) -> x.get("1:").sub(x.get(":-1"))),
        new Formula("np.diff(x, axis=1)", (x, _) -> x.diff(1)),
        new Formula("np.ptp(x, axis=1)", (x, _) -> x.ptp(1)),
        new Formula("np.tril(x, -1)", (x, _) -> Tensors.tril(x, -1)));

    static final List<Formula> FLOAT = List.of(
        new Formula("x / y", Tensor::div),
        new Formula("np.exp(x / 50)", (x, _) -> x.div(50).exp()),
        new Formula("np.log(np.abs(x))", (x, _) -> x.abs().log()),
        new Formula("np.sqrt(x)", (x, _) -> x.sqrt()),
        new Formula("np.sin(x)", (x, _) -> x.sin()),
        new Formula("np.tanh(x)", (x, _) -> x.tanh()),
        new Formula("np.floor(x / 3)", (x, _) -> x.div(3).floor()),
        new Formula("np.rint(x / 2)", (x, _) -> x.div(2).round()),
        new Formula("np.hypot(x, y)", Tensor::hypot),
        new Formula("np.arctan2(x, y)", Tensor::atan2),
        new Formula("np.fmax(x, y)", Tensor::fmax),
        new Formula("np.copysign(x, y)", Tensor::copysign),
        new Formula("np.isnan(x)", (x, _) -> x.isnan()),
        new Formula("np.nan_to_num(x)", (x, _) -> x.nanToNum()),
        new Formula("np.nansum(wide(x), axis=0).astype(x.dtype)", (x, _) -> x.nansum(0)),
        new Formula("wide(x).sum(axis=1).astype(x.dtype)", (x, _) -> x.sum(1)),
        new Formula("wide(x).mean(axis=0).astype(x.dtype)", (x, _) -> x.mean(0)),
        new Formula("wide(x).var(axis=1).astype(x.dtype)", (x, _) -> x.var(0, false, 1)),
        new Formula("(wide(x / 16) @ wide(x / 16).T).astype(x.dtype)",
            (x, _) -> x.div(16).matmul(x.div(16).transpose())));

    static final List<Formula> INTEGER = List.of(
        new Formula("real(x / y, x)", Tensor::div),
        new Formula("np.sqrt(real(x, x))", (x, _) -> x.sqrt()),
        new Formula("np.exp(real(x, x) / 50)", (x, _) -> x.to(x.dtype().toFloat()).div(50).exp()),
        new Formula("x & y", Tensor::bitwiseAnd),
        new Formula("x | y", Tensor::bitwiseOr),
        new Formula("x ^ y", Tensor::bitwiseXor),
        new Formula("~x", (x, _) -> x.bitwiseInvert()),
        new Formula("x << 2", (x, _) -> x.bitwiseLeftShift(2)),
        new Formula("x >> 2", (x, _) -> x.bitwiseRightShift(2)),
        new Formula("x ** 3", (x, _) -> x.pow(3)),
        new Formula("x.sum(axis=1).astype('i8')", (x, _) -> x.sum(1)),
        new Formula("x.prod(axis=0).astype('i8')", (x, _) -> x.prod(0)),
        new Formula("np.cumsum(x, axis=1).astype('i8')", (x, _) -> x.cumsum(1)),
        new Formula("np.cumprod(x, axis=0).astype('i8')", (x, _) -> x.cumprod(0)),
        new Formula("real(x.mean(axis=0), x)", (x, _) -> x.mean(0)),
        new Formula("real(x.std(axis=1), x)", (x, _) -> x.std(0, false, 1)),
        new Formula("real(np.median(x, axis=1), x)", (x, _) -> x.median(1)));

    static final List<Formula> BOOLEAN = List.of(
        new Formula("x & y", Tensor::logicalAnd),
        new Formula("x | y", Tensor::logicalOr),
        new Formula("x ^ y", Tensor::bitwiseXor),
        new Formula("~x", (x, _) -> x.logicalNot()),
        new Formula("np.where(x, 5, 7)", (x, _) -> Tensors.where(x, Tensors.of(5L), Tensors.of(7L))),
        new Formula("x.sum(axis=1)", (x, _) -> x.sum(1)),
        new Formula("np.cumsum(x, axis=0)", (x, _) -> x.cumsum(0)),
        new Formula("x.mean(axis=1).astype('f4')", (x, _) -> x.mean(1)),
        new Formula("x + np.ones(1, 'i2')", (x, _) -> x.add(Tensors.ones(DType.I16, 1))),
        new Formula("x * np.full(1, 2, 'f2')", (x, _) -> x.mul(Tensors.full(2, DType.F16, 1))));

    private NumpyFormulas() {
    }

    private static Tensor nonzero(Tensor y) {
        return Tensors.where(y.equal(0), 3, y);
    }

    /** What NumPy calls a type that it has. */
    static String name(DType dtype) {
        return switch (dtype) {
            case F64 -> "f8";
            case F32 -> "f4";
            case F16 -> "f2";
            case I64 -> "i8";
            case I32 -> "i4";
            case I16 -> "i2";
            case I8 -> "i1";
            case U8 -> "u1";
            case BOOL -> "?";
            case BF16 -> throw new IllegalArgumentException("NumPy has no BF16");
        };
    }
}
