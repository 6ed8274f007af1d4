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
        assertEquals(2, Linalg.lstsq(Tensors.ones(DType.F64, 1, 2), Tensors.full(4.0, DType.F64, 1)).solution().at(0),
            1e-14);
    }

    @Test
    void matricesOfAllSizesHoldWhatTheyPromiseWhoeverFactorsThem() {
        for (var n : new int[] {11, 12, 23, 24, 39, 40, 90}) {
            var a = RANDOM.randn(DType.F64, 2, n + 5, n);
            var identity = Tensors.eye(n).to(DType.F64).broadcastTo(2, n, n);
            for (var x : new Tensor[] {a, a.matrixTranspose()}) {
                var svd = Linalg.svd(x);
                near(x, svd.u().mul(svd.s().expandDims(-2)).matmul(svd.vt()), 1e-11);
                near(identity, svd.u().matrixTranspose().matmul(svd.u()), 1e-12);
                near(identity, svd.vt().matmul(svd.vt().matrixTranspose()), 1e-12);
                near(svd.s(), Linalg.svdvals(x), 1e-12);
                var qr = Linalg.qr(x);
                near(x, qr.q().matmul(qr.r()), 1e-12);
                near(identity, qr.q().matrixTranspose().matmul(qr.q()), 1e-12);
                near(Tensors.triu(qr.r(), 0), qr.r(), 0);
            }
            var square = a.get(Tensors.all(), Tensors.range(0, n));
            var definite = square.matmul(square.matrixTranspose()).add(identity);
            var lower = Linalg.cholesky(definite);
            near(definite, lower.matmul(lower.matrixTranspose()), 1e-10);
            near(Tensors.tril(lower, 0), lower, 0);
            var eigen = Linalg.eigh(definite);
            near(definite.matmul(eigen.vectors()), eigen.vectors().mul(eigen.values().expandDims(-2)), 1e-10);
            near(identity, eigen.vectors().matrixTranspose().matmul(eigen.vectors()), 1e-12);
            near(eigen.values(), Linalg.eigvalsh(definite), 1e-10);
            near(identity, square.matmul(Linalg.inv(square)), 1e-8);
            var b = RANDOM.randn(DType.F64, n, 3);
            near(b.broadcastTo(2, n, 3), square.matmul(Linalg.solve(square, b)), 1e-8);
            var size = Linalg.slogdet(definite);
            near(eigen.values().log().sum(-1), size.logabsdet(), 1e-10);
            near(Tensors.ones(DType.F64, 2), size.sign(), 0);
        }
    }

    @Test
    void onlyTheLowerTriangleOfSymmetricMatricesCounts() {
        for (var n : new int[] {5, 50}) {
            var a = RANDOM.randn(DType.F64, n, n);
            var symmetric = Tensors.tril(a, 0).add(Tensors.tril(a, -1).t());
            var odd = Tensors.tril(symmetric, 0).add(Tensors.triu(Tensors.full(Double.NaN, DType.F64, n, n), 1)
                .nanToNum(7, 0, 0));
            near(Linalg.eigvalsh(symmetric), Linalg.eigvalsh(odd), 1e-11);
            var definite = symmetric.matmul(symmetric).add(Tensors.eye(n).to(DType.F64));
            near(Linalg.cholesky(definite), Linalg.cholesky(Tensors.tril(definite, 0)), 1e-11);
        }
    }

    @Test
    void emptyMatricesHaveEmptyFactors() {
        var none = Tensors.zeros(DType.F64, 0, 0);
        assertEquals(1, Linalg.det(none).item());
        assertArrayEquals(new int[] {0, 0}, Linalg.inv(none).shape());
        assertArrayEquals(new int[] {0}, Linalg.eigh(none).values().shape());
        assertArrayEquals(new int[] {0, 0}, Linalg.cholesky(none).shape());
        assertEquals(0, Linalg.norm(none).item());
        assertEquals(0, Linalg.matrixRank(none).itemLong());
        assertArrayEquals(new int[] {3, 0}, Linalg.pinv(Tensors.zeros(DType.F64, 0, 3)).shape());
        assertArrayEquals(new int[] {0, 3}, Linalg.solve(none, Tensors.zeros(DType.F64, 0, 3)).shape());
        assertArrayEquals(new int[] {0, 2, 2}, Linalg.inv(Tensors.zeros(DType.F64, 0, 2, 2)).shape());
        var svd = Linalg.svd(Tensors.zeros(DType.F64, 0, 3));
        assertArrayEquals(new int[] {0, 0}, svd.u().shape());
        assertArrayEquals(new int[] {0}, svd.s().shape());
        assertArrayEquals(new int[] {0, 3}, svd.vt().shape());
        var qr = Linalg.qr(Tensors.zeros(DType.F64, 3, 0));
        assertArrayEquals(new int[] {3, 0}, qr.q().shape());
        assertArrayEquals(new int[] {0, 0}, qr.r().shape());
        assertTrue(assertThrows(ShapeException.class, () -> Linalg.cond(none)).getMessage().contains("no elements"));
    }

    @Test
    void whatIsNoNumberIsNamedWhereItWouldNotConvergeAndPassedOnElsewhere() {
        for (var n : new int[] {3, 50}) {
            var a = RANDOM.randn(DType.F64, n, n);
            a.get(1, 1).set(Double.NaN);
            assertEquals("svd: there is NaN or infinity among the elements of [%d,%d]".formatted(n, n),
                assertThrows(ArithmeticException.class, () -> Linalg.svd(a)).getMessage());
            assertThrows(ArithmeticException.class, () -> Linalg.eigvalsh(a));
            assertThrows(ArithmeticException.class, () -> Linalg.matrixRank(a));
            var definite = a.matmul(a.t());
            definite.get(1, 1).set(Double.NaN);
            assertThrows(ArithmeticException.class, () -> Linalg.cholesky(definite));
            var positive = Tensors.eye(n).to(DType.F64);
            positive.get(1, 1).set(Double.NaN);
            assertTrue(assertThrows(ArithmeticException.class, () -> Linalg.cholesky(positive)).getMessage()
                .endsWith("not positive definite (row 1)"));
            assertTrue(Linalg.inv(a).isnan().any().itemBoolean());
            assertTrue(Double.isNaN(Linalg.det(a).item()));
        }
    }

    @Test
    void theMatrixOfABatchThatHasNoAnswerIsNamed() {
        for (var n : new int[] {2, 60}) {
            var batch = Tensors.stack(0, Tensors.eye(n), Tensors.eye(n), Tensors.ones(n, n)).to(DType.F64);
            assertEquals("inv: the matrix 2 of the batch is singular (no pivot in column 1)",
                assertThrows(ArithmeticException.class, () -> Linalg.inv(batch)).getMessage());
            assertEquals("cholesky: the matrix 2 of the batch is not positive definite (row 1)",
                assertThrows(ArithmeticException.class, () -> Linalg.cholesky(batch)).getMessage());
            assertEquals(0, Linalg.det(batch).get(2).item());
            assertEquals(0, Linalg.slogdet(batch).sign().get(2).item());
        }
    }

    @Test
    void hugeAndTinyNumbersNeitherOverflowNorVanishBetween() {
        for (var n : new int[] {4, 30}) {
            var a = RANDOM.randn(DType.F64, n, n);
            for (var scale : new double[] {1e-250, 1e250}) {
                var scaled = a.mul(scale);
                assertTrue(Linalg.svdvals(scaled).div(scale).allClose(Linalg.svdvals(a), 1e-12, 1e-13));
                var symmetric = scaled.add(scaled.t());
                assertTrue(Linalg.eigvalsh(symmetric).div(scale).allClose(Linalg.eigvalsh(a.add(a.t())), 1e-11, 1e-12));
                var qr = Linalg.qr(scaled);
                assertTrue(qr.q().matmul(qr.r().div(scale)).allClose(a, 1e-12, 1e-12));
            }
        }
    }

    @Test
    void noiseOfSinglePrecisionIsNoRank() {
        var x = RANDOM.randn(DType.F32, 20, 1);
        var y = RANDOM.randn(DType.F32, 1, 20);
        assertEquals(1, Linalg.matrixRank(x.matmul(y)).itemLong());
        assertTrue(x.matmul(y).matmul(Linalg.pinv(x.matmul(y))).matmul(x.matmul(y)).allClose(x.matmul(y), 1e-3, 1e-4));
        assertEquals(DType.F32, Linalg.norm(x, 1).dtype());
        assertEquals(1000, Linalg.norm(Tensors.full(1000, DType.F16, 1)).item());
    }

    @Test
    void viewsAreFactoredAsWhatTheyShow() {
        var whole = RANDOM.randn(DType.F64, 12, 12);
        for (var view : new Tensor[] {whole.t(), whole.get("::-1, 1:"), whole.get("::2, ::3"),
            whole.get(0).broadcastTo(5, 12)}) {
            near(Linalg.svdvals(view.copy()), Linalg.svdvals(view), 0);
            near(Linalg.qr(view.copy()).r(), Linalg.qr(view).r(), 0);
        }
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        assertEquals("solve: [2,2] and [3] do not fit", assertThrows(ShapeException.class,
            () -> Linalg.solve(Tensors.eye(2), Tensors.zeros(3))).getMessage());
        assertThrows(ShapeException.class, () -> Linalg.solve(Tensors.eye(2), Tensors.zeros()));
        assertThrows(ShapeException.class, () -> Linalg.lstsq(Tensors.zeros(3, 2), Tensors.zeros(2)));
        assertThrows(ShapeException.class, () -> Linalg.norm(Tensors.zeros(2, 2, 2), 1));
        assertThrows(ShapeException.class, () -> Linalg.norm(Tensors.zeros(2, 2), 1, 0, -2));
        assertThrows(IllegalArgumentException.class, () -> Linalg.norm(Tensors.zeros(2, 2), 3));
        assertThrows(ShapeException.class, () -> Linalg.det(Tensors.zeros(3)));
    }
}
