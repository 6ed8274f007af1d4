package org.jolab.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.util.Collection;
import org.jolab.gpu.Expr.Leaf;
import org.jolab.gpu.cuda.code.Kernel;
import org.jolab.gpu.cuda.code.Launcher;

/** A CUDA backend that finds out which kernels are wanted, while the processor does the work. */
final class Rehearsal extends CudaBackend {

    Rehearsal() {
        this(Integer.MAX_VALUE);
    }

    /** As of a device with 64-bit indices beyond {@code narrow} elements. */
    Rehearsal(long narrow) {
        super(new Silent(), narrow);
    }

    /** The kernels that {@code tests} want; how these end is for others to tell. */
    static Collection<Kernel> kernels(Collection<Method> tests) {
        var rehearsal = new Rehearsal();
        var device = new Device("cuda:rehearsal", rehearsal, () -> "test");
        for (var test : tests) {
            try {
                CudaOnHostTest.run(device, test);
            } catch (Throwable _) {
                // Whoever runs them in earnest tells.
            }
        }
        return rehearsal.kernels().known();
    }

    /** Memory as a CUDA device's, but readable; nothing is launched. */
    private static final class Silent implements Launcher {

        @Override
        public Storage allocate(Device device, long bytes) {
            return new Storage(device, Arena.ofAuto().allocate(Math.max(1, bytes), 256).asSlice(0, bytes));
        }

        @Override
        public Scratch scratch(long bytes) {
            return new Scratch() {
                @Override
                public long address() {
                    return 256;
                }

                @Override
                public void close() {
                }
            };
        }

        @Override
        public void launch(Kernel kernel, Grid grid, long[] arguments, int count) {
        }

        @Override
        public void copyIn(MemorySegment source, Storage target) {
            target.memory().copyFrom(source);
        }

        @Override
        public void copyOut(Storage source, long first, MemorySegment target) {
            target.copyFrom(source.memory().asSlice(first, target.byteSize()));
        }

        @Override
        public void copy(Storage source, long first, Storage target) {
            copyOut(source, first, target.memory());
        }

        @Override
        public int multiprocessors() {
            return 2;
        }
    }

    @Override
    public void run(Expr expr, Leaf target) {
        super.run(expr, target);
        CpuBackend.INSTANCE.run(expr, target);
    }

    @Override
    public void reduce(Reduction reduction, Leaf target) {
        super.reduce(reduction, target);
        CpuBackend.INSTANCE.reduce(reduction, target);
    }

    @Override
    public void scan(BinaryOp op, Leaf source, Leaf target) {
        super.scan(op, source, target);
        CpuBackend.INSTANCE.scan(op, source, target);
    }

    @Override
    public void matmul(Product product, Leaf target) {
        super.matmul(product, target);
        CpuBackend.INSTANCE.matmul(product, target);
    }

    @Override
    public void argsort(Leaf source, Leaf target) {
        super.argsort(source, target);
        CpuBackend.INSTANCE.argsort(source, target);
    }

    @Override
    public void sort(Leaf target) {
        super.sort(target);
        CpuBackend.INSTANCE.sort(target);
    }

    @Override
    public void scatter(Scatter scatter, Leaf target) {
        super.scatter(scatter, target);
        CpuBackend.INSTANCE.scatter(scatter, target);
    }
}
