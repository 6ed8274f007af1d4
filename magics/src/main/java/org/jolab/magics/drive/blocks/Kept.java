package org.jolab.magics.drive.blocks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jolab.magics.drive.store.Entry;

/**
 * One revision of a file: how its segments are called and who reads it. Used by many threads.
 *
 * @param span bytes in a segment
 */
record Kept(String revision, String stem, long span, Streams streams) {

    /** Bytes in a segment of a large file. */
    static final long SPAN = 64L << 20;

    static Kept of(Entry file, Shelf shelf) {
        var stem = stem(file.content()) + hash(file.revision()).substring(0, 16) + "-";
        var whole = file.size() > SPAN && Files.exists(shelf.path(stem + "w.map"));
        return new Kept(file.revision(), stem, whole ? file.size() : SPAN, new Streams());
    }

    /** How the names of all segments of an id begin. */
    static String stem(String id) {
        var hash = hash(id);
        return hash.substring(0, 2) + "/" + hash.substring(2, 34) + "-";
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of the segment with a byte of the file. */
    String name(long offset) {
        return stem + (span > SPAN ? "w" : Long.toString(offset / span));
    }

    /** Where in the file the segment begins that a byte is in. */
    long begin(long offset) {
        return offset / span * span;
    }

    /** Bytes in that segment. */
    long length(Entry file, long offset) {
        return Math.min(span, file.size() - begin(offset));
    }
}
