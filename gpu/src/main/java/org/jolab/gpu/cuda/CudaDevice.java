package org.jolab.gpu.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jolab.gpu.Device;
import org.jolab.gpu.Expr.Leaf;
import org.jolab.gpu.MemoryUse;
import org.jolab.gpu.Product;
import org.jolab.gpu.Storage;
import org.jolab.gpu.UnaryOp;
import org.jolab.gpu.cuda.blas.CublasLt;
import org.jolab.gpu.cuda.code.Kernel;
import org.jolab.gpu.cuda.code.Launcher;
import org.jolab.gpu.cuda.compiler.Compiler;
import org.jolab.gpu.cuda.driver.Context;
import org.jolab.gpu.cuda.driver.Context.Geometry;
import org.jolab.gpu.cuda.driver.CudaException;
import org.jolab.gpu.cuda.library.CudaLibrary;

/** A GPU, its memory, and what runs on it; there is one object for each. May be used by any thread. */
public final class CudaDevice implements Launcher {

    private static final int POINTER_DEVICE = 9;
    private static final int POINTER_START = 11;
    private static final int POINTER_SIZE = 12;

    private static final int RECENT = 3;

    private final Context context;
    private final Compiler compiler;
    private final Modules modules;
    private final int multiprocessors;
    private final List<CudaStream> streams = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<CudaDevice, Boolean> peers = new ConcurrentHashMap<>();
    private volatile Parts parts;
    private volatile Optional<CublasLt> blas;
    private final ReluProbe relu = new ReluProbe(this);

    CudaDevice(Context context, Compiler compiler) {
        this.context = context;
        this.compiler = compiler;
        this.modules = new Modules(this);
        this.multiprocessors = context.multiprocessors();
    }

    /** What needs the device's context, which takes some tenths of a second to make. */
    private record Parts(CudaStream stream, DevicePool pool, PinnedRing up, PinnedRing down) {
    }

    /**
     * The GPU behind a device.
     *
     * @throws IllegalArgumentException if it is no CUDA device
     */
    public static CudaDevice of(Device device) {
        if (!device.name().startsWith("cuda:")) {
            throw new IllegalArgumentException(device + " is no CUDA device");
        }
        return Cuda.device(Integer.parseInt(device.name().substring(5)));
    }

    private Parts parts() {
        var ready = parts;
        if (ready == null) {
            synchronized (this) {
                if (parts == null) {
                    var stream = CudaStream.defaultOf(this);
                    parts = new Parts(stream, new DevicePool(this, budget()), new PinnedRing(this),
                        new PinnedRing(this));
                    streams.add(stream);
                }
                ready = parts;
            }
        }
        return ready;
    }

    private long budget() {
        var given = Long.getLong("org.jolab.gpu.cuda.max", 0);
        return given > 0 ? given : context.memory() / 5 * 4;
    }

    /** Its context, for calls of the driver that are not offered here. */
    public Context context() {
        return context;
    }

    /** What compiles for it. */
    public Compiler compiler() {
        return compiler;
    }

    Modules modules() {
        return modules;
    }

    DevicePool pool() {
        return parts().pool;
    }

    CudaStream defaultStream() {
        return parts().stream;
    }

    /** All streams that are open. */
    List<CudaStream> streams() {
        return streams;
    }

    /** The stream of this thread's work. */
    CudaStream stream() {
        var bound = CudaStream.bound(this);
        return bound != null ? bound : parts().stream;
    }

    /** Lets {@code home} wait for what the other streams have been asked for until now. */
    void order(CudaStream home) {
        if (streams.size() > 1 && !context.isLost() && streams.contains(home) && !home.isCapturing()) {
            for (var each : streams) {
                if (!each.isCapturing()) {
                    home.waitFor(each);
                }
            }
        }
    }

    /** Waits for all streams. */
    void synchronizeAll() {
        for (var each : streams) {
            if (!each.isCapturing()) {
                each.synchronize();
            }
        }
    }

