package org.jolab.magics.timing;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jolab.api.Timing;

/**
 * A statement's measured times and what there is to say about them.
 *
 * @param timing the figures
 * @param warmup what went before, or null if there was none
 * @param collectorMillis how long garbage was collected during the runs
 */
record Measurement(Timing timing, Warmup warmup, long collectorMillis) {

    /** How long a run takes at least if the number of loops is not given. */
    private static final double RUN_NANOS = 100e6;

    private static final String JMH = "https://github.com/openjdk/jmh";
    private static final double EMPTY_NANOS = 1;
    private static final int FEW = 3;
    private static final int WIDE = 4;

    /**
     * How to measure.
     *
     * @param loops executions in each run; 0 to find a number that takes a tenth of a second
     * @param runs how many runs
     * @param warmupSeconds how long the warm-up may take; 0 for none
     */
    record Plan(long loops, int runs, double warmupSeconds) {}

    /** Measures {@code loop}. Throws what it throws. */
    static Measurement of(TimedLoop loop, Plan plan) throws Exception {
        var warmup = plan.warmupSeconds > 0 ? Warmup.of(loop, plan.warmupSeconds) : null;
        var loops = plan.loops > 0 ? plan.loops
            : enough(warmup == null ? loop.run(1).nanosPerLoop() : warmup.nanosPerLoop());
        var collectors = collectorMillisSoFar();
        var runs = new ArrayList<Double>();
        var bytes = 0.0;
        for (var i = 0; i < plan.runs; i++) {
            var run = loop.run(loops);
            runs.add(run.nanosPerLoop());
            bytes += run.bytesPerLoop() / plan.runs;
        }
        return new Measurement(new Timing(runs, loops, bytes), warmup, collectorMillisSoFar() - collectors);
    }

    /** The first of 1, 2, 5, 10, 20, 50… loops that take long enough. */
    static long enough(double nanosPerLoop) {
        var power = 1L;
        while (power < 1_000_000_000_000L) {
            for (var digit : List.of(1, 2, 5)) {
                if (digit * power * Math.max(nanosPerLoop, 0.01) >= RUN_NANOS) {
                    return digit * power;
                }
            }
            power *= 10;
        }
        return power;
    }

    private static long collectorMillisSoFar() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime).filter(time -> time > 0).sum();
    }

    /** The report: the figures first, then what to think of them. */
    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        var ratio = timing.best() > 0 ? timing.worst() / timing.best() : 1;
        if (ratio > WIDE) {
            lines.add("The slowest run took " + String.format(Locale.ROOT, "%.1f", ratio) + " times as long as the "
                + "fastest: something else was busy, or the JIT compiler was not done.");
        }
        lines.add(timing.toString());
        lines.add("best " + Timing.duration(timing.best()) + ", median " + Timing.duration(timing.median()) + "; "
            + Timing.bytes(wholeBytes()) + " allocated per loop" + collections() + "; "
            + (warmup == null ? "no warm-up" : warmup));
        advice().ifPresent(lines::add);
        return String.join("\n", lines);
    }

    private Optional<String> advice() {
        if (timing.best() < EMPTY_NANOS) {
            return Optional.of("That is about what an empty loop takes: there is too little work to be measured, or "
                + "the JIT compiler has done it once and for all, as everything in it is constant.");
        }
        if (warmup == null || timing.runs().size() < FEW) {
            return Optional.empty();
        }
        var percent = resolution();
        return Optional.of(percent > 50 ? "The runs differ too much to compare anything; something else was busy."
            : "Differences below " + percent + " % mean nothing here; to see smaller ones use JMH: " + JMH);
    }

    private String collections() {
        var runNanos = timing.mean() * timing.loops() * timing.runs().size();
        return collectorMillis * 1e6 > runNanos / 20
            ? ", " + Math.round(collectorMillis * 1e8 / runNanos) + " % of the time in garbage collection" : "";
    }

    /** A fraction of a byte is some other work of the thread's, spread over all loops. */
    private double wholeBytes() {
        return timing.bytesPerLoop() < 10 ? Math.floor(timing.bytesPerLoop()) : timing.bytesPerLoop();
    }

    /** Twice the spread, and never less than what layout of code and memory alone make from one JVM to the next. */
    private long resolution() {
        return Math.max(5, (long) Math.ceil(200 * timing.standardDeviation() / timing.mean()));
    }
}
