package org.jolab.magics.drive.fake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of a file: small ones in memory, large ones on disk, and such as cost nothing. */
public sealed interface Content {

    long size();

    /** Empty where it would take too long. */
    String md5();

    /** Writes a part of it. */
    void copyTo(OutputStream target, long from, long length) throws IOException;

    /** All of it; for tests with small files. */
    default byte[] bytes() {
        var all = new ByteArrayOutputStream();
        try {
            copyTo(all, 0, size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    static Content of(byte[] bytes) {
        return new InMemory(bytes, HexFormat.of().formatHex(digest().digest(bytes)));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Small bytes. */
    record InMemory(byte[] bytes, String md5) implements Content {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void copyTo(OutputStream target, long from, long length) throws IOException {
            target.write(bytes, (int) from, (int) length);
        }
    }

    /** Bytes in a file that this program made. */
    record OnDisk(Path file, long size, String md5) implements Content {

        @Override
        public void copyTo(OutputStream target, long from, long length) throws IOException {
            try (var channel = FileChannel.open(file)) {
                var buffer = ByteBuffer.allocate((int) Math.min(length, 256 << 10));
                for (var at = from; at < from + length;) {
                    buffer.clear().limit((int) Math.min(buffer.capacity(), from + length - at));
                    var count = channel.read(buffer, at);
                    if (count < 0) {
                        throw new IOException("The content of a file is shorter than it was.");
                    }
                    target.write(buffer.array(), 0, count);
                    at += count;
                }
            }
        }
    }

    /** Bytes that follow from their place, as many as one likes; their MD5 sum is not told. */
    record Pattern(long size) implements Content {

        /** The byte at an offset. */
        public static byte at(long offset) {
            return (byte) (offset * 31 + (offset >>> 13) * 7 + (offset >>> 29));
        }

        @Override
        public String md5() {
            return "";
        }

        @Override
        public void copyTo(OutputStream target, long from, long length) throws IOException {
            var buffer = new byte[(int) Math.min(length, 64 << 10)];
            for (var at = from; at < from + length;) {
                var count = (int) Math.min(buffer.length, from + length - at);
                for (var i = 0; i < count; i++) {
                    buffer[i] = at(at + i);
                }
                target.write(buffer, 0, count);
                at += count;
            }
        }
    }
}
