package org.jolab.magics.transfer;

import java.time.Duration;

/**
 * How long a cell waits for its page.
 *
 * @param arrival for the first sign of a page
 * @param silence for a page that shows something to a person, and should answer pings
 * @param outage for a page in the middle of a transfer, whose connection may be broken
 * @param reload for another page, after the only one was closed
 * @param ping between two questions whether a page is still there
 */
record Patience(Duration arrival, Duration silence, Duration outage, Duration reload, Duration ping) {

    /** For people. */
    static final Patience USUAL = new Patience(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(60),
        Duration.ofSeconds(8), Duration.ofSeconds(5));
}
