package org.jolab.magics.drive.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacerTest {

    private static final long SECOND = 1_000_000_000L;

    private long now = 77;
    private final Pacer pacer = new Pacer(() -> now, 10, 100, 20);

    /** Waits as long as it is told, and takes the place of one request. */
    private void request() {
        now += pacer.reserve();
    }

    @Test
    void aBurstGoesAtOnceAndTheRestAtTheRate() {
        var start = now;
        for (var i = 0; i < 20; i++) {
            request();
        }
        assertEquals(0, now - start);
        for (var i = 0; i < 50; i++) {
            request();
        }
        assertEquals(5.0, (now - start) / 1e9, 0.2);
    }

    @Test
    void aRefusalHalvesTheRateOnceForAllWhoWereOnTheirWay() {
        now += 10 * SECOND;
        for (var i = 0; i < 8; i++) {
            pacer.refused(Duration.ZERO);
        }
        assertEquals(5, pacer.rate());
        now += 2 * SECOND;
        pacer.refused(Duration.ZERO);
        assertEquals(2.5, pacer.rate());
    }

    @Test
    void theRateGrowsSlowlyUpToItsLimit() {
        now += 10 * SECOND;
        pacer.refused(Duration.ZERO);
        for (var i = 0; i < 50; i++) {
            request();
            pacer.succeeded();
        }
        assertTrue(pacer.rate() > 10 && pacer.rate() < 40, "" + pacer.rate());
        for (var i = 0; i < 5000; i++) {
            pacer.succeeded();
        }
        assertEquals(100, pacer.rate());
    }

    @Test
    void itNeverStops() {
        for (var i = 0; i < 100; i++) {
            now += 2 * SECOND;
            pacer.refused(Duration.ZERO);
        }
        var start = now;
        request();
        request();
        request();
        assertTrue(now - start <= 6 * SECOND);
    }

    @Test
    void everyoneWaitsWhenTheServerSaysForHowLong() {
        pacer.refused(Duration.ofSeconds(7));
        assertTrue(pacer.reserve() >= 7 * SECOND);
        pacer.refused(Duration.ofHours(1));
        assertTrue(pacer.reserve() <= 61 * SECOND, "an hour is the caller's to wait");
    }
}