    /** Gives pooled memory back to the device. */
    public void trim() {
        pool().trim();
    }

    /** Bytes that live tensors hold. */
    public long used() {
        return parts == null ? 0 : pool().used();
    }

    /** Bytes that tensors may hold. */
    public long capacity() {
        return pool().budget();
    }

    /** What it does now: idle, busy (and what was launched last, the latest first), or lost. */
    public String state() {
        if (context.isLost()) {
            return "lost: a kernel failed; restart the kernel";
        }
        if (parts == null) {
            return "idle";
        }
        try {
            var busy = streams.stream().anyMatch(each -> each.isCapturing() || !each.isDone());
            var names = context.lastLaunches();
            return !busy ? "idle" : names.isEmpty() ? "busy"
                : "busy; launched last: " + String.join(", ", names.subList(0, Math.min(names.size(), RECENT)));
        } catch (CudaException e) {
            return "lost: " + e.getMessage();
        }
    }

    /** What the memory is used for, in a sentence. */
    public String report() {
        return parts == null ? "not in use yet" : pool().report();
    }

    @Override
    public MemoryUse memory(Device device) {
        return parts == null ? Launcher.super.memory(device) : pool().use(device);
    }

    @Override
    public boolean isRecording() {
        var bound = CudaStream.bound(this);
        return bound != null && bound.isCapturing();
    }

    @Override
    public <T> T beside(Supplier<T> action) {
        return isRecording() ? stream().outer().alone(action::get) : action.get();
    }

    @Override
    public Storage allocate(Device device, long bytes) {
        var ready = parts();
        return ready.pool.allocate(device, bytes, stream());
    }

    @Override
    public Scratch scratch(long bytes) {
        var raw = parts().pool.raw(bytes, stream());
        return new Scratch() {
            @Override
            public long address() {
                return raw.address();
            }

            @Override
            public void close() {
                raw.close();
            }
        };
    }

    @Override
    public void launch(Kernel kernel, Grid grid, long[] arguments, int count) {
        var function = modules.function(kernel);
        var stream = stream();
        stream.admit();
        context.launch(kernel.name(), function, Geometry.of(grid.blocks(), grid.threads()),
            stream.handle(), arguments, count);
    }

    @Override
    public void copyIn(MemorySegment source, Storage target) {
        var stream = stream();
        stream.refuseCapture();
        parts().up.upload(source, target.memory().address(), stream);
    }

    @Override
    public void copyOut(Storage source, long first, MemorySegment target) {
        var stream = stream();
        stream.refuseCapture();
        parts().down.download(source.memory().address() + first, target, stream);
    }

    @Override
    public void copyIn(Storage source, long first, Storage target) {
        if (source.copies() instanceof PinnedCopies copies) {
            var stream = stream();
            stream.refuseCapture();
            copies.depart(first, target.memory().address(), target.bytes(), stream);
        } else {
            Launcher.super.copyIn(source, first, target);
        }
    }

    @Override
    public void copyOut(Storage source, long first, Storage target) {
        if (target.copies() instanceof PinnedCopies copies) {
            var stream = stream();
            stream.refuseCapture();
            copies.arrive(0, source.memory().address() + first, target.bytes(), stream);
        } else {
            Launcher.super.copyOut(source, first, target);
        }
    }

    @Override
    public void copy(Storage source, long first, Storage target) {
        var from = of(source.device());
        var to = of(target.device());
        var bytes = target.bytes();
        if (from == to) {
            var stream = stream();
            stream.admit();
            context.call(context.calls().onDevice, target.memory().address(), source.memory().address() + first, bytes,
                stream.handle());
            return;
        }
        to.stream().refuseCapture();
        to.peers.computeIfAbsent(from, to::reach);
        var before = from.stream();
        var after = to.stream();
        after.waitFor(before);
        to.context.call(to.context.calls().toPeer, target.memory().address(), to.context.handle(),
            source.memory().address() + first, from.context.handle(), bytes, after.handle());
        // The source's memory may be given to others when this is done, not before.
        before.waitFor(after);
    }

