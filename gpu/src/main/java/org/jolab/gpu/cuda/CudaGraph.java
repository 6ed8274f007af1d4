package org.jolab.gpu.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jolab.gpu.Device;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.cuda.driver.Context;

/**
 * What a step launches, recorded once and then launched as a whole, which costs the processor little however many
 * kernels there are. May be used by any thread.
 *
 * <pre>{@code
 * var x = Tensors.zeros(64, 784);
 * var graph = CudaGraph.capture(() -> model(x));
 * x.set(batch);
 * var y = graph.replay();
 * }</pre>
 *
 * <p>The kernels of each replay read and write where those of the recording would have: the step's tensors are at the
 * same addresses every time, so {@link #result} holds the numbers of the latest replay. What the step reads from
 * outside has to stay reachable and open as long as the graph is used; if it is only recorded yet, it is computed when
 * the step needs it, once, and not again by the replays. Nothing in the step can read numbers: what Java decides while
 * it is recorded is decided for all replays.
 *
 * @param <T> what the step returns
 */
public final class CudaGraph<T> implements AutoCloseable {

    /** Calls of other threads, and of this one for memory and modules, do not disturb the recording. */
    private static final int RELAXED = 2;

    /** Gives back what belongs to graphs that nobody has closed. */
    private static final Cleaner CLEANER = Cleaner.create();

    private final CudaDevice device;
    private final long executable;
    private final long kernels;
    private final T result;
    private final Cleaner.Cleanable ending;
    private boolean closed;

    private CudaGraph(CudaDevice device, Recording recording, T result) {
        this.device = device;
        this.executable = recording.executable;
        this.kernels = recording.nodes;
        this.result = result;
        ending = CLEANER.register(this, new Ending(device, recording));
    }

    private record Recording(DevicePool.Reserve reserve, long executable, long nodes) {
    }

    /** What is done once when a graph is closed or no longer reachable; knows nothing of the graph itself. */
    private record Ending(CudaDevice device, Recording recording) implements Runnable {
        @Override
        public void run() {
            if (!device.context().isLost()) {
                device.synchronizeAll();
                device.context().call(device.context().calls().graphExecDestroy, recording.executable);
            }
            device.pool().close(recording.reserve);
        }
    }

    /** Records {@code step} on the current device, if that is a CUDA device. */
    public static <T, X extends Throwable> CudaGraph<T> capture(ScopedValue.CallableOp<? extends T, X> step) throws X {
        return capture(Device.current(), step);
    }

    /**
     * Records {@code step} on {@code device}; nothing is computed yet. A tensor, or a list or an array of tensors, that
     * it returns is computed within.
     *
     * @throws IllegalStateException if the step reads numbers, or copies to or from the program
     */
    public static <T, X extends Throwable> CudaGraph<T> capture(Device device,
            ScopedValue.CallableOp<? extends T, X> step) throws X {
        var cuda = CudaDevice.of(device);
        if (cuda.stream().isCapturing()) {
            throw new IllegalStateException("a graph is being captured already");
        }
        var context = cuda.context();
        var reserve = new DevicePool.Reserve();
        var stream = CudaStream.create(device);
        try {
            // Before the recording begins and until it has ended, no other thread may order anything by this stream.
            context.capturing(true);
            stream.capturing(reserve, cuda.stream());
            context.call(context.calls().captureBegin, stream.handle(), RELAXED);
            T result;
            try {
                result = stream.alone(() -> settled(step.call()));
            } catch (Throwable e) {
                context.status(context.calls().graphDestroy, end(context, stream));
                throw e;
            }
            return new CudaGraph<>(cuda, instantiate(context, end(context, stream), reserve), result);
        } catch (Throwable e) {
            stream.capturing(null, null);
            cuda.pool().close(reserve);
            throw e;
        } finally {
            stream.capturing(null, null);
            context.capturing(false);
            stream.close();
        }
    }

    /** Ends the recording, also one that has been spoilt; the graph, or 0 if there is none. */
    private static long end(Context context, CudaStream stream) {
        try (var arena = Arena.ofConfined()) {
            var graph = arena.allocate(ADDRESS);
            var status = context.status(context.calls().captureEnd, stream.handle(), graph);
            if (status != 0) {
                System.getLogger("org.jolab.gpu").log(System.Logger.Level.WARNING, "a graph could not be captured: "
                    + context.driver().name(status));
            }
            return status == 0 ? graph.get(JAVA_LONG, 0) : 0;
        }
    }

    private static Recording instantiate(Context context, long graph, DevicePool.Reserve reserve) {
        if (graph == 0) {
            throw new IllegalStateException("the step did something on the device that a graph cannot hold");
        }
        try (var arena = Arena.ofConfined()) {
            var count = arena.allocate(JAVA_LONG);
            context.call(context.calls().graphNodes, graph, 0L, count);
            return new Recording(reserve, context.make(context.calls().graphInstantiate, graph, 0L),
                count.get(JAVA_LONG, 0));
        } finally {
            context.status(context.calls().graphDestroy, graph);
        }
    }

    /** Operations are recorded until something needs their numbers; here the graph does. */
    private static <T> T settled(T result) {
        switch (result) {
            case Tensor tensor -> tensor.eval();
            case Tensor[] tensors -> List.of(tensors).forEach(Tensor::eval);
            case Iterable<?> several -> several.forEach(CudaGraph::settled);
            case null, default -> { }
        }
        return result;
    }

    /**
     * Lets the device do the step once more, after all that this thread has asked it for; returns at once.
     *
     * @return what the step returned, whose tensors get new numbers
     */
    public synchronized T replay() {
        if (closed) {
            throw new IllegalStateException("the graph has been closed");
        }
        var stream = device.stream();
        if (stream.isCapturing()) {
            throw new IllegalStateException("a graph cannot be replayed while another is captured");
        }
        stream.admit();
        device.context().remember("a graph of " + kernels + " operations");
        device.context().call(device.context().calls().graphLaunch, executable, stream.handle());
        return result;
    }

    /** What the step returned: tensors have the numbers of the latest replay, and none before the first. */
    public T result() {
        return result;
    }

    /** How many kernels, copies and so on a replay runs. */
    public long size() {
        return kernels;
    }

    /**
     * Waits for replays and gives back the graph and the memory of its step; of tensors that are still open, the memory
     * goes with them.
     *
     * @throws CancellationException if the thread is interrupted while it waits
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            device.synchronizeAll();
            closed = true;
            ending.clean();
        }
    }
}
