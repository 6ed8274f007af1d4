package org.jolab.gpu.cuda.code;

import java.util.stream.IntStream;

/**
 * Elementwise chains of which some operands are transposed: read tile by tile the way they lie, into shared memory, so
 * that both reading and writing go along the memory.
 */
final class Turning {

    /** As many as fit into 48 kB of shared memory, whatever their type. */
    private static final int MOST = 4;
    private static final String INDENT = "                ";

    private Turning() {
    }

    /** The operands to be read that way, a bit for each; 0 unless operand 0 is written along the last dimension. */
    static int turned(Operands operands) {
        if (operands.width() > 1 || operands.coordinates() < 2 || !operands.isStraight(0)) {
            return 0;
        }
        var turned = 0;
        for (var k = 1; k < Math.min(operands.count(), Integer.SIZE) && Integer.bitCount(turned) < MOST; k++) {
            turned |= operands.isTurned(k) ? 1 << k : 0;
        }
        return turned;
    }

    static Kernel kernel(Chain chain, Signature signature, int mask) {
        var operands = chain.operands();
        var code = new ChainCode(chain, 0);
        var name = signature.name("turn");
        var turned = IntStream.range(0, Integer.SIZE).filter(k -> (mask >> k & 1) != 0).toArray();
        var tiles = new StringBuilder();
        var reads = new StringBuilder();
        var values = new StringBuilder();
        for (var k : turned) {
            var dtype = operands.leaf(k).dtype();
            tiles.append("    __shared__ ").append(Types.element(dtype)).append(" t").append(k).append("[32][33];\n");
            reads.append("                t%d[y + k][x] = a%d[%s];\n".formatted(k, k, code.place(k)));
            values.append("                %s x%d = get(t%d[x][y + k]);\n".formatted(Types.lane(dtype), k, k));
        }
        var last = operands.coordinates() - 1;
        var text = Mapper.head(name, code.index() + " n" + code.parameters()) + code.function() + tiles
            + """
                INDEX columns = s%d;
                INDEX rows = %s;
                INDEX across = (columns + 31) / 32;
                INDEX down = (rows + 31) / 32;
                INDEX tiles = n / columns / rows * down * across;
                int x = threadIdx.x %% 32;
                int y = threadIdx.x / 32;
                for (INDEX tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
                    INDEX above = tile / across / down * rows;
                    INDEX row = tile / across %% down * 32;
                    INDEX column = tile %% across * 32;
                    for (int k = 0; k < 32; k += 8) {
                        if (row + x < rows && column + y + k < columns) {
                            INDEX i = (above + row + x) * columns + column + y + k;
            """.formatted(last, last > 1 ? "s" + (last - 1) : "n / columns")
            + code.located(INDENT, reads.toString())
            + """
                        }
                    }
                    __syncthreads();
                    for (int k = 0; k < 32; k += 8) {
                        if (row + y + k < rows && column + x < columns) {
                            INDEX i = (above + row + y + k) * columns + column + x;
            """
            + values + code.located(INDENT, code.loads(INDENT, turned)
                + INDENT + "a0[%s] = put<%s>(%s);\n".formatted(code.place(0),
                    Types.element(operands.leaf(0).dtype()), code.call("i")))
            + """
                        }
                    }
                    __syncthreads();
                }
            }
            """;
        return new Kernel(name, text.replace("INDEX", code.index()));
    }

}