    /** Lets the devices copy to each other directly, if they can; otherwise the driver goes by way of the host. */
    private boolean reach(CudaDevice other) {
        try (var arena = Arena.ofConfined()) {
            var can = arena.allocate(ValueLayout.JAVA_INT);
            if (context.calls().canReachPeer.status(can, context.device(), other.context.device()) != 0
                || can.get(ValueLayout.JAVA_INT, 0) == 0) {
                return false;
            }
        }
        return context.status(context.calls().reachPeer, other.context.handle(), 0) == 0
            && other.pool().letReach(context.device());
    }

    /** By cuBLASLt where it is there and can; the target may also be F32 where the factors are F16 or BF16. */
    @Override
    public boolean matmul(Product product, Leaf target) {
        var library = product.a().dtype().isFloat() ? blas() : Optional.<CublasLt>empty();
        var activation = product.activation().orElse(null);
        if (library.isEmpty() || activation != null && activation != UnaryOp.RELU || activation == UnaryOp.RELU
            && !relu.keepsNan(library.get(), product.a().dtype(), target.storage().device())) {
            return false;
        }
        return multiply(library.get(), new CublasLt.Operands(product.a(), product.b(), product.bias().orElse(null),
            activation == UnaryOp.RELU), target);
    }

    boolean multiply(CublasLt library, CublasLt.Operands operands, Leaf target) {
        var stream = stream();
        stream.admit();
        return library.multiply(operands, target, stream.handle(), bytes -> parts().pool.raw(bytes, stream));
    }

    /** The library for products, loaded when it is needed first. */
    private Optional<CublasLt> blas() {
        var known = blas;
        if (known == null) {
            synchronized (this) {
                if (blas == null) {
                    blas = load();
                }
                known = blas;
            }
        }
        return known;
    }

    private Optional<CublasLt> load() {
        var refused = "";
        for (var found : Cuda.all(CudaLibrary.CUBLASLT)) {
            try {
                return Optional.of(CublasLt.load(found, context));
            } catch (IllegalArgumentException | UnsupportedOperationException | CudaException e) {
                refused += found + " cannot be used: " + e.getMessage() + "; ";
            }
        }
        System.getLogger("org.jolab.gpu").log(System.Logger.Level.INFO, this + " multiplies matrices by plain kernels, "
            + "which is slow for large ones. " + (refused.isEmpty() ? Cuda.find(CudaLibrary.CUBLASLT) : refused));
        return Optional.empty();
    }

    /** Refuses addresses at which the device has not so many bytes of memory. */
    void checkOwn(long address, long bytes) {
        try (var arena = Arena.ofConfined()) {
            var numbers = arena.allocate(ValueLayout.JAVA_LONG, 3);
            context.enter();
            var calls = context.calls();
            var known = calls.pointerAttribute.status(numbers, POINTER_DEVICE, address) == 0
                && calls.pointerAttribute.status(numbers.asSlice(8), POINTER_START, address) == 0
                && calls.pointerAttribute.status(numbers.asSlice(16), POINTER_SIZE, address) == 0;
            if (!known || numbers.get(ValueLayout.JAVA_INT, 0) != context.index()) {
                throw new IllegalArgumentException("at %#x there is no memory of %s".formatted(address, this));
            }
            var rest = numbers.getAtIndex(ValueLayout.JAVA_LONG, 1) + numbers.getAtIndex(ValueLayout.JAVA_LONG, 2)
                - address;
            if (rest < bytes) {
                throw new IllegalArgumentException("from %#x on there are %d bytes; the tensor needs %d".formatted(
                    address, rest, bytes));
            }
        }
    }

    @Override
    public int multiprocessors() {
        return multiprocessors;
    }

    @Override
    public String toString() {
        return "cuda:" + context.index();
    }
}
