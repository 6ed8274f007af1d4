package org.jolab.magics.git.compare;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jolab.git.DiffLine;
import org.jolab.git.FileDiff;
import org.jolab.git.Hunk;

/**
 * A patch of one file.
 *
 * @param header its lines before the first hunk
 * @param content what differs
 */
record Patch(List<String> header, FileDiff.Content content) {

    private static final Pattern PLACE = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");

    /** The patch that {@code bytes} hold, in git's form. */
    static Patch of(byte[] bytes) {
        var lines = text(bytes).split("\n", -1);
        var header = new ArrayList<String>();
        var hunks = new ArrayList<Hunk>();
        var isBinary = false;
        var end = lines.length > 0 && lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
        for (var i = 0; i < end;) {
            var place = PLACE.matcher(lines[i]);
            if (place.matches()) {
                var old = count(place.group(2));
                var now = count(place.group(4));
                var within = new ArrayList<DiffLine>();
                i = read(lines, i + 1, new int[] {old, now}, within);
                hunks.add(new Hunk(Integer.parseInt(place.group(1)), old, Integer.parseInt(place.group(3)), now,
                    List.copyOf(within)));
            } else {
                isBinary |= lines[i].startsWith("Binary files ") || lines[i].equals("GIT binary patch");
                if (!lines[i].startsWith("Binary files ")) {
                    header.add(lines[i]);
                }
                i++;
            }
        }
        return new Patch(List.copyOf(header), isBinary ? new FileDiff.Content.Binary()
            : new FileDiff.Content.Text(List.copyOf(hunks)));
    }

    /** Reads the lines of a hunk, which says how many of them there are; returns where it ends. */
    private static int read(String[] lines, int start, int[] left, List<DiffLine> found) {
        var i = start;
        for (; i < lines.length && (left[0] > 0 || left[1] > 0 || lines[i].startsWith("\\")); i++) {
            var kind = switch (lines[i].isEmpty() ? ' ' : lines[i].charAt(0)) {
                case '+' -> DiffLine.Kind.ADDED;
                case '-' -> DiffLine.Kind.REMOVED;
                case '\\' -> DiffLine.Kind.NOTE;
                default -> DiffLine.Kind.CONTEXT;
            };
            left[0] -= kind == DiffLine.Kind.REMOVED || kind == DiffLine.Kind.CONTEXT ? 1 : 0;
            left[1] -= kind == DiffLine.Kind.ADDED || kind == DiffLine.Kind.CONTEXT ? 1 : 0;
            found.add(new DiffLine(kind, lines[i].isEmpty() ? "" : lines[i].substring(1)));
        }
        return i;
    }

    private static int count(String digits) {
        return digits == null ? 1 : Integer.parseInt(digits);
    }

    /** Files are UTF-8 nowadays; one that is not is taken for Latin-1, which can hold any byte. */
    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
