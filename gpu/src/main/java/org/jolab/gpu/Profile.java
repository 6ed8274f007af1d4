package org.jolab.gpu;

import java.util.List;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;

/**
 * What tensor operations cost: which ran where, how often, for how long, and how much memory they touched.
 *
 * <pre>{@code
 * Profile.of(() -> model.forward(x))
 * }</pre>
 *
 * <p>CUDA devices are timed by their own events, so nothing waits that would not wait otherwise; the processor by the
 * clock. Times of a CUDA device include what it waits for the program between an operation's first and last kernel: of
 * a first call also the compilation of its kernels, which is why the longest call is shown. Operations that are
 * recorded into a graph are not run and not counted, nor are replays and kernels of one's own.
 *
 * @param rows the operations, those that took longest first
 * @param milliseconds by the clock from the beginning to the end of all work, that of devices included
 */
public record Profile(List<Row> rows, double milliseconds) implements Displayable {

    private static final ScopedValue<Profiler> SCOPED = ScopedValue.newInstance();

    /** Copies the rows. */
    public Profile {
        rows = List.copyOf(rows);
    }

    /**
     * All calls of one operation on one device.
     *
     * @param operation such as {@code sum}, {@code chain of 3 (exp mul add)} or {@code matmul 512×512×512 F32}
     * @param device where
     * @param calls how often
     * @param cost of all calls together
     */
    public record Row(String operation, Device device, long calls, Cost cost) {

        /** All calls together. */
        public double milliseconds() {
            return cost.milliseconds;
        }

        /** Bytes of the operands; elements that are used again and again count once in a call. */
        public long bytesRead() {
            return cost.traffic.read();
        }

        /** Bytes of the results. */
        public long bytesWritten() {
            return cost.traffic.written();
        }

        /** Thousand million bytes read and written in a second; 0 if no time was measured. */
        public double gigabytesPerSecond() {
            return rate(cost.traffic.read() + cost.traffic.written());
        }

        /** Thousand million additions and multiplications of a matrix product in a second; 0 of all else. */
        public double gigaflopsPerSecond() {
            return rate(cost.traffic.flops());
        }

        private double rate(double amount) {
            return cost.milliseconds > 0 ? amount / cost.milliseconds / 1e6 : 0;
        }
    }

    /**
     * Time and memory.
     *
     * @param milliseconds all calls together
     * @param longest milliseconds of the longest call
     * @param traffic what was read, written and computed
     */
    public record Cost(double milliseconds, double longest, Traffic traffic) {
        Cost plus(double time, Traffic more) {
            return new Cost(milliseconds + time, Math.max(longest, time), traffic.plus(more));
        }
    }

    /**
     * Runs {@code work} and measures the operations of its thread, also those that it makes necessary and that are
     * waiting when it ends, if it returns a tensor, or a list or an array of them.
     *
     * @throws X what the work throws; there is no profile then
     * @throws java.util.concurrent.CancellationException if the thread is interrupted while devices are waited for
     */
    public static <X extends Throwable> Profile of(ScopedValue.CallableOp<?, X> work) throws X {
        try (var profiler = new Profiler()) {
            var start = System.nanoTime();
            ScopedValue.where(SCOPED, profiler).call(() -> {
                settle(work.call());
                return null;
            });
            var rows = profiler.rows();
            return new Profile(rows, (System.nanoTime() - start) / 1e6);
        }
    }

    /** Runs {@code work} and measures the operations of its thread. */
    public static Profile of(Runnable work) {
        return of(() -> {
            work.run();
            return null;
        });
    }

    private static void settle(Object result) {
        switch (result) {
            case Tensor tensor -> tensor.eval();
            case Object[] several -> List.of(several).forEach(Profile::settle);
            case Iterable<?> several -> several.forEach(Profile::settle);
            case null, default -> { }
        }
    }

    /** What {@code device} computes with: its backend, or while this thread is being profiled one that measures it. */
    static Backend observed(Device device, Backend backend) {
        return SCOPED.isBound() ? new ObservedBackend(backend, device, SCOPED.get()) : backend;
    }

    /** All rows' times together. */
    public double busy() {
        return rows.stream().mapToDouble(Row::milliseconds).sum();
    }

    @Override
    public MimeBundle toMimeBundle() {
        return MimeBundle.text(toString()).with("text/html", ProfileTable.html(this));
    }

    @Override
    public String toString() {
        return ProfileTable.text(this);
    }
}
