package org.jolab.magics.drive.engine;

import java.time.Duration;

/**
 * How an {@link Engine} works.
 *
 * @param readOnly    nothing is changed
 * @param cacheLimit  how many bytes of the store's files are kept on disk
 * @param uploadDelay from the last close of a file, or the last change of a folder, to its sending
 * @param openDelay   after which a file that stays open is sent nevertheless
 * @param poll        how often the store is asked for what others have changed; without a feed, how long a folder's
 *                    list is believed
 * @param parallel    how many requests may send at once
 * @param reserve     bytes of the cache's disk that are left free
 * @param closeWaits  a flush returns only when the store has the file
 * @param retry       the pause after a first failure; it grows up to 64 times
 */
public record EngineSettings(boolean readOnly, long cacheLimit, Duration uploadDelay, Duration openDelay,
                             Duration poll, int parallel, long reserve, boolean closeWaits, Duration retry) {

    /** 20 GB of cache, sent after 2 s, every 60 s while open, asked every 5 s, 8 at once, 1 GB left free. */
    public static EngineSettings standard() {
        return new EngineSettings(false, 20_000_000_000L, Duration.ofSeconds(2), Duration.ofSeconds(60),
            Duration.ofSeconds(5), 8, 1_000_000_000L, false, Duration.ofSeconds(1));
    }

    public EngineSettings withReadOnly(boolean readOnly) {
        return new EngineSettings(readOnly, cacheLimit, uploadDelay, openDelay, poll, parallel, reserve, closeWaits,
            retry);
    }

    public EngineSettings withCacheLimit(long cacheLimit) {
        return new EngineSettings(readOnly, cacheLimit, uploadDelay, openDelay, poll, parallel, reserve, closeWaits,
            retry);
    }

    public EngineSettings withDelays(Duration uploadDelay, Duration openDelay) {
        return new EngineSettings(readOnly, cacheLimit, uploadDelay, openDelay, poll, parallel, reserve, closeWaits,
            retry);
    }

    public EngineSettings withPoll(Duration poll) {
        return new EngineSettings(readOnly, cacheLimit, uploadDelay, openDelay, poll, parallel, reserve, closeWaits,
            retry);
    }

    public EngineSettings withParallel(int parallel) {
        return new EngineSettings(readOnly, cacheLimit, uploadDelay, openDelay, poll, parallel, reserve, closeWaits,
            retry);
    }

    public EngineSettings withReserve(long reserve) {
        return new EngineSettings(readOnly, cacheLimit, uploadDelay, openDelay, poll, parallel, reserve, closeWaits,
            retry);
    }

    public EngineSettings withCloseWaits(boolean closeWaits) {
        return new EngineSettings(readOnly, cacheLimit, uploadDelay, openDelay, poll, parallel, reserve, closeWaits,
            retry);
    }

    /** With another pause after a first failure. */
    public EngineSettings withRetry(Duration retry) {
        return new EngineSettings(readOnly, cacheLimit, uploadDelay, openDelay, poll, parallel, reserve, closeWaits,
            retry);
    }
}
