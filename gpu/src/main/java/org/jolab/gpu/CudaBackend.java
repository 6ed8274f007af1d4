package org.jolab.gpu;

import java.lang.ref.Reference;
import java.util.Optional;
import java.util.function.Supplier;
import org.jolab.gpu.Expr.Leaf;
import org.jolab.gpu.cuda.code.Kernels;
import org.jolab.gpu.cuda.code.Launcher;
import org.jolab.gpu.cuda.code.Mapper;
import org.jolab.gpu.cuda.code.MatrixProduct;
import org.jolab.gpu.cuda.code.Reducer;
import org.jolab.gpu.cuda.code.Scanner;
import org.jolab.gpu.cuda.code.Scatterer;
import org.jolab.gpu.cuda.code.Sorter;

/** A device that runs CUDA kernels; everything is asynchronous. Used by any thread. */
non-sealed class CudaBackend implements Backend {

    private final Launcher launcher;
    private final Kernels kernels;

    CudaBackend(Launcher launcher) {
        this(launcher, Integer.MAX_VALUE);
    }

    /** One whose kernels use 64-bit indices beyond {@code narrow} elements. */
    CudaBackend(Launcher launcher, long narrow) {
        this.launcher = launcher;
        kernels = new Kernels(launcher, narrow);
    }

    /** What runs the kernels, and moves data to and from the device. */
    Launcher launcher() {
        return launcher;
    }

    Kernels kernels() {
        return kernels;
    }

    @Override
    public MemoryUse memory(Device device) {
        return launcher.memory(device);
    }

    @Override
    public boolean isRecording() {
        return launcher.isRecording();
    }

    @Override
    public <T> T beside(Supplier<T> action) {
        return launcher.beside(action);
    }

    @Override
    public Storage allocate(Device device, long bytes) {
        return launcher.allocate(device, bytes);
    }

    @Override
    public void upload(Storage source, long first, Storage target) {
        launcher.copyIn(source, first, target);
    }

    @Override
    public void download(Storage source, long first, Storage target) {
        launcher.copyOut(source, first, target);
    }

    @Override
    public void transfer(Storage source, long first, Storage target) {
        launcher.copy(source, first, target);
    }

    @Override
    public void run(Expr expr, Leaf target) {
        Mapper.run(kernels, expr, target);
        Reference.reachabilityFence(expr);
        Reference.reachabilityFence(target);
    }

    @Override
    public void reduce(Reduction reduction, Leaf target) {
        new Reducer(kernels, reduction.op(), reduction.expr(), target)
            .run(reduction.shape(), reduction.first(), reduction.last());
        Reference.reachabilityFence(reduction);
        Reference.reachabilityFence(target);
    }

    @Override
    public void scan(BinaryOp op, Leaf source, Leaf target) {
        Scanner.scan(kernels, op, source, target);
        Reference.reachabilityFence(source);
        Reference.reachabilityFence(target);
    }

    @Override
    public void matmul(Product product, Leaf target) {
        var done = switch (product.activation().orElse(null)) {
            case GELU -> gelu(product, target);
            case RELU -> launcher.matmul(product, target) || relu(product, target);
            case null, default -> launcher.matmul(product, target);
        };
        if (!done) {
            MatrixProduct.multiply(kernels, product, target);
        }
        Reference.reachabilityFence(product);
        Reference.reachabilityFence(target);
    }

    /** Where the library's own relu would make zeros of NaN. */
    private boolean relu(Product product, Leaf target) {
        if (!launcher.matmul(new Product(product.a(), product.b(), product.bias(), Optional.empty()), target)) {
            return false;
        }
        run(new Expr.Unary(UnaryOp.RELU, target.dtype(), target), target);
        return true;
    }

    /** The library's own gelu is an approximation by tanh; the product is the library's, and what follows is ours. */
    private boolean gelu(Product product, Leaf target) {
        var dtype = target.dtype();
        if (dtype == DType.F32 || dtype == DType.F64) {
            if (!launcher.matmul(new Product(product.a(), product.b(), product.bias(), Optional.empty()), target)) {
                return false;
            }
            run(new Expr.Unary(UnaryOp.GELU, dtype, target), target);
            return true;
        }
        // Rounded once: the product stays in F32 until all is done.
        var shape = target.layout().shape();
        var storage = launcher.allocate(target.storage().device(), target.layout().count() * DType.F32.bytes());
        var wide = new Leaf(storage, DType.F32, Strided.contiguous(shape));
        if (!launcher.matmul(Product.of(product.a(), product.b()), wide)) {
            return false;
        }
        var sum = product.bias().<Expr>map(bias -> new Expr.Binary(BinaryOp.ADD, DType.F32, wide, new Expr.Cast(
            DType.F32, new Leaf(bias.storage(), bias.dtype(), bias.layout().broadcastTo(shape))))).orElse(wide);
        run(new Expr.Cast(dtype, new Expr.Unary(UnaryOp.GELU, DType.F32, sum)), target);
        storage.close();
        return true;
    }

    @Override
    public void argsort(Leaf source, Leaf target) {
        Sorter.argsort(kernels, source, target);
        Reference.reachabilityFence(source);
        Reference.reachabilityFence(target);
    }

    @Override
    public void sort(Leaf target) {
        Sorter.sort(kernels, target);
        Reference.reachabilityFence(target);
    }

    @Override
    public void scatter(Scatter scatter, Leaf target) {
        Scatterer.scatter(kernels, new Scatterer.Values(scatter.index(), scatter.values(), scatter.adds()), target,
            scatter.axis());
        Reference.reachabilityFence(scatter);
        Reference.reachabilityFence(target);
    }
}
