package org.jolab.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A picture in a file format that browsers show.
 *
 * @param mimeType such as {@code image/png}
 * @param bytes the file
 * @param width in pixels of the page, at least 1; a picture of more pixels than that is sharper on dense screens
 * @param height in pixels of the page, at least 1
 */
public record Picture(String mimeType, byte[] bytes, int width, int height) implements Displayable {

    /** The picture in {@code bytes}, if they begin like a PNG, JPEG, GIF, WebP or BMP file. */
    public static Optional<Picture> of(byte[] bytes) {
        var found = startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n") && bytes.length > 24
                ? new Picture("image/png", bytes, bigEndian(bytes, 16, 4), bigEndian(bytes, 20, 4))
            : startsWith(bytes, 0, "\u00ff\u00d8\u00ff") ? jpeg(bytes)
            : (startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a")) && bytes.length > 10
                ? new Picture("image/gif", bytes, littleEndian(bytes, 6, 2), littleEndian(bytes, 8, 2))
            : startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBPVP8") && bytes.length > 30 ? webp(bytes)
            : startsWith(bytes, 0, "BM") && bytes.length > 54 && littleEndian(bytes, 2, 4) == bytes.length
                ? new Picture("image/bmp", bytes, littleEndian(bytes, 18, 4), Math.abs(littleEndian(bytes, 22, 4)))
            : null;
        return Optional.ofNullable(found).filter(picture -> picture.width > 0 && picture.height > 0);
    }

    @Override
    public MimeBundle toMimeBundle() {
        return MimeBundle.of(mimeType, bytes).with("text/plain", toString())
            .withMetadata(mimeType, Map.of("width", width, "height", height));
    }

    @Override
    public String toString() {
        return mimeType.substring(mimeType.indexOf('/') + 1).toUpperCase(Locale.ROOT) + " picture, " + width
            + " × " + height;
    }

    /** Looks for the frame header, which holds the size; ITU T.81, B.2.2. */
    private static Picture jpeg(byte[] bytes) {
        var at = 2;
        while (at + 9 < bytes.length && (bytes[at] & 0xff) == 0xff) {
            var marker = bytes[at + 1] & 0xff;
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                return new Picture("image/jpeg", bytes, bigEndian(bytes, at + 7, 2), bigEndian(bytes, at + 5, 2));
            }
            at += marker == 0xff ? 1 : 2 + Math.max(2, bigEndian(bytes, at + 2, 2));
        }
        return null;
    }

    /** The three kinds of WebP keep the size in three ways; RFC 9649, section 2. */
    private static Picture webp(byte[] bytes) {
        return switch (bytes[15]) {
            case 'X' -> new Picture("image/webp", bytes, littleEndian(bytes, 24, 3) + 1,
                littleEndian(bytes, 27, 3) + 1);
            case 'L' -> {
                var size = littleEndian(bytes, 21, 4);
                yield new Picture("image/webp", bytes, (size & 0x3fff) + 1, (size >> 14 & 0x3fff) + 1);
            }
            default -> new Picture("image/webp", bytes, littleEndian(bytes, 26, 2) & 0x3fff,
                littleEndian(bytes, 28, 2) & 0x3fff);
        };
    }

    private static boolean startsWith(byte[] bytes, int at, String start) {
        var expected = start.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= at + expected.length
            && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }

    private static int bigEndian(byte[] bytes, int at, int count) {
        var number = 0;
        for (var i = 0; i < count; i++) {
            number = number << 8 | bytes[at + i] & 0xff;
        }
        return number;
    }

    private static int littleEndian(byte[] bytes, int at, int count) {
        var number = 0;
        for (var i = count - 1; i >= 0; i--) {
            number = number << 8 | bytes[at + i] & 0xff;
        }
        return number;
    }
}
