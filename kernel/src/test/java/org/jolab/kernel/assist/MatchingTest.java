package org.jolab.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MatchingTest {

    @Test
    void aBeginningFitsBest() {
        assertEquals(Matching.PREFIX, Matching.of("", "list"));
        assertEquals(Matching.PREFIX, Matching.of("li", "list"));
        assertEquals(Matching.NONE, Matching.of("list", "li"));
        assertEquals(Matching.NONE, Matching.of("ist", "list"));
    }

    @Test
    void humpsMayBeCutShortAndLeftOut() {
        assertEquals(Matching.HUMPS, Matching.of("ArLi", "ArrayList"));
        assertEquals(Matching.HUMPS, Matching.of("NPE", "NullPointerException"));
        assertEquals(Matching.HUMPS, Matching.of("NE", "NullPointerException"));
        assertEquals(Matching.HUMPS, Matching.of("mV", "MAX_VALUE".replace("MAX_V", "max_V")));
        assertEquals(Matching.NONE, Matching.of("ArLx", "ArrayList"));
        assertEquals(Matching.NONE, Matching.of("Ayl", "ArrayList"));
    }

    @Test
    void theCaseMattersNotFromTwoLettersOn() {
        assertEquals(Matching.ANY_CASE, Matching.of("arrayl", "ArrayList"));
        assertEquals(Matching.ANY_CASE, Matching.of("MAX", "maximum"));
        assertEquals(Matching.NONE, Matching.of("a", "ArrayList"));
    }
}
