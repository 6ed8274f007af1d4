package org.jolab.gpu.cpu;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jolab.gpu.BinaryOp;
import org.jolab.gpu.DType;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Product;
import org.jolab.gpu.Strided;

/**
 * Chooses who multiplies: OpenBLAS what is F64, and vectors and small matrices, one or many, of F32; oneDNN the rest,
 * with its BLAS interface before its primitive; plain Java where there is neither, and where a call of native code
 * would cost more than the work.
 */
final class Products {

    /** Multiplications from which on native code wins, each by itself and in a batch. */
    private static final long NATIVE = 20 * 20 * 20;
    /** Up to which one thread of OpenBLAS is done before oneDNN's have met at a barrier. */
    private static final long BRIEF = 64 * 64 * 64;
    /** Up to which, for each matrix of a batch, the same is true of all of Java's threads. */
    private static final long BRIEF_EACH = 256 * 256 * 256;
    /** Some tenths of a second: native code does not hear an interrupt. */
    private static final long SLAB = 1L << 34;

    private Products() {
    }

    /** Multiplies, and does what follows. */
    static void multiply(Product product, Expr.Leaf target) {
        if (isFoldable(product)) {
            var layout = target.layout();
            var rows = layout.shape()[0] * layout.shape()[1];
            fold(product, target, rows);
            return;
        }
        var shape = target.layout().shape();
        var work = (long) shape[0] * shape[1] * shape[2] * product.depth();
        if (work < NATIVE || !target.dtype().isFloat()) {
            byJava(product, target);
            return;
        }
        if (!OneDnn.isFast(target.dtype())) {
            byFloats(product, target);
            return;
        }
        var even = new Product(even(product.a()), even(product.b()), product.bias(), product.activation());
        var rows = (int) Math.max(1, Math.min(shape[1], SLAB / Math.max(1, work / shape[1])));
        for (var row = 0; row < shape[1]; row += rows) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted");
            }
            var part = rows == shape[1] ? even : new Product(rows(even.a(), row, rows), even.b(), even.bias(),
                even.activation());
            slab(part, rows == shape[1] ? target : rows(target, row, rows));
        }
    }

    private static Expr.Leaf rows(Expr.Leaf leaf, int from, int count) {
        var some = Math.min(count, leaf.layout().shape()[1] - from);
        return new Expr.Leaf(leaf.storage(), leaf.dtype(), leaf.layout().slice(1, from, 1, some));
    }

    /** Whether a batch times one matrix is one large matrix times it. */
    private static boolean isFoldable(Product product) {
        var left = product.a().layout();
        return left.shape()[0] > 1 && product.b().layout().strides()[0] == 0
            && left.strides()[0] == left.strides()[1] * left.shape()[1]
            && (long) left.shape()[0] * left.shape()[1] <= Integer.MAX_VALUE;
    }

    private static void fold(Product product, Expr.Leaf target, int rows) {
        var left = product.a().layout();
        var right = product.b().layout();
        var a = new Strided(new int[] {1, rows, left.shape()[2]}, new long[] {0, left.strides()[1], left.strides()[2]},
            left.offset());
        var b = new Strided(new int[] {1, right.shape()[1], right.shape()[2]}, right.strides(), right.offset());
        var result = Strided.contiguous(1, rows, right.shape()[2]);
        multiply(new Product(new Expr.Leaf(product.a().storage(), product.a().dtype(), a),
            new Expr.Leaf(product.b().storage(), product.b().dtype(), b), product.bias(), product.activation()),
            new Expr.Leaf(target.storage(), target.dtype(), new Strided(result.shape(), result.strides(),
                target.layout().offset())));
    }

    private static void slab(Product product, Expr.Leaf target) {
        var shape = target.layout().shape();
        var work = (long) shape[1] * shape[2] * product.depth();
        if (target.dtype() == DType.F32 && work > (shape[0] == 1 ? BRIEF : BRIEF_EACH)
            && DnnGemm.multiply(product.a(), product.b(), target)) {
            follow(product, target);
            return;
        }
        var prefersBlas = target.dtype() == DType.F64 || target.dtype() == DType.F32
            && (shape[1] == 1 || shape[2] == 1 || work <= BRIEF_EACH);
        if (prefersBlas && byBlas(product, target)
            || target.dtype() != DType.F64 && byOneDnn(product, target)
            || !prefersBlas && byBlas(product, target)) {
            return;
        }
        byJava(product, target);
    }

    private static boolean byOneDnn(Product product, Expr.Leaf target) {
        if (!DnnProduct.multiply(new Product(product.a(), product.b(), product.bias(), Optional.empty()), target)) {
            return false;
        }
        follow(new Product(product.a(), product.b(), Optional.empty(), product.activation()), target);
        return true;
    }

    private static boolean byBlas(Product product, Expr.Leaf target) {
        if (!Blas.multiply(product.a(), product.b(), target)) {
            return false;
        }
        follow(product, target);
        return true;
    }

    /** Half types, where the processor has no instructions for them: as floats, rounded at the end. */
    private static void byFloats(Product product, Expr.Leaf target) {
        var sums = allocate(target, DType.F32);
        multiply(new Product(converted(product.a(), DType.F32), converted(product.b(), DType.F32),
            product.bias().map(bias -> converted(bias, DType.F32)), product.activation()), sums);
        Program.of(new Expr.Cast(target.dtype(), sums), target.layout().shape()).store(target);
    }

    private static void byJava(Product product, Expr.Leaf target) {
        if (target.dtype() == DType.F16 || target.dtype() == DType.BF16) {
            byFloats(product, target);
        } else {
            MatrixProduct.plain(product.a(), product.b(), target);
            follow(product, target);
        }
    }

    /** With rows or columns that lie without gaps, as native code needs them; copied if need be. */
    private static Expr.Leaf even(Expr.Leaf leaf) {
        return Matrix.of(leaf.layout()).isPresent() ? leaf : converted(leaf, leaf.dtype());
    }

    private static Expr.Leaf converted(Expr.Leaf leaf, DType dtype) {
        var copy = allocate(leaf, dtype);
        Program.of(dtype == leaf.dtype() ? leaf : new Expr.Cast(dtype, leaf), leaf.layout().shape()).store(copy);
        return copy;
    }

    private static Expr.Leaf allocate(Expr.Leaf like, DType dtype) {
        var storage = HostMemory.INSTANCE.allocate(like.storage().device(), like.layout().count() * dtype.bytes());
        return new Expr.Leaf(storage, dtype, Strided.contiguous(like.layout().shape()));
    }

    /** What follows the sums of products, if anything does. */
    private static void follow(Product product, Expr.Leaf target) {
        Expr result = target;
        if (product.bias().isPresent()) {
            result = new Expr.Binary(BinaryOp.ADD, target.dtype(), result, product.bias().get());
        }
        if (product.activation().isPresent()) {
            result = new Expr.Unary(product.activation().get(), target.dtype(), result);
        }
        if (result != target) {
            Program.of(result, target.layout().shape()).store(target);
        }
    }
}
