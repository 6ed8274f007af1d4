package org.jolab.gpu.cuda.code;

import org.jolab.gpu.DType;
import org.jolab.gpu.Expr;

/** Sorts rows by merging; NaN comes last, -0 before 0 but for orders, to which they are equal. */
public final class Sorter {

    private static final int TILES = 7;
    private static final int MERGE = 8;
    private static final int TILE = 1024;

    private final Kernels kernels;
    private final DType dtype;
    private final boolean places;
    private final int length;
    private final long rows;

    private Sorter(Kernels kernels, Expr.Leaf source, boolean places) {
        this.kernels = kernels;
        this.places = places;
        dtype = source.dtype();
        var shape = source.layout().shape();
        length = shape.length == 0 ? 1 : shape[shape.length - 1];
        rows = length == 0 ? 0 : source.layout().count() / length;
    }

    /** Sorts the rows of {@code target}, which has no gaps. */
    public static void sort(Kernels kernels, Expr.Leaf target) {
        new Sorter(kernels, target, false).run(address(target), address(target));
    }

    /** Writes the order of the rows of {@code source} to {@code target}; neither has gaps. */
    public static void argsort(Kernels kernels, Expr.Leaf source, Expr.Leaf target) {
        new Sorter(kernels, source, true).run(address(source), address(target));
    }

    private static long address(Expr.Leaf leaf) {
        return leaf.storage().memory().address() + leaf.layout().offset() * leaf.dtype().bytes();
    }

    private void run(long in, long out) {
        if (rows == 0) {
            return;
        }
        var width = Math.min(TILE, Math.max(2, Integer.highestOneBit(2 * length - 1)));
        if (length <= TILE) {
            tiles(in, out, width, new long[2]);
            return;
        }
        var count = rows * length;
        var keyBytes = count * (dtype.bytes() == 8 ? 8 : 4);
        var placeBytes = places ? count * 4 : 0;
        try (var scratch = kernels.launcher().scratch(2 * (keyBytes + placeBytes))) {
            var here = new long[] {scratch.address(), scratch.address() + 2 * keyBytes};
            var there = new long[] {here[0] + keyBytes, here[1] + placeBytes};
            tiles(in, out, width, here);
            for (var run = (long) TILE; run < length; run *= 2) {
                merge(run, here, there, 2 * run >= length ? out : 0);
                var swap = here;
                here = there;
                there = swap;
            }
        }
    }

    private void tiles(long in, long out, int width, long[] runs) {
        var arguments = new Arguments();
        arguments.add(rows);
        arguments.add(length);
        arguments.add(width);
        arguments.add(in);
        arguments.add(out);
        arguments.add(runs[0]);
        arguments.add(runs[1]);
        var runsInAll = rows * ((length + width - 1) / width);
        launch(TILES, (runsInAll * width + TILE - 1) / TILE, arguments);
    }

    private void merge(long run, long[] from, long[] into, long out) {
        var arguments = new Arguments();
        arguments.add(rows);
        arguments.add(length);
        arguments.add(run);
        arguments.add(from[0]);
        arguments.add(from[1]);
        arguments.add(into[0]);
        arguments.add(into[1]);
        arguments.add(out);
        launch(MERGE, rows * ((length + TILE - 1) / TILE), arguments);
    }

    private void launch(int kind, long blocks, Arguments arguments) {
        var signature = new Signature().add(kind).add(dtype.ordinal()).add(places ? 1 : 0);
        kernels.launch(kernels.get(signature, known -> kind == TILES ? tilesKernel(known) : mergeKernel(known)),
            (int) Math.min(blocks, 1 << 20), arguments);
    }

    private String template() {
        return Types.element(dtype) + ", " + places;
    }

    private Kernel tilesKernel(Signature signature) {
        var name = signature.name("sort_tiles");
        var element = Types.element(dtype);
        return new Kernel(name, Mapper.head(name, "i64 rows, u32 length, u32 width, const " + element
            + "* in, void* out, void* keys, u32* places")
            + "    sort_tiles<%s>(rows, length, width, in, out, {(sort_key<%s>*) keys, places});\n}\n"
                .formatted(template(), element));
    }

    private Kernel mergeKernel(Signature signature) {
        var name = signature.name("sort_merge");
        var key = "(sort_key<%s>*) ".formatted(Types.element(dtype));
        return new Kernel(name, Mapper.head(name, "i64 rows, u32 length, u32 width, void* keys, u32* places, "
            + "void* next_keys, u32* next_places, void* out")
            + "    sort_merge<%s>(rows, length, width, {%skeys, places}, {%snext_keys, next_places}, out);\n}\n"
                .formatted(template(), key, key));
    }
}
