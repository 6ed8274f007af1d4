package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Product;
import org.jolab.gpu.Strided;

/** Matrix products by oneDNN, with a bias; used by any thread, its cache guarded by itself. */
final class DnnProduct {

    private static final int MOST = 128;

    private final OneDnn library;
    private final MethodHandle memory;
    private final MethodHandle execute;
    private final Map<Key, Optional<Primitive>> primitives = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Optional<Primitive>> eldest) {
            return size() > MOST;
        }
    };

    private DnnProduct(OneDnn library) {
        this.library = library;
        memory = library.handle("dnnl_memory_create", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        execute = library.handle("dnnl_primitive_execute", ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
    }

    private static final class Holder {
        static final Optional<DnnProduct> INSTANCE = OneDnn.get().map(DnnProduct::new);
    }

    /** What tells products apart that need different code. */
    private record Key(int type, List<Long> dimensions, boolean hasBias) {
    }

    /** Code for a product; lives as long as it is reachable. */
    private record Primitive(MemorySegment code, MemorySegment[] descriptions) {
    }

    /**
     * Multiplies, and adds a bias, if that can be done here; false otherwise. Activations cannot: oneDNN's RELU makes 0
     * of NaN, and its GELU NaN of infinity.
     */
    static boolean multiply(Product product, Expr.Leaf target) {
        if (OneDnn.type(target.dtype()) == 0 || Holder.INSTANCE.isEmpty() || product.activation().isPresent()
            || Matrix.of(product.a().layout()).isEmpty() || Matrix.of(product.b().layout()).isEmpty()
            || target.layout().shape()[0] > 1 && !isClear(product)
            || product.bias().filter(bias -> bias.layout().strides()[0] != 1 && bias.layout().shape()[0] != 1)
                .isPresent()) {
            return false;
        }
        return Holder.INSTANCE.get().run(product, target);
    }

    /**
     * Whether a batch is read as it is meant: one of the factors is not the same everywhere, and where a matrix has
     * a single row or column, there are no gaps, which oneDNN 3.13 ignores.
     */
    private static boolean isClear(Product product) {
        var a = product.a().layout();
        var b = product.b().layout();
        var isLine = a.shape()[1] == 1 || a.shape()[2] == 1 || b.shape()[2] == 1;
        return isLine ? a.isContiguous() && b.isContiguous() : a.strides()[0] != 0 || b.strides()[0] != 0;
    }

    private boolean run(Product product, Expr.Leaf target) {
        var leaves = product.bias().isPresent()
            ? new Expr.Leaf[] {product.a(), product.b(), target, product.bias().get()}
            : new Expr.Leaf[] {product.a(), product.b(), target};
        var found = primitive(product, leaves);
        found.ifPresent(primitive -> execute(primitive, leaves));
        return found.isPresent();
    }

    private Optional<Primitive> primitive(Product product, Expr.Leaf[] leaves) {
        var dimensions = Arrays.stream(leaves).flatMap(leaf -> description(leaf.layout(), leaves[2].layout())).toList();
        var key = new Key(OneDnn.type(leaves[2].dtype()), dimensions, product.bias().isPresent());
        synchronized (primitives) {
            return primitives.computeIfAbsent(key, _ -> {
                try {
                    return Optional.of(make(product, leaves));
                } catch (OneDnn.Unimplemented _) {
                    return Optional.empty();
                }
            });
        }
    }

    /** Sizes, then steps; a bias is a row; a single matrix has two dimensions, for which oneDNN has more code. */
    private static java.util.stream.Stream<Long> description(Strided layout, Strided target) {
        var rank = target.shape()[0] == 1 ? 2 : 3;
        var sizes = new Long[rank];
        var steps = new Long[rank];
        for (var i = 0; i < rank; i++) {
            var from = layout.rank() - rank + i;
            // A step of 0 is said by the size 1, which repeats.
            var size = from < 0 || layout.strides()[from] == 0 ? 1 : layout.shape()[from];
            sizes[i] = (long) size;
            steps[i] = from < 0 ? layout.shape()[0] : layout.strides()[from];
        }
        for (var i = rank - 1; i >= 0; i--) {
            if (sizes[i] == 1) {
                // Its step says nothing, but some code looks at it.
                steps[i] = i == rank - 1 ? 1L : Math.max(1, sizes[i + 1] * steps[i + 1]);
            }
        }
        return java.util.stream.Stream.concat(Arrays.stream(sizes), Arrays.stream(steps));
    }

    private Primitive make(Product product, Expr.Leaf[] leaves) {
        try (var arena = Arena.ofConfined()) {
            var descriptions = new MemorySegment[leaves.length];
            for (var i = 0; i < leaves.length; i++) {
                var numbers = description(leaves[i].layout(), leaves[2].layout()).mapToLong(each -> each).toArray();
                var rank = numbers.length / 2;
                var padded = arena.allocate(JAVA_LONG, 24);
                MemorySegment.copy(numbers, 0, padded, JAVA_LONG, 0, rank);
                MemorySegment.copy(numbers, rank, padded, JAVA_LONG, 96, rank);
                descriptions[i] = kept(library.make("dnnl_memory_desc_create_with_strides", rank, padded,
                    OneDnn.type(leaves[i].dtype()), padded.asSlice(96)), "dnnl_memory_desc_destroy");
            }
            MemorySegment description = null;
            try {
                description = library.make("dnnl_matmul_primitive_desc_create", library.engine(), descriptions[0],
                    descriptions[1], product.bias().isPresent() ? descriptions[3] : MemorySegment.NULL, descriptions[2],
                    MemorySegment.NULL);
                return new Primitive(kept(library.make("dnnl_primitive_create", description), "dnnl_primitive_destroy"),
                    descriptions);
            } finally {
                if (description != null) {
                    library.call("dnnl_primitive_desc_destroy", description);
                }
            }
        }
    }

    /** Destroyed when it is no longer reachable, so never while it is in use. */
    private MemorySegment kept(MemorySegment object, String destroy) {
        return object.reinterpret(Arena.ofAuto(), each -> library.call(destroy, each));
    }

    private void execute(Primitive primitive, Expr.Leaf[] leaves) {
        var names = new int[] {OneDnn.SOURCE, OneDnn.WEIGHTS, OneDnn.TARGET, OneDnn.BIAS};
        var memories = new MemorySegment[leaves.length];
        var stream = library.stream();
        try (var arena = Arena.ofConfined()) {
            var arguments = arena.allocate(16L * leaves.length, 8);
            var result = arena.allocate(ADDRESS);
            MemorySegment written = null;
            for (var i = 0; i < leaves.length; i++) {
                written = i == 2 ? Matrix.reachable(leaves[i], arena) : written;
                var from = i == 2 ? written : Matrix.reachable(leaves[i], arena);
                var start = from.asSlice(leaves[i].layout().offset() * leaves[i].dtype().bytes());
                check((int) memory.invokeExact(result, primitive.descriptions[i], library.engine(), start));
                memories[i] = result.get(ADDRESS, 0);
                arguments.set(JAVA_INT, 16L * i, names[i]);
                arguments.set(ADDRESS, 16L * i + 8, memories[i]);
            }
            check((int) execute.invokeExact(primitive.code, stream, leaves.length, arguments));
            library.call("dnnl_stream_wait", stream);
            if (!leaves[2].storage().memory().isNative()) {
                leaves[2].storage().memory().copyFrom(written);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        } finally {
            for (var each : memories) {
                if (each != null) {
                    library.call("dnnl_memory_destroy", each);
                }
            }
            library.call("dnnl_stream_destroy", stream);
        }
    }

    private static void check(int status) {
        if (status != 0) {
            throw new IllegalStateException("oneDNN: a product failed with status " + status);
        }
    }
}
