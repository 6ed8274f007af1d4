package org.jolab.magics.timing;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.jolab.api.Timing;

/**
 * Runs a loop, unmeasured, until the JIT compiler seems to be done with it.
 *
 * <p>Batches grow until one takes {@value #BATCH_MILLIS} ms. The loop has settled once {@value #CALM_BATCHES} batches
 * in a row were no more than {@value #GAIN_PERCENT} % faster than the best before them, and the JVM's compilers
 * finished nothing during the last {@value #QUIET_BATCHES}: code may run evenly for a while because its compilation
 * waits for that of others. After the limit it is left at that, and the report says so.
 *
 * @param loops how often the statement ran
 * @param nanos the time that took
 * @param nanosPerLoop what one execution takes now
 * @param settled whether it ended because nothing changed any more
 */
record Warmup(long loops, long nanos, double nanosPerLoop, boolean settled) {

    /** How long a warm-up may take unless the user says otherwise. */
    static final double LIMIT_SECONDS = 2;

    private static final long BATCH_MILLIS = 20;
    private static final int CALM_BATCHES = 8;
    private static final int QUIET_BATCHES = 4;
    private static final int GAIN_PERCENT = 2;

    /** Warms {@code loop} up for at most about {@code limitSeconds}; at least one execution. */
    static Warmup of(TimedLoop loop, double limitSeconds) throws Exception {
        var start = System.nanoTime();
        var limit = (long) (limitSeconds * 1e9);
        var compilers = new Compilers();
        var batch = 1L;
        var loops = 0L;
        var best = Double.MAX_VALUE;
        var last = 0.0;
        var calm = 0;
        var quiet = 0;
        while (true) {
            var run = loop.run(batch);
            loops += batch;
            last = run.nanosPerLoop();
            quiet = compilers.haveWorked() ? 0 : quiet + 1;
            if (run.nanos() < BATCH_MILLIS * 1_000_000) {
                batch = Math.min(batch * 2, Long.MAX_VALUE / 4);
            } else {
                calm = last < best * (1 - GAIN_PERCENT / 100.0) ? 0 : calm + 1;
                best = Math.min(best, last);
            }
            var spent = System.nanoTime() - start;
            var settled = calm >= CALM_BATCHES && quiet >= QUIET_BATCHES;
            if (settled || spent + run.nanos() > limit) {
                return new Warmup(loops, spent, calm > 0 ? best : last, settled);
            }
        }
    }

    @Override
    public String toString() {
        var times = String.format(Locale.ROOT, "%,d", loops) + (loops == 1 ? " loop" : " loops");
        return "warm-up " + Timing.duration(nanos) + ", " + times + (settled ? ", until it got no faster"
            : ", not known to have settled (-w SECONDS for longer)");
    }

    /** Notices when the JVM's compilers have finished something. */
    private static final class Compilers {

        private final CompilationMXBean bean =
            ManagementFactory.getCompilationMXBean();
        private long millis = -1;

        boolean haveWorked() {
            if (bean == null || !bean.isCompilationTimeMonitoringSupported()) {
                return false;
            }
            var now = bean.getTotalCompilationTime();
            var worked = now != millis;
            millis = now;
            return worked;
        }
    }
}
