package org.jolab.kernel.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void aTextSplitAtAnyByteIsTheSameText() {
        var text = "a é € 😀 ñ 漢字 \u202e z";
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        for (var first = 0; first <= bytes.length; first++) {
            for (var second = first; second <= bytes.length; second++) {
                var utf8 = new Utf8();
                var read = utf8.decode(bytes, 0, first) + utf8.decode(bytes, first, second - first)
                    + utf8.decode(bytes, second, bytes.length - second) + utf8.end();
                assertEquals(text, read, first + ", " + second);
            }
        }
    }

    @Test
    void noPieceEverHoldsHalfOfASurrogatePair() {
        var utf8 = new Utf8();
        var bytes = "😀".getBytes(StandardCharsets.UTF_8);
        for (var i = 0; i < 3; i++) {
            assertEquals("", utf8.decode(bytes, i, 1));
        }
        assertEquals("😀", utf8.decode(bytes, 3, 1));
    }

    @Test
    void malformedBytesInPiecesAreReplacedAsInOneString() {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++) {
            var bytes = new byte[random.nextInt(12)];
            for (var i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(128) : 128 + random.nextInt(128));
            }
            var utf8 = new Utf8();
            var read = new StringBuilder();
            for (var at = 0; at < bytes.length;) {
                var length = Math.min(1 + random.nextInt(3), bytes.length - at);
                read.append(utf8.decode(bytes, at, length));
                at += length;
            }
            read.append(utf8.end());
            assertEquals(new String(bytes, StandardCharsets.UTF_8), read.toString());
        }
    }
}
