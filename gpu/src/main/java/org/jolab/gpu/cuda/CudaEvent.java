package org.jolab.gpu.cuda;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import org.jolab.gpu.cuda.driver.Context;
import org.jolab.gpu.cuda.driver.Status;

/**
 * A mark in what a stream has been asked to do, made by {@link CudaStream#record()}: it is reached when all before it
 * is done. May be used by any thread.
 */
public final class CudaEvent implements AutoCloseable {

    private static final int NO_TIMING = 2;

    private final Context context;
    private final long handle;
    private final boolean timed;
    private boolean closed;

    CudaEvent(Context context, boolean timed) {
        this.context = context;
        this.timed = timed;
        this.handle = context.make(context.calls().eventCreate, timed ? 0 : NO_TIMING);
    }

    /** Moves the mark to the present end of {@code stream}. */
    void record(long stream) {
        context.call(context.calls().eventRecord, handle, stream);
    }

    /** The driver's handle. */
    public long handle() {
        return handle;
    }

    /** Whether it has been reached. */
    public boolean isReached() {
        var status = context.status(context.calls().eventQuery, handle);
        if (status != Status.SUCCESS && status != Status.NOT_READY) {
            throw context.failure(status, "cuEventQuery");
        }
        return status == Status.SUCCESS;
    }

    /**
     * Waits until it is reached.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; the device goes on
     */
    public void await() {
        Waiting.until(this::isReached, "cuda:" + context.index());
    }

    /** Milliseconds from {@code earlier} to this, measured by the device; waits until both are reached. */
    public double since(CudaEvent earlier) {
        if (!timed || !earlier.timed) {
            throw new IllegalStateException("this event does not measure time");
        }
        earlier.await();
        await();
        try (var arena = Arena.ofConfined()) {
            var milliseconds = arena.allocate(JAVA_FLOAT);
            context.call(context.calls().eventElapsed, milliseconds, earlier.handle, handle);
            return milliseconds.get(JAVA_FLOAT, 0);
        }
    }

    /** Gives the driver's object back; what waits for the event still does. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            context.status(context.calls().eventDestroy, handle);
        }
    }
}
