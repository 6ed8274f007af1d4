package org.jolab.gpu;

import org.jolab.gpu.Expr.Leaf;
import org.jolab.gpu.cpu.HostCopy;
import org.jolab.gpu.cpu.HostMemory;
import org.jolab.gpu.cpu.MatrixProduct;
import org.jolab.gpu.cpu.Program;
import org.jolab.gpu.cpu.Reducer;
import org.jolab.gpu.cpu.Scanner;
import org.jolab.gpu.cpu.Scatterer;
import org.jolab.gpu.cpu.Sorter;
import org.jolab.gpu.cuda.PinnedMemory;

/** The processor. It has no state of its own: memory is {@link HostMemory}'s. */
final class CpuBackend implements Backend {

    static final CpuBackend INSTANCE = new CpuBackend();

    private CpuBackend() {
    }

    @Override
    public Storage allocate(Device device, long bytes) {
        return HostMemory.INSTANCE.allocate(device, bytes);
    }

    @Override
    public MemoryUse memory(Device device) {
        var own = HostMemory.INSTANCE.use();
        return PinnedMemory.INSTANCE.use().map(own::withPinned).orElse(own);
    }

    @Override
    public boolean isHost() {
        return true;
    }

    @Override
    public void upload(Storage source, long first, Storage target) {
        transfer(source, first, target);
    }

    @Override
    public void download(Storage source, long first, Storage target) {
        transfer(source, first, target);
    }

    @Override
    public void transfer(Storage source, long first, Storage target) {
        HostCopy.copy(source.memory().asSlice(first, target.bytes()), target.memory());
    }

    /** Waits for what is still to arrive from devices here, where an interrupt comes through, and not in helpers. */
    private static void await(Leaf... leaves) {
        for (var leaf : leaves) {
            leaf.storage().memory();
        }
    }

    @Override
    public void run(Expr expr, Leaf target) {
        Program.of(expr, target.layout().shape()).store(target);
    }

    @Override
    public void reduce(Reduction reduction, Leaf target) {
        new Reducer(reduction.op(), reduction.expr(), reduction.shape(), target)
            .run(reduction.first(), reduction.last());
    }

    @Override
    public void scan(BinaryOp op, Leaf source, Leaf target) {
        Scanner.scan(op, source, target);
    }

    @Override
    public void matmul(Product product, Leaf target) {
        await(product.a(), product.b());
        MatrixProduct.multiply(product, target);
    }

    @Override
    public void argsort(Leaf source, Leaf target) {
        await(source);
        Sorter.argsort(source, target);
    }

    @Override
    public void sort(Leaf target) {
        Sorter.sort(target);
    }

    @Override
    public void scatter(Scatter scatter, Leaf target) {
        await(scatter.index(), scatter.values());
        Scatterer.scatter(scatter.axis(), scatter.index(), scatter.values(), target, scatter.adds());
    }
}
