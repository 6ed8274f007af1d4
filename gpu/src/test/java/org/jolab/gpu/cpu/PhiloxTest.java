package org.jolab.gpu.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

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
}
