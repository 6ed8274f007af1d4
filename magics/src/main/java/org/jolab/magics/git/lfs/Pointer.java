package org.jolab.magics.git.lfs;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a repository holds in the place of a large file.
 *
 * @param oid the SHA-256 of its bytes, in hexadecimal digits
 * @param size its bytes
 * @see <a href="https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md">the specification</a>
 */
record Pointer(String oid, long size) {

    /** No pointer is longer. */
    static final int LONGEST = 1024;

    private static final Pattern OID = Pattern.compile("(?m)^oid sha256:([0-9a-f]{64})$");
    private static final Pattern SIZE = Pattern.compile("(?m)^size (\\d{1,18})$");

    /** The pointer that {@code bytes} are, if they are one. */
    static Optional<Pointer> parse(byte[] bytes) {
        if (bytes.length > LONGEST) {
            return Optional.empty();
        }
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.startsWith("version https://git-lfs.github.com/spec/v1\n")
                && !text.startsWith("version http://git-media.io/v/2\n")) {
            return Optional.empty();
        }
        var oid = OID.matcher(text);
        var size = SIZE.matcher(text);
        return oid.find() && size.find() ? Optional.of(new Pointer(oid.group(1), Long.parseLong(size.group(1))))
            : Optional.empty();
    }

    /** As the repository holds it. */
    byte[] bytes() {
        return ("version https://git-lfs.github.com/spec/v1\noid sha256:" + oid + "\nsize " + size + "\n")
            .getBytes(StandardCharsets.UTF_8);
    }
}
