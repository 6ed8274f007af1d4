package org.jolab.gpu;

import static org.jolab.gpu.Matrices.batch;
import static org.jolab.gpu.Matrices.each;
import static org.jolab.gpu.Matrices.joined;
import static org.jolab.gpu.Matrices.matrix;
import static org.jolab.gpu.Matrices.square;
import static org.jolab.gpu.Matrices.type;

import java.util.Arrays;
import org.jolab.gpu.cpu.Cholesky;
import org.jolab.gpu.cpu.Lu;
import org.jolab.gpu.cpu.Orthogonal;
import org.jolab.gpu.cpu.SingularValues;
import org.jolab.gpu.cpu.Symmetric;

/**
 * Linear algebra on the last two dimensions, with the names of {@code numpy.linalg}; the dimensions before are a batch.
 * Computed in double precision on the processor, large matrices by LAPACK where OpenBLAS is found; results have the
 * matrix' type, F64 for integers, and its device.
 *
 * <p>What has no answer (a singular matrix, one that is not positive definite, NaN where a method would not converge)
 * is an ArithmeticException, a shape that does not fit a {@link ShapeException}.
 */
public final class Linalg {

    private Linalg() {
    }

    /** Orthonormal columns and an upper triangular matrix whose product is the given one. */
    public record Qr(Tensor q, Tensor r) {
    }

    /** Singular values, descending, and vectors: {@code u.mul(s).matmul(vt)} for one matrix is the given one. */
    public record Svd(Tensor u, Tensor s, Tensor vt) {
    }

    /** Eigenvalues, ascending, and eigenvectors, one a column. */
    public record Eigh(Tensor values, Tensor vectors) {
    }

    /** Sign and logarithm of the size of a determinant. */
    public record Slogdet(Tensor sign, Tensor logabsdet) {
    }

    /**
     * What is nearest to a solution.
     *
     * @param solution of least length among the nearest
     * @param residuals for each column of the right side the sum of the squares by which it is missed
     * @param rank of the matrix; I64
     * @param singularValues of the matrix, descending
     */
    public record Lstsq(Tensor solution, Tensor residuals, Tensor rank, Tensor singularValues) {
    }

    /**
     * The solution of {@code a · x = b}; b is a vector, if it has one dimension, or a matrix of columns.
     *
     * @throws ArithmeticException if a is singular
     */
    public static Tensor solve(Tensor a, Tensor b) {
        square("solve", a);
        if (b.ndim() == 0) {
            throw new ShapeException("solve: the right side is a vector or a matrix, not a single number");
        }
        var vector = b.ndim() == 1;
        var right = vector ? b.expandDims(1) : b;
        if (right.size(-2) != a.size(-1)) {
            throw new ShapeException("solve: %s and %s do not fit".formatted(Shape.text(a.dimensions()),
                Shape.text(b.dimensions())));
        }
        Elementwise.sameDevice("solve", a, b);
        var batch = Shape.broadcast("solve", batch(a), batch(right));
        var rights = new double[Shape.dimension("linalg", Shape.count(batch))][][];
        Matrices.rows(right.broadcastTo(joined(batch, right.size(-2), right.size(-1))), (i, rows) -> rights[i] = rows);
        var result = new Matrices.Packing(joined(batch, right.size(-2), right.size(-1)));
        Matrices.rows(a.broadcastTo(joined(batch, a.size(-2), a.size(-1))),
            (i, rows) -> result.accept(regular("solve", i, rights.length, rows).solve(rights[i])));
        var x = result.tensor(a, b);
        return vector ? x.squeeze(-1) : x;
    }

    private static Lu regular(String operation, int index, long count, double[][] rows) {
        var lu = new Lu(rows);
        if (lu.singular() >= 0) {
            throw new ArithmeticException("%s: the matrix%s is singular (no pivot in column %d)".formatted(operation,
                Matrices.number(index, count), lu.singular()));
        }
        return lu;
    }

    /**
     * The inverse.
     *
     * @throws ArithmeticException if the matrix is singular
     */
    public static Tensor inv(Tensor a) {
        square("inv", a);
        var result = new Matrices.Packing(a.dimensions());
        Matrices.rows(a, (i, rows) -> result.accept(
            rows.length == 0 ? rows : regular("inv", i, Matrices.count(a), rows).solve(identity(rows.length))));
        return result.tensor(a);
    }

