package org.jolab.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jolab.gpu.cpu.Jacobi;
import org.jolab.gpu.cpu.Lu;
import org.jolab.gpu.cpu.Orthogonal;
import org.jolab.gpu.cpu.Symmetric;

/**
 * Linear algebra on the last two dimensions, with the names of {@code numpy.linalg}; the dimensions before are a batch.
 * Computed in double precision on the processor; results have the matrix' type, F64 for integers, and its device.
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
     * The solution of {@code a · x = b}; b is a vector or a matrix of columns.
     *
     * @throws ArithmeticException if a is singular
     */
    public static Tensor solve(Tensor a, Tensor b) {
        square("solve", a);
        var vector = b.ndim() == 1;
        var right = vector ? b.expandDims(1) : b;
        if (right.size(-2) != a.size(-1)) {
            throw new ShapeException("solve: %s and %s do not fit".formatted(Shape.text(a.dimensions()),
                Shape.text(b.dimensions())));
        }
        var batch = Shape.broadcast("solve", batch(a), batch(right));
        var lefts = matrices(a.broadcastTo(joined(batch, a.size(-2), a.size(-1))));
        var rights = matrices(right.broadcastTo(joined(batch, right.size(-2), right.size(-1))));
        var results = new ArrayList<double[][]>();
        for (var i = 0; i < lefts.size(); i++) {
            results.add(regular("solve", lefts.get(i)).solve(rights.get(i)));
        }
        var x = packed(results, joined(batch, right.size(-2), right.size(-1)), type(a, b));
        return vector ? x.squeeze(-1) : x;
    }

    private static Lu regular(String operation, double[][] rows) {
        var lu = new Lu(rows);
        if (lu.singular() >= 0) {
            throw new ArithmeticException("%s: the matrix is singular (no pivot in column %d)".formatted(operation,
                lu.singular()));
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
        return each(a, a.dimensions(), rows -> {
            var identity = new double[rows.length][rows.length];
            for (var i = 0; i < rows.length; i++) {
                identity[i][i] = 1;
            }
            return regular("inv", rows).solve(identity);
        });
    }

    /** The determinant. */
    public static Tensor det(Tensor a) {
        square("det", a);
        return each(a, batch(a), rows -> new double[][] {{new Lu(rows).determinant()}});
    }

    /** Sign and logarithm of the determinant, for where the determinant itself would overflow. */
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
        return each(a, a.dimensions(), rows -> {
            var lower = new double[rows.length][rows.length];
            for (var i = 0; i < rows.length; i++) {
                for (var j = 0; j <= i; j++) {
                    var rest = rows[i][j];
                    for (var k = 0; k < j; k++) {
                        rest -= lower[i][k] * lower[j][k];
                    }
                    if (i == j && !(rest > 0)) {
                        throw new ArithmeticException("cholesky: the matrix is not positive definite (row " + i + ")");
                    }
                    lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
                }
            }
            return lower;
        });
    }

    /** Orthonormal columns, as many as the smaller side, times an upper triangular matrix. */
    public static Qr qr(Tensor a) {
        matrix("qr", a);
        var rows = a.size(-2);
        var columns = a.size(-1);
        var less = Math.min(rows, columns);
        var qs = new ArrayList<double[][]>();
        var rs = new ArrayList<double[][]>();
        for (var matrix : matrices(a.matrixTranspose())) {
            var factors = new Orthogonal(matrix, rows);
            qs.add(factors.q());
            rs.add(factors.r());
        }
        return new Qr(packed(qs, joined(batch(a), less, rows), type(a)).matrixTranspose(),
            packed(rs, joined(batch(a), columns, less), type(a)).matrixTranspose());
    }

    /** Singular values and vectors, as many as the smaller side. */
    public static Svd svd(Tensor a) {
        matrix("svd", a);
        if (a.size(-2) < a.size(-1)) {
            var turned = svd(a.matrixTranspose());
            return new Svd(turned.vt.matrixTranspose(), turned.s, turned.u.matrixTranspose());
        }
        var rows = a.size(-2);
        var columns = a.size(-1);
        var lefts = new ArrayList<double[][]>();
        var values = new ArrayList<double[][]>();
        var rights = new ArrayList<double[][]>();
        for (var matrix : matrices(a.matrixTranspose())) {
            var parts = Jacobi.of(matrix, rows);
            lefts.add(parts.left());
            values.add(new double[][] {parts.values()});
            rights.add(parts.right());
        }
        return new Svd(packed(lefts, joined(batch(a), columns, rows), type(a)).matrixTranspose(),
            packed(values, joined(batch(a), columns), type(a)),
            packed(rights, joined(batch(a), columns, columns), type(a)));
    }

    /** Eigenvalues and eigenvectors of a symmetric matrix, of which the lower triangle counts. */
    public static Eigh eigh(Tensor a) {
        square("eigh", a);
        var values = new ArrayList<double[][]>();
        var vectors = new ArrayList<double[][]>();
        for (var matrix : matrices(a)) {
            var parts = Symmetric.of(matrix);
            values.add(new double[][] {parts.values()});
            vectors.add(parts.vectors());
        }
        return new Eigh(packed(values, joined(batch(a), a.size(-1)), type(a)),
            packed(vectors, a.dimensions(), type(a)).matrixTranspose());
    }

    /** The pseudo-inverse; singular values below 1e-15 times the size times the greatest count as 0. */
    public static Tensor pinv(Tensor a) {
        var parts = svd(a.to(DType.F64));
        var least = parts.s.max(true, -1).mul(1e-15 * Math.max(a.size(-2), a.size(-1)));
        var inverse = Tensors.where(parts.s.greater(least), parts.s.reciprocal(), 0);
        return parts.vt.matrixTranspose().mul(inverse.expandDims(-2)).matmul(parts.u.matrixTranspose()).to(type(a));
    }

    /** The x of least length among those for which {@code a · x} is nearest to {@code b}. */
    public static Tensor lstsq(Tensor a, Tensor b) {
        return pinv(a).to(type(a, b)).matmul(b.to(type(a, b)));
    }

    /** The singular values alone, descending. */
    public static Tensor svdvals(Tensor a) {
        return svd(a).s();
    }

    /** The eigenvalues of symmetric matrices alone, ascending. */
    public static Tensor eigvalsh(Tensor a) {
        return eigh(a).values();
    }

    /** By how much a small error in {@code b} may grow in the solution of {@code a · x = b}: of the 2-norm. */
    public static Tensor cond(Tensor a) {
        var values = svdvals(a);
        return values.get(Tensors.ellipsis(), Tensors.at(0)).div(values.get(Tensors.ellipsis(), Tensors.at(-1)));
    }

    /** The product of {@code n} times the matrix; of its inverse if {@code n} is negative. */
    public static Tensor matrixPower(Tensor a, int n) {
        square("matrixPower", a);
        var base = n < 0 ? inv(a) : a;
        var result = Device.on(a.device(), () -> Tensors.eye(a.size(-1))).to(base.dtype()).broadcastTo(a.dimensions());
        for (var rest = Math.abs((long) n); rest > 0; rest >>= 1) {
            result = (rest & 1) == 1 ? result.matmul(base) : result;
            base = base.matmul(base);
        }
        return result;
    }

    /** The Kronecker product of two matrices. */
    public static Tensor kron(Tensor a, Tensor b) {
        if (a.ndim() != 2 || b.ndim() != 2) {
            throw new ShapeException("kron: matrices are needed, not %s and %s".formatted(Shape.text(a.dimensions()),
                Shape.text(b.dimensions())));
        }
        return a.reshape(a.size(0), 1, a.size(1), 1).mul(b.reshape(1, b.size(0), 1, b.size(1)))
            .reshape(a.size(0) * b.size(0), a.size(1) * b.size(1));
    }

    /** The cross products of vectors of three elements, along the last dimension. */
    public static Tensor cross(Tensor a, Tensor b) {
        if (a.ndim() == 0 || b.ndim() == 0 || a.size(-1) != 3 || b.size(-1) != 3) {
            throw new ShapeException("cross: vectors of 3 elements are needed, not %s and %s".formatted(
                Shape.text(a.dimensions()), Shape.text(b.dimensions())));
        }
        return a.roll(-1, -1).mul(b.roll(-2, -1)).sub(a.roll(-2, -1).mul(b.roll(-1, -1)));
    }

    /** How many singular values are above the precision (2.2e-16) times the size times the greatest; I64. */
    public static Tensor matrixRank(Tensor a) {
        var values = svd(a.to(DType.F64)).s;
        var least = values.max(true, -1).mul(Math.ulp(1.0) * Math.max(a.size(-2), a.size(-1)));
        return values.greater(least).sum(-1);
    }

    private static void matrix(String operation, Tensor a) {
        if (a.ndim() < 2) {
            throw new ShapeException("%s: %s is no matrix".formatted(operation, Shape.text(a.dimensions())));
        }
    }

    private static void square(String operation, Tensor a) {
        matrix(operation, a);
        if (a.size(-1) != a.size(-2)) {
            throw new ShapeException("%s: %s is not square".formatted(operation, Shape.text(a.dimensions())));
        }
    }

    private static DType type(Tensor... operands) {
        var dtype = operands[0].dtype().toFloat();
        for (var operand : operands) {
            dtype = dtype.promote(operand.dtype().toFloat());
        }
        return dtype;
    }

    private static int[] batch(Tensor a) {
        return Arrays.copyOf(a.dimensions(), Math.max(0, a.ndim() - 2));
    }

    private static int[] joined(int[] batch, int... last) {
        var shape = Arrays.copyOf(batch, batch.length + last.length);
        System.arraycopy(last, 0, shape, batch.length, last.length);
        return shape;
    }

    private static Tensor each(Tensor a, int[] shape, Function<double[][], double[][]> function) {
        return packed(matrices(a).stream().map(function).toList(), shape, type(a));
    }

    /** The rows of each matrix. */
    private static List<double[][]> matrices(Tensor a) {
        var all = a.toDoubleArray();
        var rows = a.size(-2);
        var columns = a.size(-1);
        List<double[][]> matrices = new ArrayList<>();
        for (var at = 0; at < Shape.count(batch(a)); at++) {
            var matrix = new double[rows][columns];
            for (var i = 0; i < rows; i++) {
                System.arraycopy(all, (at * rows + i) * columns, matrix[i], 0, columns);
            }
            matrices.add(matrix);
        }
        return matrices;
    }

    private static Tensor packed(List<double[][]> matrices, int[] shape, DType dtype) {
        var all = new double[Math.toIntExact(Shape.count(shape))];
        var at = 0;
        for (var matrix : matrices) {
            for (var row : matrix) {
                System.arraycopy(row, 0, all, at, row.length);
                at += row.length;
            }
        }
        return Tensors.of(all).reshape(shape).to(dtype);
    }
}
