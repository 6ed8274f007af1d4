package org.jolab.gpu;

/**
 * Copies between a piece of the program's memory and devices that may still be under way. May be used by any thread.
 *
 * <p>Both kinds of waiting end with a {@link java.util.concurrent.CancellationException} when the thread is
 * interrupted; the copies go on.
 */
public interface CopiesInFlight {

    /** Waits until no device writes here any more. */
    void beforeReading();

    /** Waits until no device reads or writes here any more. */
    void beforeWriting();

    /** Whether nothing is under way. */
    boolean isIdle();
}
