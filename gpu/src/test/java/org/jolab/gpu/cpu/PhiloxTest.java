package org.jolab.gpu.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PhiloxTest {

    /** The known answers that the generator's authors publish with Random123. */
    @Test
    void wordsAreThoseOfTheKnownAnswers() {
        check(0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        check(-1, -1, -1, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        check(0x85a308d3243f6a88L, 0x0370734413198a2eL, 0x299f31d0a4093822L, 0xd16cfe09, 0x94fdcceb, 0x5001e420,
            0x24126ea1);
    }

    private static void check(long low, long high, long key, int... expected) {
        var words = new int[4];
        Philox.words(low, high, key, words);
        assertArrayEquals(expected, words);
    }

    /** Made of single operations, so that other devices can do the same; Java's own say what they ought to be. */
    @Test
    void logarithmAndTurnsAreGoodToTheLastDigits() {
        for (var i = 1; i <= 100_000; i++) {
            var x = i < 50_000 ? i / 50_000.0 : Math.pow(2, -(i - 50_000) / 1000.0);
            assertEquals(StrictMath.log(x), Philox.log(x), 4e-16 * Math.max(1e-2, Math.abs(StrictMath.log(x))));
            var turn = (i - 1) / 100_000.0;
            assertEquals(StrictMath.sin(2 * Math.PI * turn), Philox.turn(turn, false), 1e-15);
            assertEquals(StrictMath.cos(2 * Math.PI * turn), Philox.turn(turn, true), 1e-15);
        }
        assertEquals(0, Philox.log(1));
    }
}
