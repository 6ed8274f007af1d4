package org.jolab.gpu;

import java.util.function.Supplier;
import org.jolab.gpu.Expr.Leaf;

/** Another backend, whose operations are measured; made for one call. */
final class ObservedBackend implements Backend {

    private final Backend backend;
    private final Device device;
    private final Profiler profiler;

    ObservedBackend(Backend backend, Device device, Profiler profiler) {
        this.backend = backend;
        this.device = device;
        this.profiler = profiler;
    }

    private void measure(String operation, Traffic traffic, Runnable work) {
        profiler.measure(new Profiler.Key(operation, device), backend, traffic, work);
    }

    @Override
    public MemoryUse memory(Device owner) {
        return backend.memory(owner);
    }

    @Override
    public boolean isRecording() {
        return backend.isRecording();
    }

    @Override
    public <T> T beside(Supplier<T> action) {
        return backend.beside(action);
    }

    @Override
    public Storage allocate(Device owner, long bytes) {
        return backend.allocate(owner, bytes);
    }

    @Override
    public boolean isHost() {
        return backend.isHost();
    }

    @Override
    public void upload(Storage source, long first, Storage target) {
        measure("upload", new Traffic(target.bytes(), target.bytes(), 0),
            () -> backend.upload(source, first, target));
    }

    @Override
    public void download(Storage source, long first, Storage target) {
        measure("download", new Traffic(target.bytes(), target.bytes(), 0),
            () -> backend.download(source, first, target));
    }

    @Override
    public void transfer(Storage source, long first, Storage target) {
        measure("transfer from " + source.device(), new Traffic(target.bytes(), target.bytes(), 0),
            () -> backend.transfer(source, first, target));
    }

    @Override
    public void run(Expr expr, Leaf target) {
        measure(OperationName.of(expr), Traffic.of(expr, target.layout().count(), target),
            () -> backend.run(expr, target));
    }

    @Override
    public void reduce(Reduction reduction, Leaf target) {
        measure(OperationName.of(reduction), Traffic.of(reduction.expr(), Shape.count(reduction.shape()), target),
            () -> backend.reduce(reduction, target));
    }

    @Override
    public void scan(BinaryOp op, Leaf source, Leaf target) {
        measure(OperationName.scan(op), new Traffic(Traffic.bytes(source), Traffic.bytes(target), 0),
            () -> backend.scan(op, source, target));
    }

    @Override
    public void matmul(Product product, Leaf target) {
        measure(OperationName.of(product, target), Traffic.of(product, target),
            () -> backend.matmul(product, target));
    }

    @Override
    public boolean convolves(DType dtype) {
        return backend.convolves(dtype);
    }

    @Override
    public void convolve(Convolution convolution, Leaf target) {
        var bias = convolution.bias() == null ? 0 : Traffic.bytes(convolution.bias());
        var kernel = convolution.weight().layout();
        var flops = 2 * target.layout().count() * kernel.count() / Math.max(1, kernel.shape()[0]);
        measure("conv2d", new Traffic(Traffic.bytes(convolution.x()) + Traffic.bytes(convolution.weight()) + bias,
            Traffic.bytes(target), flops), () -> backend.convolve(convolution, target));
    }

    @Override
    public void argsort(Leaf source, Leaf target) {
        measure("argsort", new Traffic(Traffic.bytes(source), Traffic.bytes(target), 0),
            () -> backend.argsort(source, target));
    }

    @Override
    public void sort(Leaf target) {
        measure("sort", new Traffic(Traffic.bytes(target), Traffic.bytes(target), 0), () -> backend.sort(target));
    }

    @Override
    public void scatter(Scatter scatter, Leaf target) {
        var values = Traffic.bytes(scatter.values());
        measure(scatter.adds() ? "scatter add" : "scatter", new Traffic(Traffic.bytes(scatter.index()) + values
            + (scatter.adds() ? values : 0), values, 0), () -> backend.scatter(scatter, target));
    }
}
