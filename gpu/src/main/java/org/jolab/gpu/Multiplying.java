package org.jolab.gpu;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Brings products into the form that backends know: batches of matrices. */
final class Multiplying {

    private Multiplying() {
    }

    static Tensor matmul(Tensor a, Tensor b, Epilogue epilogue) {
        Elementwise.sameDevice("matmul", a, b);
        if (a.ndim() == 0 || b.ndim() == 0) {
            throw new ShapeException("matmul: a scalar is no matrix; mul() may be meant");
        }
        var inner = a.size(-1);
        if (inner != b.size(b.ndim() == 1 ? 0 : -2)) {
            throw new ShapeException("matmul: %s and %s do not fit (dim %d: %d vs dim %d: %d)".formatted(
                Shape.text(a.dimensions()), Shape.text(b.dimensions()), a.ndim() - 1, inner,
                Math.max(0, b.ndim() - 2), b.size(b.ndim() == 1 ? 0 : -2)));
        }
        var left = a.ndim() == 1 ? a.expandDims(0) : a;
        var right = b.ndim() == 1 ? b.expandDims(1) : b;
        var batch = Shape.broadcast("matmul", batch(left), batch(right));
        var product = product(left, right, new Result(epilogue, batch));
        if (a.ndim() == 1) {
            product = product.squeeze(-2);
        }
        return b.ndim() == 1 ? product.squeeze(-1) : product;
    }

    private static int[] batch(Tensor x) {
        return Arrays.copyOf(x.dimensions(), x.ndim() - 2);
    }

    private record Result(Epilogue epilogue, int[] batch) {
    }

    private static Tensor product(Tensor left, Tensor right, Result result) {
        var batch = result.batch;
        var dtype = left.dtype().promote(right.dtype());
        var computed = dtype.isFloat() ? dtype : DType.I64;
        var rows = left.size(-2);
        var columns = right.size(-1);
        var bias = Optional.ofNullable(result.epilogue.bias()).map(each -> bias(each, left, dtype, columns));
        var activation = Optional.ofNullable(result.epilogue.activation());
        if (activation.isPresent() && !dtype.isFloat()) {
            throw new DTypeException("matmul: %s of a product of %s is not defined".formatted(activation.get(), dtype));
        }
        var count = Shape.dimension("matmul", Shape.count(batch));
        var target = Tensor.allocate(left.device(), computed, count, rows, columns);
        left.device().backend().matmul(new Product(stacked(left.to(computed), batch),
            stacked(right.to(computed), batch), bias, activation), target);
        var shape = Arrays.copyOf(batch, batch.length + 2);
        shape[batch.length] = rows;
        shape[batch.length + 1] = columns;
        return Tensor.of(new Expr.Leaf(target.storage(), computed, Strided.contiguous(shape))).to(dtype);
    }

    private static Expr.Leaf bias(Tensor bias, Tensor left, DType dtype, int columns) {
        Elementwise.sameDevice("matmul", left, bias);
        if (bias.ndim() != 1 || bias.size(0) != columns) {
            throw new ShapeException("matmul: a bias of %s does not fit a product of %d columns".formatted(
                Shape.text(bias.dimensions()), columns));
        }
        if (bias.dtype().promote(dtype) != dtype) {
            throw new DTypeException("matmul: a bias of %s and a product of %s; one has to be converted".formatted(
                bias.dtype(), dtype));
        }
        // Libraries take its address alone, and read on from there.
        return bias.to(dtype.isFloat() ? dtype : DType.I64).contiguous().realize();
    }

    /** As three dimensions, copied only if the batch's strides need it. */
    private static Expr.Leaf stacked(Tensor x, int[] batch) {
        var rows = x.size(-2);
        var columns = x.size(-1);
        if (batch.length == 0) {
            var leaf = x.realize();
            return new Expr.Leaf(leaf.storage(), leaf.dtype(), leaf.layout().insert(0));
        }
        var wide = Arrays.copyOf(batch, batch.length + 2);
        wide[batch.length] = rows;
        wide[batch.length + 1] = columns;
        return x.broadcastTo(wide).reshape(Shape.dimension("matmul", Shape.count(batch)), rows, columns).realize();
    }

    static Tensor tensordot(Tensor a, Tensor b, int axes) {
        if (axes < 0 || axes > Math.min(a.ndim(), b.ndim())) {
            throw new ShapeException("tensordot: %s and %s do not have %d dimensions in common".formatted(
                Shape.text(a.dimensions()), Shape.text(b.dimensions()), axes));
        }
        return tensordot(a, b, IntStream.range(a.ndim() - axes, a.ndim()).toArray(),
            IntStream.range(0, axes).toArray());
    }

    static Tensor tensordot(Tensor a, Tensor b, int[] mine, int[] others) {
        if (mine.length != others.length) {
            throw new ShapeException("tensordot: %d axes on the left, %d on the right".formatted(mine.length,
                others.length));
        }
        var left = new boolean[a.ndim()];
        var right = new boolean[b.ndim()];
        for (var i = 0; i < mine.length; i++) {
            var x = Shape.axis("tensordot", mine[i], a.ndim());
            var y = Shape.axis("tensordot", others[i], b.ndim());
            if (a.dimensions()[x] != b.dimensions()[y] || left[x] || right[y]) {
                throw new ShapeException("tensordot: dim %d of %s and dim %d of %s do not fit".formatted(x,
                    Shape.text(a.dimensions()), y, Shape.text(b.dimensions())));
            }
            left[x] = true;
            right[y] = true;
        }
        var keptLeft = IntStream.range(0, a.ndim()).filter(i -> !left[i]).toArray();
        var keptRight = IntStream.range(0, b.ndim()).filter(i -> !right[i]).toArray();
        var summed = Arrays.stream(mine).map(i -> Shape.axis("tensordot", i, a.ndim())).toArray();
        var summedRight = Arrays.stream(others).map(i -> Shape.axis("tensordot", i, b.ndim())).toArray();
        var rows = sizes(a, keptLeft);
        var columns = sizes(b, keptRight);
        var depth = Shape.dimension("tensordot", Shape.count(sizes(a, summed)));
        var down = Shape.dimension("tensordot", Shape.count(rows));
        var across = Shape.dimension("tensordot", Shape.count(columns));
        var product = a.permute(joined(keptLeft, summed)).reshape(down, depth)
            .matmul(b.permute(joined(summedRight, keptRight)).reshape(depth, across));
        return product.reshape(joined(rows, columns));
    }

    private static int[] sizes(Tensor x, int[] axes) {
        return Arrays.stream(axes).map(i -> x.dimensions()[i]).toArray();
    }

    private static int[] joined(int[] first, int[] second) {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    }
}
