package org.jolab.gpu;

import java.lang.ref.Reference;
import java.util.stream.IntStream;
import org.jolab.gpu.Expr.Leaf;
import org.jolab.gpu.cpu.HostMemory;

/**
 * ND4J, one operation at a time, on the tensors' own memory: the second implementation, with which the others are
 * compared. What ND4J lacks, or does in another way, the processor does in its place: see {@link Device#nd4j}.
 */
final class Nd4jBackend implements Backend {

    private static final CpuBackend CPU = CpuBackend.INSTANCE;

    private final Nd4jBridge bridge;

    Nd4jBackend(Nd4jBridge bridge) {
        this.bridge = bridge;
    }

    @Override
    public Storage allocate(Device device, long bytes) {
        return bytes == 0 ? CPU.allocate(device, 0) : HostMemory.INSTANCE.allocateNative(device, bytes);
    }

    @Override
    public MemoryUse memory(Device device) {
        return HostMemory.INSTANCE.use();
    }

    @Override
    public boolean isHost() {
        return true;
    }

    @Override
    public void upload(Storage source, long first, Storage target) {
        CPU.upload(source, first, target);
    }

    @Override
    public void download(Storage source, long first, Storage target) {
        CPU.download(source, first, target);
    }

    @Override
    public void transfer(Storage source, long first, Storage target) {
        CPU.transfer(source, first, target);
    }

    private Leaf allocate(Storage like, DType dtype, int... shape) {
        return new Leaf(allocate(like.device(), Shape.count(shape) * dtype.bytes()), dtype, Strided.contiguous(shape));
    }

    /** Whether ND4J can look at the elements where they are. */
    private static boolean isPlain(Leaf leaf) {
        var layout = leaf.layout();
        for (var i = 0; i < layout.rank(); i++) {
            if (layout.shape()[i] > 1 && layout.strides()[i] < 1) {
                return false;
            }
        }
        return layout.count() > 0 && leaf.storage().memory().isNative();
    }

    private Leaf plain(Leaf leaf, Storage like) {
        if (isPlain(leaf)) {
            return leaf;
        }
        var copy = allocate(like, leaf.dtype(), leaf.layout().shape());
        CPU.run(leaf, copy);
        return copy;
    }

    @Override
    public void run(Expr expr, Leaf target) {
        if (target.layout().count() == 0 || !isPlain(target)) {
            CPU.run(expr, target);
            return;
        }
        var made = compute(expr, target.layout().shape(), target);
        if (made != target) {
            CPU.run(made, target);
        }
        Reference.reachabilityFence(expr);
    }

    /** Computes one node after the other; the last into {@code target} if there is one. */
    private Leaf compute(Expr expr, int[] shape, Leaf target) {
        if (expr instanceof Leaf leaf) {
            return plain(new Leaf(leaf.storage(), leaf.dtype(), leaf.layout().broadcastTo(shape)), target.storage());
        }
        var result = expr.dtype() == target.dtype() && target.layout().isContiguous() && isAlone(expr, target) ? target
            : allocate(target.storage(), expr.dtype(), shape);
        var aside = allocateNothing(target);
        switch (expr) {
            case Expr.Unary unary -> {
                var a = compute(unary.a(), shape, aside);
                if (!bridge.unary(unary.op(), a, result)) {
                    CPU.run(new Expr.Unary(unary.op(), unary.dtype(), a), result);
                }
            }
            case Expr.Binary binary -> {
                var a = compute(binary.a(), shape, aside);
                var b = compute(binary.b(), shape, aside);
                if (!bridge.binary(binary.op(), a, b, result)) {
                    CPU.run(new Expr.Binary(binary.op(), binary.dtype(), a, b), result);
                }
            }
            case Expr.Cast cast -> {
                var a = compute(cast.a(), shape, aside);
                if (!bridge.cast(a, result)) {
                    CPU.run(new Expr.Cast(cast.dtype(), a), result);
                }
            }
            case Expr.Select select -> CPU.run(new Expr.Select(compute(select.condition(), shape, aside),
                compute(select.a(), shape, aside), compute(select.b(), shape, aside)), result);
            case Expr.Take take -> CPU.run(new Expr.Take(take.source(), take.axis(),
                compute(take.index(), shape, aside)), result);
            case Leaf _, Expr.Constant _, Expr.Coordinate _, Expr.Random _ -> CPU.run(expr, result);
        }
        return result;
    }

    /** Whether writing to the target before all has been read does no harm. */
    private static boolean isAlone(Expr expr, Leaf target) {
        var alone = new boolean[] {true};
        expr.leaves(leaf -> alone[0] &= leaf.storage() != target.storage());
        return alone[0];
    }

    /** Says where to allocate, and takes no result. */
    private static Leaf allocateNothing(Leaf target) {
        return new Leaf(target.storage(), target.dtype(), new Strided(new int[] {2}, new long[] {2}, 0));
    }

    @Override
    public void reduce(Reduction reduction, Leaf target) {
        var shape = reduction.shape();
        if (Shape.count(shape) > 0 && target.layout().count() > 0) {
            var range = new Nd4jBridge.Range(reduction.first(), reduction.last());
            var source = compute(reduction.expr(), shape, allocateNothing(target));
            if (range.first() < range.last() && reduce(reduction.op(), source, range, target)) {
                return;
            }
        }
        CPU.reduce(reduction, target);
    }

    private boolean reduce(ReduceOp op, Leaf source, Nd4jBridge.Range range, Leaf target) {
        var kept = IntStream.range(0, source.layout().rank()).filter(i -> i < range.first() || i >= range.last())
            .map(i -> source.layout().shape()[i]).toArray();
        var plain = new Strided(kept, Strided.contiguous(kept).strides(), target.layout().offset());
        if (source.dtype() != DType.F32 || op != ReduceOp.SUM && op != ReduceOp.MEAN) {
            return bridge.reduce(op, source, range, new Leaf(target.storage(), target.dtype(), plain));
        }
        // ND4J adds floats one by one, and ten million tenths become 956549.
        var wide = allocate(target.storage(), DType.F64, source.layout().shape());
        var result = allocate(target.storage(), DType.F64, kept);
        return bridge.cast(source, wide) && bridge.reduce(op, wide, range, result)
            && bridge.cast(result, new Leaf(target.storage(), target.dtype(), plain));
    }

    @Override
    public void scan(BinaryOp op, Leaf source, Leaf target) {
        if (source.layout().count() == 0 || !bridge.scan(op, plain(source, target.storage()), target)) {
            CPU.scan(op, source, target);
        }
    }

    @Override
    public void matmul(Product product, Leaf target) {
        var a = product.a();
        var b = product.b();
        if (a.layout().count() == 0 || b.layout().count() == 0
            || !bridge.matmul(plain(a, target.storage()), plain(b, target.storage()), target)) {
            CPU.matmul(product, target);
            return;
        }
        Expr rest = target;
        if (product.bias().isPresent()) {
            rest = new Expr.Binary(BinaryOp.ADD, target.dtype(), rest, product.bias().get());
        }
        if (product.activation().isPresent()) {
            rest = new Expr.Unary(product.activation().get(), target.dtype(), rest);
        }
        if (rest != target) {
            run(rest, target);
        }
    }

    @Override
    public void argsort(Leaf source, Leaf target) {
        CPU.argsort(source, target);
    }

    @Override
    public void sort(Leaf target) {
        if (target.layout().count() == 0 || !bridge.sort(target)) {
            CPU.sort(target);
        }
    }

    @Override
    public void scatter(Scatter scatter, Leaf target) {
        CPU.scatter(scatter, target);
    }
}
