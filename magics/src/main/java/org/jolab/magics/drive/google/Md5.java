package org.jolab.magics.drive.google;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The sum by which Google Drive tells contents apart. */
final class Md5 {

    private static final int PIECE = 1 << 16;

    private Md5() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Of the first {@code size} bytes of a file, in hexadecimal. */
    static String of(FileChannel content, long size) throws IOException {
        var digest = digest();
        var buffer = ByteBuffer.allocate(PIECE);
        for (var at = 0L; at < size; ) {
            buffer.clear().limit((int) Math.min(PIECE, size - at));
            var length = content.read(buffer, at);
            if (length < 0) {
                break;
            }
            digest.update(buffer.flip());
            at += length;
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
