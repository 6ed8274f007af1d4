package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LinalgTest {

    private static final Rng RANDOM = new Rng(5);

    private static void near(Tensor expected, Tensor actual, double tolerance) {
        assertArrayEquals(expected.shape(), actual.shape());
        assertTrue(expected.size() == 0 || expected.sub(actual).abs().max().item() <= tolerance,
            () -> expected + "\n" + actual);
    }

    @Test
    void equationsAndInversesHoldForBatchesOfAllSizes() {
        for (var n : new int[] {1, 2, 5, 40}) {
            var a = RANDOM.randn(DType.F64, 3, n, n);
            var b = RANDOM.randn(DType.F64, n, 2);
            near(b.broadcastTo(3, n, 2), a.matmul(Linalg.solve(a, b)), 1e-9);
            near(Tensors.eye(n).to(DType.F64).broadcastTo(3, n, n), a.matmul(Linalg.inv(a)), 1e-9);
            var vector = RANDOM.randn(DType.F64, n);
            near(vector, a.get(0).matmul(Linalg.solve(a.get(0), vector)), 1e-9);
            assertTrue(Linalg.det(a.matmul(a.matrixTranspose())).allClose(Linalg.det(a).square(), 1e-6, 0));
            var parts = Linalg.slogdet(a);
            assertTrue(parts.sign().mul(parts.logabsdet().exp()).allClose(Linalg.det(a)));
        }
        assertEquals(-2, Linalg.det(Tensors.of(new double[][] {{1, 2}, {3, 4}})).item(), 1e-14);
        assertEquals(DType.F32, Linalg.inv(Tensors.eye(2)).dtype());
        assertEquals(DType.F64, Linalg.inv(Tensors.of(new int[][] {{2}})).dtype());
    }

    @Test
    void singularMatricesAreNamed() {
        var singular = Tensors.of(new double[][] {{1, 2}, {2, 4}});
        var refused = assertThrows(ArithmeticException.class, () -> Linalg.inv(singular));
        assertEquals("inv: the matrix is singular (no pivot in column 1)", refused.getMessage());
        assertEquals(0, Linalg.det(singular).item());
        assertEquals(1, Linalg.matrixRank(singular).itemLong());
        assertThrows(ArithmeticException.class, () -> Linalg.cholesky(singular.neg()));
        assertThrows(ShapeException.class, () -> Linalg.inv(Tensors.zeros(2, 3)));
        assertThrows(ShapeException.class, () -> Linalg.qr(Tensors.zeros(2)));
        assertThrows(ShapeException.class, () -> Linalg.solve(singular, Tensors.zeros(3)));
    }

    @Test
    void factorsMultiplyToTheMatrixAndAreWhatTheyClaim() {
        for (var shape : new int[][] {{1, 1}, {4, 4}, {7, 3}, {3, 7}, {30, 20}, {2, 5, 3}}) {
            var a = RANDOM.randn(DType.F64, shape);
            var less = Math.min(a.size(-1), a.size(-2));
            var identity = Tensors.eye(less).to(DType.F64);
            var qr = Linalg.qr(a);
            near(a, qr.q().matmul(qr.r()), 1e-12);
            near(qr.q().mul(0).matrixTranspose().matmul(qr.q()).add(identity),
                qr.q().matrixTranspose().matmul(qr.q()), 1e-12);
            near(Tensors.triu(qr.r(), 0), qr.r(), 0);
            var svd = Linalg.svd(a);
            near(a, svd.u().mul(svd.s().expandDims(-2)).matmul(svd.vt()), 1e-12);
            near(svd.vt().mul(0).matmul(svd.vt().matrixTranspose()).add(identity),
                svd.vt().matmul(svd.vt().matrixTranspose()), 1e-12);
            near(svd.s().sort(-1, true), svd.s(), 0);
            var square = a.matmul(a.matrixTranspose()).add(Tensors.eye(a.size(-2)).to(DType.F64));
            var lower = Linalg.cholesky(square);
            near(square, lower.matmul(lower.matrixTranspose()), 1e-11);
            near(Tensors.tril(lower, 0), lower, 0);
            var eigen = Linalg.eigh(square);
            near(square.matmul(eigen.vectors()), eigen.vectors().mul(eigen.values().expandDims(-2)), 1e-10);
            near(eigen.values().sort(), eigen.values(), 0);
        }
    }

    @Test
    void matricesWithoutFullRankHaveSingularVectorsAllTheSame() {
        var a = Tensors.of(new double[][] {{1, 1, 0}, {1, 1, 0}, {0, 0, 0}, {2, 2, 0}});
        var svd = Linalg.svd(a);
        assertArrayEquals(new double[] {Math.sqrt(12), 0, 0}, svd.s().toDoubleArray(), 1e-15);
        near(Tensors.eye(3).to(DType.F64), svd.u().t().matmul(svd.u()), 1e-14);
        near(a, svd.u().mul(svd.s()).matmul(svd.vt()), 1e-14);
        near(Tensors.zeros(DType.F64, 3), Linalg.svd(Tensors.zeros(DType.F64, 5, 3)).s(), 0);
        near(a, a.matmul(Linalg.pinv(a)).matmul(a), 1e-14);
    }

    @Test
    void leastSquaresFitsALine() {
        var x = Tensors.arange(10).to(DType.F64);
        var a = Tensors.stack(1, x, Tensors.onesLike(x));
        var line = Linalg.lstsq(a, x.mul(3).add(2)).solution();
        assertArrayEquals(new double[] {3, 2}, line.toDoubleArray(), 1e-13);
        assertEquals(2, Linalg.lstsq(Tensors.ones(DType.F64, 1, 2), Tensors.full(4.0, DType.F64, 1)).solution().at(0), 1e-14);
    }
}
