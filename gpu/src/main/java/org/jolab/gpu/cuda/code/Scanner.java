package org.jolab.gpu.cuda.code;

import java.util.Locale;
import org.jolab.gpu.BinaryOp;
import org.jolab.gpu.Expr;

/** Running results along the last dimension. Floats are accumulated in double. */
public final class Scanner {

    private static final int TOTALS = 5;
    private static final int ROWS = 6;
    private static final int TILE = 1024;

    private Scanner() {
    }

    /** Writes the running results of {@code source} to {@code target}, which has no gaps. */
    public static void scan(Kernels kernels, BinaryOp op, Expr.Leaf source, Expr.Leaf target) {
        var shape = source.layout().shape();
        var length = shape.length == 0 ? 1 : shape[shape.length - 1];
        var count = source.layout().count();
        if (count == 0) {
            return;
        }
        var rows = count / length;
        var wanted = Math.clamp(4L * kernels.multiprocessors() / rows, 1, TILE);
        var chunk = Math.max(4L * TILE, ((length + wanted - 1) / wanted + TILE - 1) / TILE * TILE);
        var chunks = (length + chunk - 1) / chunk;
        var blocks = (int) Math.min(rows * chunks, 1 << 20);
        try (var sums = kernels.launcher().scratch(chunks > 1 ? rows * chunks * 8 : 8)) {
            if (chunks > 1) {
                launch(kernels, op, source, null, new long[] {rows, length, chunk, sums.address(), blocks});
            }
            launch(kernels, op, source, target, new long[] {rows, length, chunk, sums.address(), blocks});
        }
    }

    private static void launch(Kernels kernels, BinaryOp op, Expr.Leaf source, Expr.Leaf target, long[] sizes) {
        var signature = new Signature().add(target == null ? TOTALS : ROWS).add(op.ordinal());
        var chain = Chain.of(source, source.layout().shape(), signature);
        chain.operands().settle(kernels.narrow());
        chain.operands().sign(signature, -1);
        var kernel = kernels.get(signature, known -> kernel(chain, op, known, target == null));
        var arguments = new Arguments();
        for (var i = 0; i < 4; i++) {
            arguments.add(sizes[i]);
        }
        if (target != null) {
            arguments.add(target.storage().memory().address() + target.layout().offset() * target.dtype().bytes());
        }
        chain.pass(arguments);
        kernels.launch(kernel, (int) sizes[4], arguments);
        chain.done();
    }

    private static Kernel kernel(Chain chain, BinaryOp op, Signature signature, boolean totals) {
        var code = new ChainCode(chain, -1);
        var index = code.index();
        var dtype = chain.expr().dtype();
        var name = signature.name(totals ? "scan_totals" : "scan_rows");
        var fold = "    typedef %s_scan<%s> F;\n".formatted(op.name().toLowerCase(Locale.ROOT), Types.lane(dtype));
        var sizes = "%s rows, %s length, %s chunk, ".formatted(index, index, index);
        return new Kernel(name, totals
            ? Mapper.head(name, sizes + "void* sums" + code.parameters()) + code.value() + fold
                + "    scan_totals<F, %s>(rows, length, chunk, (F::total*) sums, value);\n}\n".formatted(index)
            : Mapper.head(name, sizes + "const void* sums, " + Types.element(dtype) + "* __restrict__ out"
                + code.parameters()) + code.value() + fold
                + "    scan_rows<F, %s>(rows, length, chunk, (const F::total*) sums, out, value);\n}\n"
                    .formatted(index));
    }
}
