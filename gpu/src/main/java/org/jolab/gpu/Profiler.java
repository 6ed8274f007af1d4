package org.jolab.gpu;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.gpu.cuda.CudaDevice;
import org.jolab.gpu.cuda.CudaEvent;
import org.jolab.gpu.cuda.CudaStream;

/** Collects what a profile shows. Used by the thread that is profiled and by those it forks; guarded by itself. */
final class Profiler implements AutoCloseable {

    /** So many operations may wait for the device to say how long they took. */
    private static final int WAITING = 1000;

    private final Map<Key, Sum> sums = new LinkedHashMap<>();
    private final Deque<Span> spans = new ArrayDeque<>();

    /** What is counted together. */
    record Key(String operation, Device device) {
    }

    private record Sum(long calls, Profile.Cost cost) {
    }

    /** An operation of a CUDA device, between two marks in its stream. */
    private record Span(Key key, Traffic traffic, CudaEvent start, CudaEvent end) {
    }

    /** Does {@code work}, which {@code backend} is asked for, and measures it if it is run and not only recorded. */
    void measure(Key key, Backend backend, Traffic traffic, Runnable work) {
        if (!(backend instanceof CudaBackend cuda && cuda.launcher() instanceof CudaDevice)) {
            var start = System.nanoTime();
            work.run();
            add(key, (System.nanoTime() - start) / 1e6, traffic);
            return;
        }
        var stream = CudaStream.current(key.device);
        if (stream.isCapturing()) {
            work.run();
            return;
        }
        var start = stream.record();
        try {
            work.run();
        } catch (Throwable e) {
            start.close();
            throw e;
        }
        note(new Span(key, traffic, start, stream.record()));
    }

    private synchronized void note(Span span) {
        spans.add(span);
        while (spans.size() > WAITING) {
            settle();
        }
    }

    /** Waits for the oldest. */
    private void settle() {
        var span = spans.getFirst();
        add(span.key, span.end.since(span.start), span.traffic);
        spans.removeFirst();
        span.start.close();
        span.end.close();
    }

    private synchronized void add(Key key, double milliseconds, Traffic traffic) {
        var before = sums.getOrDefault(key, new Sum(0, new Profile.Cost(0, 0, Traffic.NONE)));
        sums.put(key, new Sum(before.calls + 1, before.cost.plus(milliseconds, traffic)));
    }

    /** All that has been measured, after all devices have done it. */
    synchronized List<Profile.Row> rows() {
        while (!spans.isEmpty()) {
            settle();
        }
        return sums.entrySet().stream().map(each -> new Profile.Row(each.getKey().operation, each.getKey().device,
            each.getValue().calls, each.getValue().cost))
            .sorted(Comparator.comparingDouble(Profile.Row::milliseconds).reversed()).toList();
    }

    @Override
    public synchronized void close() {
        for (var span : spans) {
            span.start.close();
            span.end.close();
        }
        spans.clear();
    }
}
