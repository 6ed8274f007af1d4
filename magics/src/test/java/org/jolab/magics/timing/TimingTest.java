package org.jolab.magics.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jolab.api.Timing;
import org.junit.jupiter.api.Test;

class TimingTest {

    @Test
    void figuresAreThoseOfTheRuns() {
        var timing = new Timing(List.of(4.0, 2.0, 9.0, 5.0), 10, 24);
        assertEquals(5.0, timing.mean());
        assertEquals(4.5, timing.median());
        assertEquals(2.0, timing.best());
        assertEquals(9.0, timing.worst());
        assertEquals(Math.sqrt((1 + 9 + 16 + 0) / 4.0), timing.standardDeviation());
        assertEquals("5 ns ± 2.55 ns per loop (mean ± std. dev. of 4 runs, 10 loops each)", timing.toString());
    }

    @Test
    void durationsHaveThreeDigitsAndAUnit() {
        assertEquals("0 ns", Timing.duration(0));
        assertEquals("0.25 ns", Timing.duration(0.25));
        assertEquals("12.3 ns", Timing.duration(12.34));
        assertEquals("999 ns", Timing.duration(999.4));
        assertEquals("1 µs", Timing.duration(999.6));
        assertEquals("45.6 ms", Timing.duration(45.6e6));
        assertEquals("100 ms", Timing.duration(100e6));
        assertEquals("1.5 s", Timing.duration(1.5e9));
        assertEquals("1min 5s", Timing.duration(65e9));
        assertEquals("2h 1s", Timing.duration(7201e9));
    }

    @Test
    void bytesHaveThreeDigitsAndAUnit() {
        assertEquals("24 B", Timing.bytes(24));
        assertEquals("1.5 KiB", Timing.bytes(1536));
        assertEquals("-1.5 KiB", Timing.bytes(-1536));
        assertEquals("2.25 GiB", Timing.bytes(2.25 * (1 << 30)));
    }

    @Test
    void aMeasurementHasRuns() {
        assertThrows(IllegalArgumentException.class, () -> new Timing(List.of(), 1, 0));
    }

    @Test
    void loopsAreEnoughForATenthOfASecond() {
        assertEquals(1, Measurement.enough(3e9));
        assertEquals(1, Measurement.enough(100e6));
        assertEquals(2, Measurement.enough(99e6));
        assertEquals(50_000_000, Measurement.enough(2));
    }
}
