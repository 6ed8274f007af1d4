package org.jolab.magics.drive.google;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast requests may follow each other: up to a burst at once, then at a rate that is halved when Google says that
 * it was too high and grows slowly while it does not (AIMD). Shared by all threads that ask.
 */
final class Pacer {

    private static final double LEAST = 0.5;
    /** How much the rate grows in a second of success, in requests a second. */
    private static final double GROWTH = 5;
    /** Longer waits are for the caller to keep: what is asked then may be something else. */
    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();
    /** Refusals within this time of a halving speak of requests that went out before it. */
    private static final long SAME_TROUBLE = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanos;
    private final double most;
    private final double burst;
    private double rate;
    private long next;
    private long paused;
    private long halved;

    /** @param nanos a clock such as {@link System#nanoTime} */
    Pacer(LongSupplier nanos, double rate, double most, double burst) {
        this.nanos = nanos;
        this.rate = rate;
        this.most = most;
        this.burst = burst;
        var now = nanos.getAsLong();
        next = now - (long) (burst * interval());
        paused = now;
        halved = now - SAME_TROUBLE;
    }

    private double interval() {
        return 1e9 / rate;
    }

    /** Takes the place of one request, and tells after how many nanoseconds it may go out. */
    synchronized long reserve() {
        var now = nanos.getAsLong();
        var start = Math.max(next, now - (long) (burst * interval()));
        if (paused > now) {
            start = Math.max(start, paused);
        }
        next = start + (long) interval();
        return Math.max(0, start - now);
    }

    /** A request was answered. */
    synchronized void succeeded() {
        rate = Math.min(most, rate + GROWTH / rate);
    }

    /** Google found it too fast, and may have said for how long to be quiet. */
    synchronized void refused(Duration retryAfter) {
        var now = nanos.getAsLong();
        paused = Math.max(paused, now + Math.min(retryAfter.toNanos(), LONGEST_PAUSE));
        if (now - halved >= SAME_TROUBLE) {
            halved = now;
            rate = Math.max(LEAST, rate / 2);
            // What was saved up for a burst is gone.
            next = Math.max(next, now);
        }
    }

    synchronized double rate() {
        return rate;
    }
}
