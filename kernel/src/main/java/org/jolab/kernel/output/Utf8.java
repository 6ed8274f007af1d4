package org.jolab.kernel.output;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes UTF-8 that arrives in pieces, which may end within a character. Owned by one thread. */
final class Utf8 {

    private byte[] unfinished = {};

    /** The characters that end in this piece; malformed bytes become U+FFFD, as in a {@link String} made of all. */
    String decode(byte[] bytes, int offset, int length) {
        var piece = bytes;
        var start = offset;
        var end = offset + length;
        if (unfinished.length > 0) {
            piece = Arrays.copyOf(unfinished, unfinished.length + length);
            System.arraycopy(bytes, offset, piece, unfinished.length, length);
            start = 0;
            end = piece.length;
            unfinished = new byte[0];
        }
        var whole = end - unfinishedBytes(piece, start, end);
        if (whole < end) {
            unfinished = Arrays.copyOfRange(piece, whole, end);
        }
        return new String(piece, start, whole - start, StandardCharsets.UTF_8);
    }

    /** What is left when nothing more comes: nothing, or U+FFFD for a character that was never finished. */
    String end() {
        var rest = new String(unfinished, StandardCharsets.UTF_8);
        unfinished = new byte[0];
        return rest;
    }

    boolean isBetweenCharacters() {
        return unfinished.length == 0;
    }

    private static int unfinishedBytes(byte[] bytes, int start, int end) {
        for (var back = 1; back <= 3 && end - back >= start; back++) {
            var unit = bytes[end - back] & 0xff;
            if (unit < 0x80 || unit > 0xbf) {
                return back < lengthOfCharacter(unit) ? back : 0;
            }
        }
        return 0;
    }

    private static int lengthOfCharacter(int lead) {
        if (lead < 0xc2 || lead > 0xf4) {
            return 1;
        }
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }
}
