package org.jolab.magics.shell;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 that arrives in pieces, which may end within a character; malformed bytes become U+FFFD. Owned by one
 * thread.
 */
final class Utf8 {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] rest = {};

    /** The characters that end in this piece. */
    String decode(byte[] piece) {
        return decode(piece, false);
    }

    /** What is left when nothing more comes. */
    String end() {
        return decode(new byte[0], true);
    }

    private String decode(byte[] piece, boolean last) {
        var bytes = ByteBuffer.allocate(rest.length + piece.length).put(rest).put(piece).flip();
        var chars = CharBuffer.allocate(bytes.remaining() + 1);
        decoder.reset().decode(bytes, chars, last);
        rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return chars.flip().toString();
    }
}
