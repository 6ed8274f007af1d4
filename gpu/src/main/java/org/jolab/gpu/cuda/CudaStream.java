package org.jolab.gpu.cuda;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jolab.gpu.Device;
import org.jolab.gpu.DeviceUnavailable;
import org.jolab.gpu.cuda.driver.Context;
import org.jolab.gpu.cuda.driver.Status;

/**
 * Work that a device does one after the other; what is on different streams may overlap. May be used by any thread.
 *
 * <p>Everything is on a device's default stream unless it is run within another:
 * <pre>{@code
 * try (var stream = CudaStream.create(Device.cuda(0))) {
 *     var y = stream.call(() -> x.matmul(w).eval());
 * }
 * }</pre>
 * What is run there comes after all that its thread had asked for before, and before all that it asks for afterwards,
 * so that tensors can be handed in and out.
 */
public final class CudaStream implements AutoCloseable {

    /** Waits for, and is waited for by, the driver's null stream, on which other bindings work by default. */
    private static final int BLOCKING = 0;
    private static final int NON_BLOCKING = 1;
    /** Launches, a power of two. */
    private static final int STEP = 256;
    private static final ScopedValue<CudaStream> BOUND = ScopedValue.newInstance();

    private final CudaDevice device;
    private final long handle;
    private final CudaEvent mark;
    private final AtomicInteger launches = new AtomicInteger();
    private final CudaEvent[] steps = new CudaEvent[2];
    private volatile DevicePool.Reserve reserve;
    private volatile CudaStream outer;
    private volatile boolean closed;

    private CudaStream(CudaDevice device, int flags) {
        this.device = device;
        this.handle = context().make(context().calls().streamCreate, flags);
        this.mark = new CudaEvent(context(), false);
    }

    /** The stream of those who do not say another. */
    static CudaStream defaultOf(CudaDevice device) {
        return new CudaStream(device, BLOCKING);
    }

    /** A new stream of a CUDA device. */
    public static CudaStream create(Device device) {
        var cuda = CudaDevice.of(device);
        var stream = new CudaStream(cuda, NON_BLOCKING);
        cuda.streams().add(stream);
        return stream;
    }

    /** The stream on which this thread's work for {@code device} is done. */
    public static CudaStream current(Device device) {
        return CudaDevice.of(device).stream();
    }

    /** The innermost stream that is bound, if it is one of {@code device}. */
    static CudaStream bound(CudaDevice device) {
        if (!BOUND.isBound()) {
            return null;
        }
        var stream = BOUND.get();
        return stream.device == device ? stream : null;
    }

    /** Runs {@code action} with all its work on this stream. */
    public void run(Runnable action) {
        call(() -> {
            action.run();
            return null;
        });
    }

    /** What {@code action} returns, with all its work on this stream. */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> action) throws X {
        check();
        var outer = device.stream();
        waitFor(outer);
        try {
            return ScopedValue.where(BOUND, this).call(action);
        } finally {
            if (!closed && !context().isLost()) {
                outer.waitFor(this);
            }
        }
    }

    /** What {@code action} returns with its work on this stream, which does not wait for others, nor they for it. */
    <T, X extends Throwable> T alone(ScopedValue.CallableOp<? extends T, X> action) throws X {
        return ScopedValue.where(BOUND, this).call(action);
    }

    /** Lets what this stream is asked for from now on wait for all that {@code other} has been asked for. */
    public void waitFor(CudaStream other) {
        if (other != this) {
            other.refuseCapture();
            synchronized (other.mark) {
                other.mark.record(other.handle);
                waitFor(other.mark);
            }
        }
    }

    /** Lets what this stream is asked for from now on wait for {@code event}. */
    public void waitFor(CudaEvent event) {
        check();
        refuseCapture();
        context().call(context().calls().streamWait, handle, event.handle(), 0);
    }

    /**
     * Called before each launch: keeps the stream at most three {@link #STEP steps} ahead of the device. The driver
     * would go on to some thousand launches, and then wait in a way that no interrupt ends.
     *
     * @throws CancellationException if the thread is interrupted while it waits
     */
    void admit() {
        var count = launches.incrementAndGet();
        if ((count & STEP - 1) != 0 || isCapturing()) {
            return;
        }
        CudaEvent step;
        synchronized (steps) {
            var at = count / STEP & 1;
            step = steps[at] == null ? steps[at] = new CudaEvent(context(), false) : steps[at];
        }
        try {
            // An event that has not been recorded yet counts as reached.
            step.await();
        } catch (CancellationException e) {
            // The next launch has to wait as well.
            launches.decrementAndGet();
            throw e;
        }
        step.record(handle);
    }

    /** A mark at its present end. */
    public CudaEvent record() {
        check();
        var event = new CudaEvent(context(), true);
        event.record(handle);
        return event;
    }

    /** Whether all that it has been asked for is done. */
    public boolean isDone() {
        check();
        refuseCapture();
        var status = context().status(context().calls().streamQuery, handle);
        if (status != Status.SUCCESS && status != Status.NOT_READY) {
            throw context().failure(status, "cuStreamQuery");
        }
        return status == Status.SUCCESS;
    }

    /**
     * Waits until all that it has been asked for is done.
     *
     * @throws CancellationException if the thread is interrupted; the device goes on
     */
    public void synchronize() {
        Waiting.until(this::isDone, device.toString());
    }

    /** The driver's handle; {@link JcudaExchange#stream} is the same for JCuda. */
    public long handle() {
        check();
        return handle;
    }

    CudaDevice device() {
        return device;
    }

    private Context context() {
        return device.context();
    }

    private void check() {
        if (closed) {
            throw new DeviceUnavailable("the stream has been closed");
        }
    }

    /** Where memory comes from while a graph is captured; null otherwise. */
    DevicePool.Reserve reserve() {
        return reserve;
    }

    /** Refuses what cannot be part of a graph. */
    void refuseCapture() {
        if (isCapturing()) {
            throw new IllegalStateException("a graph is being captured: its kernels have not run, so nothing can wait "
                + "for numbers, read them, or copy tensors to or from the program and other devices");
        }
    }

    /** Whether what it is asked for is recorded into a graph, and not run. */
    public boolean isCapturing() {
        return reserve != null;
    }

    /** Begins a recording that takes its memory from {@code given}, or ends it if that is null. */
    void capturing(DevicePool.Reserve given, CudaStream from) {
        reserve = given;
        outer = from;
    }

    /** Where its thread works beside the recording; null if there is none. */
    CudaStream outer() {
        return outer;
    }

    /** Waits for its work and gives it back. */
    @Override
    public void close() {
        if (closed || this == device.defaultStream()) {
            return;
        }
        try {
            if (!context().isLost()) {
                synchronize();
            }
        } finally {
            device.streams().remove(this);
            device.pool().inherit(this);
            closed = true;
            if (!context().isLost()) {
                mark.close();
                for (var step : steps) {
                    if (step != null) {
                        step.close();
                    }
                }
                context().status(context().calls().streamDestroy, handle);
            }
        }
    }

    @Override
    public String toString() {
        return "stream of " + device;
    }
}
