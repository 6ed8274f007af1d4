package org.jolab.magics.drive.fake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A body of several parts (RFC 2046, 5.1). */
final class Multipart {

    private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*([^\\r\\n]+)");

    private record Part(String head, byte[] bytes) {
    }

    private final List<Part> parts = new ArrayList<>();

    Multipart(byte[] body, String boundary) throws Refusal {
        var text = new String(body, StandardCharsets.ISO_8859_1);
        var line = "--" + boundary;
        var start = text.indexOf(line);
        while (start >= 0 && !text.startsWith("--", start + line.length())) {
            var end = text.indexOf("\r\n" + line, start + line.length());
            var head = text.indexOf("\r\n\r\n", start);
            if (end < 0 || head < 0 || head > end) {
                throw Refusal.badRequest("Malformed multipart body.");
            }
            parts.add(new Part(text.substring(start, head), Arrays.copyOfRange(body, head + 4, end)));
            start = end + 2;
        }
        if (parts.size() != 2) {
            throw Refusal.badRequest("Malformed multipart body.");
        }
    }

    byte[] bytes(int part) {
        return parts.get(part).bytes;
    }

    /** The media type of a part, or null. */
    String type(int part) {
        var type = TYPE.matcher(parts.get(part).head);
        return type.find() ? type.group(1).strip() : null;
    }
}
