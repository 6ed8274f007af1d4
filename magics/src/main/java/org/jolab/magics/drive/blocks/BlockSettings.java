package org.jolab.magics.drive.blocks;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How a cache of blocks behaves.
 *
 * @param limit    bytes that it may hold
 * @param deadline how long a read may take; also how long a request may stand still before it is given up
 * @param reserve  bytes of the disk that it leaves free; with less, reads are answered without being kept
 * @param usable   bytes that are free on the disk now
 */
public record BlockSettings(long limit, Duration deadline, long reserve, LongSupplier usable) {

    private static final long RESERVE = 256L << 20;

    /** The usual settings, for a disk of which so many bytes are free. */
    static BlockSettings of(long limit, LongSupplier usable) {
        return new BlockSettings(limit, Duration.ofSeconds(20), RESERVE, usable);
    }
}
