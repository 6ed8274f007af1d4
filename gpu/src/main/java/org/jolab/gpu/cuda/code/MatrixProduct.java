package org.jolab.gpu.cuda.code;

import org.jolab.gpu.Expr;

/** Products of batches of matrices of any one type and any strides, for what the libraries do not do. */
public final class MatrixProduct {

    private static final int KIND = 9;
    private static final int TILE = 64;

    private MatrixProduct() {
    }

    /** Multiplies matrix by matrix; layouts are [batch, rows, columns], the target has no gaps. */
    public static void multiply(Kernels kernels, Expr.Leaf a, Expr.Leaf b, Expr.Leaf target) {
        var shape = target.layout().shape();
        if (target.layout().count() == 0) {
            return;
        }
        var signature = new Signature().add(KIND).add(target.dtype().ordinal());
        var kernel = kernels.get(signature, known -> kernel(known, Types.element(target.dtype())));
        var arguments = new Arguments();
        for (var size : shape) {
            arguments.add(size);
        }
        arguments.add(a.layout().shape()[2]);
        pass(a, arguments);
        pass(b, arguments);
        arguments.add(target.storage().memory().address() + target.layout().offset() * target.dtype().bytes());
        var tiles = shape[0] * ((shape[1] + TILE - 1L) / TILE) * ((shape[2] + TILE - 1L) / TILE);
        kernels.launch(kernel, (int) Math.min(tiles, 1 << 24), arguments);
    }

    private static void pass(Expr.Leaf leaf, Arguments arguments) {
        var layout = leaf.layout();
        arguments.add(leaf.storage().memory().address()
            + (layout.count() == 0 ? 0 : layout.offset() * leaf.dtype().bytes()));
        for (var stride : layout.strides()) {
            arguments.add(stride);
        }
    }

    private static Kernel kernel(Signature signature, String element) {
        var name = signature.name("product");
        return new Kernel(name, Mapper.head(name, ("i64 matrices, i64 rows, i64 columns, i64 depth, "
            + "const %s* __restrict__ a, i64 a0, i64 a1, i64 a2, const %s* __restrict__ b, i64 b0, i64 b1, i64 b2, "
            + "%s* __restrict__ out").formatted(element, element, element))
            + "    product(matrices, rows, columns, depth, a, {a0, a1, a2}, b, {b0, b1, b2}, out);\n}\n");
    }
}