    private static double[][] identity(int size) {
        var identity = new double[size][size];
        for (var i = 0; i < size; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    /** The determinant; 1 of a matrix without elements. */
    public static Tensor det(Tensor a) {
        square("det", a);
        return each(a, batch(a), rows -> new double[][] {{new Lu(rows).determinant()}});
    }

    /** Sign and logarithm of the determinant, for where the determinant itself would overflow; 0 and -∞ of 0. */
    public static Slogdet slogdet(Tensor a) {
        square("slogdet", a);
        var both = each(a, joined(batch(a), 2), rows -> new double[][] {new Lu(rows).logDeterminant()});
        return new Slogdet(both.get(Tensors.ellipsis(), Tensors.at(0)), both.get(Tensors.ellipsis(), Tensors.at(1)));
    }

    /**
     * The lower triangular matrix whose product with its transpose is the given one; of that the lower triangle counts.
     *
     * @throws ArithmeticException if the matrix is not positive definite
     */
    public static Tensor cholesky(Tensor a) {
        square("cholesky", a);
        var result = new Matrices.Packing(a.dimensions());
        Matrices.rows(a, (i, rows) -> {
            var failing = Cholesky.factor(rows);
            if (failing >= 0) {
                throw new ArithmeticException("cholesky: the matrix%s is not positive definite (row %d)".formatted(
                    Matrices.number(i, Matrices.count(a)), failing));
            }
            result.accept(rows);
        });
        return result.tensor(a);
    }

    /** Orthonormal columns, as many as the smaller side, times an upper triangular matrix. */
    public static Qr qr(Tensor a) {
        matrix("qr", a);
        var rows = a.size(-2);
        var columns = a.size(-1);
        var less = Math.min(rows, columns);
        var q = new Matrices.Packing(joined(batch(a), less, rows));
        var r = new Matrices.Packing(joined(batch(a), columns, less));
        Matrices.rows(a.matrixTranspose(), (_, matrix) -> {
            var factors = Orthogonal.of(matrix, rows);
            q.accept(factors.q());
            r.accept(factors.r());
        });
        return new Qr(q.tensor(a).matrixTranspose(), r.tensor(a).matrixTranspose());
    }

    /** Singular values and vectors, as many as the smaller side: NumPy's with {@code full_matrices=False}. */
    public static Svd svd(Tensor a) {
        return svd("svd", a, true);
    }

    private static Svd svd(String operation, Tensor a, boolean vectors) {
        matrix(operation, a);
        if (a.size(-2) < a.size(-1)) {
            var turned = svd(operation, a.matrixTranspose(), vectors);
            return vectors ? new Svd(turned.vt.matrixTranspose(), turned.s, turned.u.matrixTranspose()) : turned;
        }
        Matrices.finite(operation, a);
        var rows = a.size(-2);
        var columns = a.size(-1);
        var u = new Matrices.Packing(joined(batch(a), vectors ? columns : 0, rows));
        var s = new Matrices.Packing(joined(batch(a), columns));
        var vt = new Matrices.Packing(joined(batch(a), vectors ? columns : 0, columns));
        Matrices.rows(a.matrixTranspose(), (_, matrix) -> {
            var parts = SingularValues.of(matrix, rows, vectors);
            s.add(parts.values());
            if (vectors) {
                u.accept(parts.left());
                vt.accept(parts.right());
            }
        });
        return new Svd(u.tensor(a).matrixTranspose(), s.tensor(a), vt.tensor(a));
    }

    /** The singular values alone, descending. */
    public static Tensor svdvals(Tensor a) {
        return svd("svdvals", a, false).s;
    }

    /** Eigenvalues and eigenvectors of a symmetric matrix, of which the lower triangle counts. */
    public static Eigh eigh(Tensor a) {
        return eigh("eigh", a, true);
    }

    /** The eigenvalues of a symmetric matrix alone, ascending. */
    public static Tensor eigvalsh(Tensor a) {
        return eigh("eigvalsh", a, false).values;
    }

    private static Eigh eigh(String operation, Tensor a, boolean withVectors) {
        square(operation, a);
        Matrices.finite(operation, Tensors.tril(a, 0));
        var values = new Matrices.Packing(joined(batch(a), a.size(-1)));
        var vectors = new Matrices.Packing(withVectors ? a.dimensions() : new int[] {0, 0});
        Matrices.rows(a, (_, rows) -> {
            var parts = Symmetric.of(rows, withVectors);
            values.add(parts.values());
            if (withVectors) {
                vectors.accept(parts.vectors());
            }
        });
        return new Eigh(values.tensor(a), vectors.tensor(a).matrixTranspose());
    }

    /** The pseudo-inverse; singular values below precision of the type times longer side times the greatest are 0. */
    public static Tensor pinv(Tensor a) {
        return pinv(a, Matrices.precision(a) * longer(a));
    }

    /** The pseudo-inverse; singular values below {@code relative} times the greatest count as 0. */
    public static Tensor pinv(Tensor a, double relative) {
        var parts = svd("pinv", a.to(DType.F64), true);
        return parts.vt.matrixTranspose().mul(inverted(parts.s, relative).expandDims(-2))
            .matmul(parts.u.matrixTranspose()).to(type(a));
    }

    private static int longer(Tensor a) {
        matrix("linalg", a);
        return Math.max(a.size(-2), a.size(-1));
    }

    /** 1/s where s counts, 0 elsewhere. */
    private static Tensor inverted(Tensor s, double relative) {
        return s.size() == 0 ? s : Tensors.where(s.greater(s.max(true, -1).mul(relative)), s.reciprocal(), 0);
    }

    /** The x of least length among those for which {@code a · x} is nearest to {@code b}, a vector or columns. */
    public static Lstsq lstsq(Tensor a, Tensor b) {
        matrix("lstsq", a);
        var right = b.ndim() == 1 ? b.expandDims(1) : b;
        if (right.ndim() < 2 || right.size(-2) != a.size(-2)) {
            throw new ShapeException("lstsq: %s and %s do not fit".formatted(Shape.text(a.dimensions()),
                Shape.text(b.dimensions())));
        }
        var left = a.to(DType.F64);
        var wanted = right.to(DType.F64);
        var parts = svd("lstsq", left, true);
        var relative = Matrices.precision(a) * longer(a);
        var x = parts.vt.matrixTranspose().matmul(
            parts.u.matrixTranspose().matmul(wanted).mul(inverted(parts.s, relative).expandDims(-1)));
        var missed = wanted.sub(left.matmul(x)).square().sum(-2);
        var dtype = type(a, b);
        return new Lstsq((b.ndim() == 1 ? x.squeeze(-1) : x).to(dtype),
            (b.ndim() == 1 ? missed.squeeze(-1) : missed).to(dtype), rank(parts.s, relative), parts.s.to(dtype));
    }

    /** How many singular values are above the type's precision times the longer side times the greatest; I64. */
    public static Tensor matrixRank(Tensor a) {
        return rank(svdvals(a.to(DType.F64)), Matrices.precision(a) * longer(a));
    }

    /** How many singular values are above {@code relative} times the greatest; I64. */
    public static Tensor matrixRank(Tensor a, double relative) {
        return rank(svdvals(a.to(DType.F64)), relative);
    }

    private static Tensor rank(Tensor values, double relative) {
        return values.size() == 0 ? values.sum(-1).to(DType.I64)
            : values.greater(values.max(true, -1).mul(relative)).sum(-1);
    }

    /** By how much a small error in {@code b} may grow in the solution of {@code a · x = b}: of the 2-norm. */
    public static Tensor cond(Tensor a) {
        return cond(a, 2);
    }

    /** The same of the norm of order 1, 2, ∞ or one of these negative; ∞ of a singular matrix. */
    public static Tensor cond(Tensor a, double order) {
        matrix("cond", a);
        if (a.size(-1) == 0 || a.size(-2) == 0) {
            throw new ShapeException("cond: %s has no elements".formatted(Shape.text(a.dimensions())));
        }
        if (Math.abs(order) == 2) {
            var values = svdvals(a);
            var ratio = order > 0 ? values.max(-1).div(values.min(-1)) : values.min(-1).div(values.max(-1));
            return Tensors.where(ratio.isnan(), Double.POSITIVE_INFINITY, ratio);
        }
        square("cond", a);
        var inverse = each(a, a.dimensions(), rows -> {
            var lu = new Lu(rows);
            if (lu.singular() < 0) {
                return lu.solve(identity(rows.length));
            }
            Arrays.stream(rows).forEach(row -> Arrays.fill(row, Double.POSITIVE_INFINITY));
            return rows;
        });
        var product = norm(a, order, -2, -1).mul(norm(inverse, order, -2, -1));
        var isKnown = a.isnan().any(-2, -1).logicalNot();
        return Tensors.where(product.isnan().logicalAnd(isKnown), Double.POSITIVE_INFINITY, product);
    }

    /** The product of {@code n} times the matrix; of its inverse if {@code n} is negative. */
    public static Tensor matrixPower(Tensor a, int n) {
        square("matrixPower", a);
        var base = n < 0 ? inv(a) : a;
        var result = Device.on(a.device(), () -> Tensors.eye(a.size(-1), a.size(-1), 0, DType.I8)).to(base.dtype())
            .broadcastTo(a.dimensions());
        for (var rest = Math.abs((long) n); rest > 0; rest >>= 1) {
            result = (rest & 1) == 1 ? result.matmul(base) : result;
            base = rest > 1 ? base.matmul(base) : base;
        }
        return result;
    }

    /** The root of the sum of all elements' squares: the length of a vector, the Frobenius norm of a matrix. */
    public static Tensor norm(Tensor x) {
        return Norms.vector(x, 2, false);
    }

    /**
     * The norm over one axis, as of a vector, or over two, as of a matrix; over all of a vector or a matrix if none is
     * named. Of a vector it is (Σ|x|ⁿ)^(1/n), the greatest |x| for ∞, the least for -∞, the number of those that are
     * not 0 for 0. Of a matrix it is the greatest sum of sizes in a column for 1, in a row for ∞, the greatest singular
     * value for 2, and for negative orders the least of these.
     */
    public static Tensor norm(Tensor x, double order, int... axes) {
        var named = axes.length == 0 && x.ndim() <= 2 ? x.ndim() : axes.length;
        if (named == 1) {
            return Norms.vector(x, order, false, axes);
        }
        if (named != 2) {
            throw new ShapeException("norm: of %s one or two axes have to be named".formatted(
                Shape.text(x.dimensions())));
        }
        return Norms.matrix(axes.length == 0 ? x : x.moveaxis(Shape.axis("norm", axes[0], x.ndim()), -1)
            .moveaxis(second(x, axes), -1), order, false);
    }

    /** Where the second axis is when the first has gone to the end. */
    private static int second(Tensor x, int... axes) {
        var first = Shape.axis("norm", axes[0], x.ndim());
        var other = Shape.axis("norm", axes[1], x.ndim());
        if (first == other) {
            throw new ShapeException("norm: axis " + first + " is named twice");
        }
        return other > first ? other - 1 : other;
    }

    /** The norm as of a vector over {@code axes}, all if none is named, which stay as dimensions of 1 if wanted. */
    public static Tensor vectorNorm(Tensor x, double order, boolean keepdims, int... axes) {
        return Norms.vector(x, order, keepdims, axes);
    }

    /** The sum of a matrix' singular values. */
    public static Tensor nuclearNorm(Tensor x) {
        return Norms.nuclear(x);
    }

    /** The Kronecker product: each element of {@code a} times {@code b}. */
    public static Tensor kron(Tensor a, Tensor b) {
        var rank = Math.max(a.ndim(), b.ndim());
        var outer = new int[2 * rank];
        var inner = new int[2 * rank];
        var shape = new int[rank];
        Arrays.fill(outer, 1);
        Arrays.fill(inner, 1);
        for (var i = 0; i < rank; i++) {
            outer[2 * i] = i < rank - a.ndim() ? 1 : a.dimensions()[i - rank + a.ndim()];
            inner[2 * i + 1] = i < rank - b.ndim() ? 1 : b.dimensions()[i - rank + b.ndim()];
            shape[i] = Shape.dimension("kron", (long) outer[2 * i] * inner[2 * i + 1]);
        }
        return a.reshape(outer).mul(b.reshape(inner)).reshape(shape);
    }

    /** The cross products of vectors of three elements, along the last dimension. */
    public static Tensor cross(Tensor a, Tensor b) {
        if (a.ndim() == 0 || b.ndim() == 0 || a.size(-1) != 3 || b.size(-1) != 3) {
            throw new ShapeException("cross: vectors of 3 elements are needed, not %s and %s".formatted(
                Shape.text(a.dimensions()), Shape.text(b.dimensions())));
        }
        return a.roll(-1, -1).mul(b.roll(-2, -1)).sub(a.roll(-2, -1).mul(b.roll(-1, -1)));
    }
}
