package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProductsTest {

    private static Reference product(Reference a, Reference b) {
        var rank = a.shape().length;
        var shape = a.shape().clone();
        shape[rank - 1] = b.shape()[b.shape().length - 1];
        var depth = a.shape()[rank - 1];
        return Reference.of(shape, index -> {
            var left = index.clone();
            var right = index.clone();
            var sum = 0.0;
            for (var k = 0; k < depth; k++) {
                left[rank - 1] = k;
                right[rank - 2] = k;
                sum += a.at(left) * b.at(right);
            }
            return sum;
        });
    }

    private static Reference numbers(Cases cases, int... shape) {
        return Reference.of(shape, _ -> (cases.below(15) - 7) / 4.0);
    }

    @Test
    void productsOfAllSizesTypesAndLayoutsAgreeWithTheReference() {
        var sizes = new int[][] {{1, 1, 1}, {4, 4, 4}, {3, 5, 2}, {17, 33, 9}, {130, 70, 129}, {5, 300, 520},
            {257, 3, 600}, {2, 129, 1025}, {0, 3, 2}, {2, 0, 3}, {2, 3, 0}};
        for (var dtype : new DType[] {DType.F32, DType.F64, DType.BF16, DType.I32, DType.I64}) {
            var cases = new Cases(6);
            for (var size : sizes) {
                var a = numbers(cases, size[0], size[1]).map(v -> dtype.isFloat() ? v : Math.rint(v));
                var b = numbers(cases, size[1], size[2]).map(v -> dtype.isFloat() ? v : Math.rint(v));
                var expected = product(a, b);
                var tolerance = dtype == DType.BF16 ? 1.0 / 128 : 0;
                var left = a.tensor(dtype);
                var right = b.tensor(dtype);
                var name = dtype + " " + Shape.text(size);
                Cases.check(name, expected, left.matmul(right), tolerance);
                Cases.check(name, expected, left.t().copy().t().matmul(right.t().copy().t()), tolerance);
                Cases.check(name, expected, left.flip(1).matmul(right.flip(0)), tolerance);
                assertEquals(dtype, left.matmul(right).dtype());
            }
        }
    }

    @Test
    void batchesBroadcast() {
        var cases = new Cases(7);
        var a = numbers(cases, 3, 1, 4, 5);
        var b = numbers(cases, 2, 5, 6);
        var actual = a.tensor(DType.F64).matmul(b.tensor(DType.F64));
        assertArrayEquals(new int[] {3, 2, 4, 6}, actual.shape());
        for (var i = 0; i < 3; i++) {
            for (var j = 0; j < 2; j++) {
                Cases.check("batch", product(Reference.of(a.tensor(DType.F64).get(i, 0)),
                    Reference.of(b.tensor(DType.F64).get(j))), actual.get(i, j), 1e-14);
            }
        }
    }

    /** Whole numbers, so that the sums are exact in whatever order they are taken. */
    @Test
    void largeMatricesWhereverTheyLieGiveWhatDoublesGive() {
        var cases = new Cases(8);
        var a = numbers(cases, 2, 290, 270).tensor(DType.F32);
        var b = numbers(cases, 2, 270, 310).tensor(DType.F32);
        for (var left : List.of(a, a.get(1), a.get(":, 5:, :"), a.get(0).get("::2, :"), a.flip(1))) {
            for (var right : List.of(b, b.get(1), b.get(":, :, 7:"), b.get(0).t().copy().t(), b.get(0).get(":, ::3"))) {
                var product = left.matmul(right);
                assertTrue(product.to(DType.F64).allClose(left.to(DType.F64).matmul(right.to(DType.F64)), 0, 0));
                var bias = numbers(cases, product.size(-1)).tensor(DType.F32);
                assertTrue(left.matmul(right, Epilogue.bias(bias).relu()).allClose(product.add(bias).relu(), 0, 0));
            }
        }
    }

    @Test
    void vectorsAreRowsOnTheLeftAndColumnsOnTheRight() {
        var x = Tensors.of(new double[] {1, 2, 3});
        var m = Tensors.arange(6).reshape(3, 2).to(DType.F64);
        assertEquals(14, x.dot(x).item());
        assertEquals(0, x.dot(x).ndim());
        assertArrayEquals(new double[] {16, 22}, x.matmul(m).toDoubleArray());
        assertArrayEquals(new double[] {16, 22}, m.t().matmul(x).toDoubleArray());
        assertArrayEquals(new int[] {3, 3}, x.outer(x).shape());
        assertEquals(5, Tensors.eye(5).trace().item());
    }

    @Test
    void anEpilogueGivesWhatTheStepsWouldGive() {
        for (var dtype : new DType[] {DType.F32, DType.F64, DType.BF16, DType.F16}) {
            var cases = new Cases(10);
            for (var size : new int[][] {{1, 1, 1}, {3, 4, 5}, {70, 130, 90}, {2, 0, 3}, {0, 2, 3}}) {
                var a = numbers(cases, size[0], size[1]);
                var b = numbers(cases, size[1], size[2]);
                var bias = numbers(cases, size[2]);
                var sums = product(a, b).zip(bias, Double::sum);
                var x = a.tensor(dtype);
                var y = b.tensor(dtype);
                var z = Epilogue.bias(bias.tensor(dtype));
                var tolerance = dtype == DType.BF16 ? 1.0 / 128 : dtype == DType.F16 ? 1.0 / 1024 : 1e-6;
                Cases.check(dtype + " bias", sums, x.matmul(y, z), tolerance);
                Cases.check(dtype + " relu", sums.map(v -> Math.max(v, 0)), x.matmul(y, z.relu()), tolerance);
                var gelu = x.to(DType.F64).matmul(y.to(DType.F64)).add(bias.tensor(DType.F64)).gelu();
                assertTrue(x.matmul(y, z.gelu()).to(DType.F64).allClose(gelu, tolerance, tolerance), dtype + " gelu");
                assertTrue(x.matmul(y, Epilogue.none().relu()).allClose(x.matmul(y).relu(), tolerance, tolerance));
                assertEquals(dtype, x.matmul(y, z).dtype());
            }
        }
        var ints = Tensors.arange(6).reshape(2, 3);
        assertArrayEquals(new long[] {10, 11, 13, 13, 14, 16},
            ints.matmul(Tensors.eye(3, 3, 0, DType.I64), Epilogue.bias(Tensors.of(new long[] {10, 10, 11})))
                .toLongArray());
    }

    @Test
    void anEpilogueThatDoesNotFitIsRefused() {
        var x = Tensors.ones(2, 3);
        var y = Tensors.ones(3, 4);
        assertEquals("matmul: a bias of [3] does not fit a product of 4 columns", assertThrows(ShapeException.class,
            () -> x.matmul(y, Epilogue.bias(Tensors.ones(3)))).getMessage());
        assertThrows(DTypeException.class, () -> x.matmul(y, Epilogue.bias(Tensors.ones(DType.F64, 4))));
        assertThrows(DTypeException.class, () -> x.to(DType.I32).matmul(y.to(DType.I32), Epilogue.none().relu()));
        assertThrows(IllegalArgumentException.class, () -> new Epilogue(null, UnaryOp.SIN));
    }

    @Test
    void matricesThatDoNotFitAreNamed() {
        var refused = assertThrows(ShapeException.class, () -> Tensors.zeros(2, 3).matmul(Tensors.zeros(4, 5)));
        assertEquals("matmul: [2,3] and [4,5] do not fit (dim 1: 3 vs dim 0: 4)", refused.getMessage());
        assertThrows(ShapeException.class, () -> Tensors.zeros(2, 2, 3).matmul(Tensors.zeros(3, 3, 5)));
        assertThrows(ShapeException.class, () -> Tensors.of(1.0).matmul(Tensors.zeros(1)));
    }

    @Test
    void nanAndInfinityGoThroughProducts() {
        var x = Tensors.zeros(70, 65);
        x.get(3, 4).set(Float.NaN);
        var y = x.matmul(Tensors.ones(65, 80));
        assertEquals(80, y.isnan().sum().itemLong());
        assertTrue(Double.isNaN(y.at(3, 0)));
    }

    @Test
    void einsumKnowsWhatPeopleUseItFor() {
        var cases = new Cases(8);
        var a = numbers(cases, 3, 4).tensor(DType.F64);
        var b = numbers(cases, 4, 5).tensor(DType.F64);
        var square = numbers(cases, 4, 4).tensor(DType.F64);
        var batch = numbers(cases, 2, 3, 4).tensor(DType.F64);
        assertTrue(Tensors.einsum("ij,jk->ik", a, b).allClose(a.matmul(b)));
        assertTrue(Tensors.einsum("ij,jk", a, b).allClose(a.matmul(b)));
        assertTrue(Tensors.einsum("ij->ji", a).allClose(a.t()));
        assertTrue(Tensors.einsum("ii", square).allClose(square.trace()));
        assertTrue(Tensors.einsum("ii->i", square).allClose(square.diagonal()));
        assertTrue(Tensors.einsum("ij->", a).allClose(a.sum()));
        assertTrue(Tensors.einsum("ij->j", a).allClose(a.sum(0)));
        assertTrue(Tensors.einsum("ij,ij->ij", a, a).allClose(a.square()));
        assertTrue(Tensors.einsum("i,j->ij", a.get(0), b.get(0)).allClose(a.get(0).outer(b.get(0))));
        assertTrue(Tensors.einsum("...ij,jk->...ik", batch, b).allClose(batch.matmul(b)));
        assertTrue(Tensors.einsum("bij,bkj->bik", batch, batch).allClose(batch.matmul(batch.matrixTranspose())));
        assertTrue(Tensors.einsum("ij,jk,kl->il", a, square, b).allClose(a.matmul(square).matmul(b)));
        assertTrue(Tensors.einsum("ij,jk->i", a, b).allClose(a.matmul(b).sum(1)));
        assertTrue(Tensors.einsum("bij,bij->b", batch, batch).allClose(batch.square().sum(1, 2)));
        assertThrows(ShapeException.class, () -> Tensors.einsum("ij,jk->ik", a, a));
        assertThrows(ShapeException.class, () -> Tensors.einsum("ijk->i", a));
        assertThrows(IllegalArgumentException.class, () -> Tensors.einsum("ij->ik", a));
        assertThrows(IllegalArgumentException.class, () -> Tensors.einsum("ij,jk->ik", a));
    }

    @Test
    void tensordotSumsOverTheNamedDimensions() {
        var cases = new Cases(9);
        var a = numbers(cases, 2, 3, 4).tensor(DType.F64);
        var b = numbers(cases, 4, 3, 5).tensor(DType.F64);
        assertTrue(a.tensordot(b, new int[] {1, 2}, new int[] {1, 0}).allClose(Tensors.einsum("ijk,kjl->il", a, b)));
        assertTrue(a.tensordot(b, 1).allClose(Tensors.einsum("ijk,klm->ijlm", a, b)));
        assertThrows(ShapeException.class, () -> a.tensordot(b, 2));
    }
}
