package org.jolab.gpu.cuda.code;

import org.jolab.gpu.Expr;

/** Elementwise chains: one kernel for all that has been recorded, which reads and writes each element once. */
public final class Mapper {

    static final int THREADS = 256;
    private static final int KIND = 1;
    /** More than fit at once, so that all multiprocessors end at about the same time. */
    private static final int BLOCKS_EACH = 32;

    private Mapper() {
    }

    /** Computes {@code expr} for every element of {@code target}. */
    public static void run(Kernels kernels, Expr expr, Expr.Leaf target) {
        var signature = new Signature().add(KIND);
        var chain = Chain.into(target, expr, signature);
        var operands = chain.operands();
        operands.settle(kernels.narrow());
        if (operands.total() == 0) {
            return;
        }
        operands.vectorize(0);
        operands.sign(signature, 0);
        var turned = Turning.turned(operands);
        signature.add(turned);
        var kernel = kernels.get(signature,
            known -> turned != 0 ? Turning.kernel(chain, known, turned) : kernel(chain, known));
        var arguments = new Arguments();
        arguments.add(operands.total());
        chain.pass(arguments);
        var threads = turned != 0 ? operands.tiles() * THREADS : operands.total() / operands.width();
        kernels.launch(kernel, blocks(kernels, threads), arguments);
        chain.done();
    }

    /** Blocks for so many steps, one for each thread, or for loops over them. */
    static int blocks(Kernels kernels, long steps) {
        return (int) Math.clamp((steps + THREADS - 1) / THREADS, 1, (long) BLOCKS_EACH * kernels.multiprocessors());
    }

    private static Kernel kernel(Chain chain, Signature signature) {
        var operands = chain.operands();
        var code = new ChainCode(chain, 0);
        var name = signature.name("map");
        var width = operands.width();
        var index = code.index();
        var element = Types.element(operands.leaf(0).dtype());
        var text = new StringBuilder(1000).append(head(name, index + " n" + code.parameters())).append(code.function())
            .append("    %s first = (%s) blockIdx.x * 256 + threadIdx.x;\n".formatted(index, index))
            .append("    %s stride = (%s) gridDim.x * 256;\n".formatted(index, index))
            .append("    for (%s i = first; i < n%s; i += stride) {\n".formatted(index,
                width > 1 ? " / " + width : ""));
        if (width == 1) {
            text.append(code.located("        ", code.loads("        ")
                + "        a0[%s] = put<%s>(%s);\n    }\n}\n".formatted(code.place(0), element, code.call("i"))));
            return new Kernel(name, text.toString());
        }
        text.append(code.located("        ", code.loads("        ")
            + "        pack<%d, %s> result;\n        #pragma unroll\n".formatted(width, element)
            + "        for (int k = 0; k < %d; k++) {\n            result.at[k] = put<%s>(%s);\n        }\n"
                .formatted(width, element, code.call("i * " + width + " + k"))
            + "        store(a0 + (%s), result);\n    }\n".formatted(code.place(0))));
        if (operands.coordinates() == 0) {
            text.append("    for (%s i = n / %d * %d + first; i < n; i += stride) {\n".formatted(index, width, width))
                .append("        a0[i] = put<%s>(%s);\n    }\n".formatted(element, code.callAlone()));
        }
        return new Kernel(name, text.append("}\n").toString());
    }

    /** The first line of a kernel that is launched with {@link #THREADS} threads. */
    static String head(String name, String parameters) {
        return "\nextern \"C\" __global__ void __launch_bounds__(256) %s(%s) {\n".formatted(name, parameters);
    }
}
