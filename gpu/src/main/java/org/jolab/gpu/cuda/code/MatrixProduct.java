package org.jolab.gpu.cuda.code;

import java.util.Locale;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Product;

/** Products of batches of matrices of any one type and any strides, where no library does them. */
public final class MatrixProduct {

    private static final int KIND = 9;
    private static final int TILE = 64;

    private MatrixProduct() {
    }

    /** Multiplies, adds and activates; {@code target}, [batch, rows, columns], has no gaps. */
    public static void multiply(Kernels kernels, Product product, Expr.Leaf target) {
        var shape = target.layout().shape();
        if (target.layout().count() == 0) {
            return;
        }
        var signature = new Signature().add(KIND).add(target.dtype().ordinal()).add(product.bias().isPresent() ? 1 : 0)
            .add(product.activation().map(op -> op.ordinal() + 1).orElse(0));
        var kernel = kernels.get(signature, known -> kernel(known, product, Types.element(target.dtype())));
        var arguments = new Arguments();
        for (var size : shape) {
            arguments.add(size);
        }
        arguments.add(product.depth());
        pass(product.a(), arguments);
        pass(product.b(), arguments);
        arguments.add(address(target));
        product.bias().ifPresent(bias -> pass(bias, arguments));
        var tiles = shape[0] * ((shape[1] + TILE - 1L) / TILE) * ((shape[2] + TILE - 1L) / TILE);
        kernels.launch(kernel, (int) Math.min(tiles, 1 << 24), arguments);
    }

    private static void pass(Expr.Leaf leaf, Arguments arguments) {
        arguments.add(address(leaf));
        for (var stride : leaf.layout().strides()) {
            arguments.add(stride);
        }
    }

    private static long address(Expr.Leaf leaf) {
        var layout = leaf.layout();
        return leaf.storage().memory().address() + (layout.count() == 0 ? 0 : layout.offset() * leaf.dtype().bytes());
    }

    private static Kernel kernel(Signature signature, Product product, String element) {
        var name = signature.name("product");
        var sum = product.bias().isPresent() ? "op::add(sum, get(bias[column * step]))" : "sum";
        var result = product.activation()
            .map(op -> "op::" + op.name().toLowerCase(Locale.ROOT) + "(" + sum + ")").orElse(sum);
        return new Kernel(name, Mapper.head(name, ("i64 matrices, i64 rows, i64 columns, i64 depth, "
            + "const %s* __restrict__ a, i64 a0, i64 a1, i64 a2, const %s* __restrict__ b, i64 b0, i64 b1, i64 b2, "
            + "%s* __restrict__ out").formatted(element, element, element)
            + (product.bias().isPresent() ? ", const " + element + "* __restrict__ bias, i64 step" : ""))
            + "    auto finish = [=](lane<%s> sum, i64 column) {\n        return %s;\n    };\n"
                .formatted(element, result)
            + "    product(matrices, rows, columns, depth, a, {a0, a1, a2}, b, {b0, b1, b2}, out, finish);\n}\n");
    }
}
