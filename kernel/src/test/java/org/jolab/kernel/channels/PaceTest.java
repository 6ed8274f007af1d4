package org.jolab.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final String TEXT = "x".repeat(100_000);

    private static double seconds(Pace pace, int texts) {
        var start = System.nanoTime();
        for (var i = 0; i < texts; i++) {
            pace.await(TEXT);
        }
        return (System.nanoTime() - start) * 1e-9;
    }

    @Test
    void withoutAServerNobodyWaits() {
        assertTrue(seconds(new Pace(), 1000) < 5);
    }

    @Test
    void underAServerMuchTextTakesItsTime() {
        var pace = new Pace();
        pace.limit();
        // 2 MB, of which 600 kB are free and the rest comes at 680 kB a second.
        assertTrue(seconds(pace, 20) > 1.9);
    }

    @Test
    void anInterruptedThreadDoesNotWaitAndKeepsItsInterrupt() {
        var pace = new Pace();
        pace.limit();
        Thread.currentThread().interrupt();
        var seconds = seconds(pace, 100);
        assertTrue(Thread.interrupted());
        assertTrue(seconds < 5, "took " + seconds);
    }
}
