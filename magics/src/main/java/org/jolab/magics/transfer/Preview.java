package org.jolab.magics.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jolab.api.Amount;
import org.jolab.api.MimeBundle;

/** A file as a cell can show it: a picture, the first rows of a table, the first lines of a text, the first bytes. */
final class Preview {

    /** A larger picture would make the notebook heavy, which keeps it. */
    private static final long LARGEST_PICTURE = 5_000_000;
    private static final int HEAD = 20_000;
    private static final int LINES = 30;
    private static final int COLUMNS = 30;
    private static final int ROW_OF_BYTES = 16;
    private static final int ROWS_OF_BYTES = 8;
    private static final Map<String, String> PICTURES = Map.of("png", "image/png", "jpg", "image/jpeg", "jpeg",
        "image/jpeg", "gif", "image/gif", "webp", "image/webp", "bmp", "image/bmp");

    private Preview() {}

    static MimeBundle of(Path file) throws IOException {
        var size = Files.size(file);
        var title = file.getFileName() + " (" + Amount.of(size) + ")";
        var extension = extension(file);
        if (PICTURES.containsKey(extension) && size <= LARGEST_PICTURE) {
            return MimeBundle.text(title).with(PICTURES.get(extension), Files.readAllBytes(file));
        }
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        var text = text(head, head.length < size);
        if (text == null) {
            return MimeBundle.text(title + "\n" + hex(head));
        }
        var all = text.lines().toList();
        var lines = all.subList(0, Math.min(LINES, all.size()));
        var isAll = head.length == size && lines.size() == all.size();
        var plain = MimeBundle.text(title + "\n" + String.join("\n", lines) + (isAll ? "" : "\n…"));
        var separator = extension.equals("csv") ? ',' : '\t';
        return extension.equals("csv") || extension.equals("tsv")
            ? plain.with("text/html", table(title, lines, separator, isAll)) : plain;
    }

    private static String extension(Path file) {
        var name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** The bytes as text; null if they are none. A character that is cut in two at the end is left out. */
    private static String text(byte[] head, boolean isCut) {
        for (var cut = 0; cut <= (isCut ? 3 : 0) && cut <= head.length; cut++) {
            try {
                var text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(head, 0, head.length - cut)).toString();
                return text.indexOf('\0') >= 0 ? null : text;
            } catch (CharacterCodingException e) {
                continue;
            }
        }
        return null;
    }

    private static String hex(byte[] head) {
        var format = HexFormat.ofDelimiter(" ");
        var rows = new ArrayList<String>();
        for (var i = 0; i < Math.min(head.length, ROW_OF_BYTES * ROWS_OF_BYTES); i += ROW_OF_BYTES) {
            var end = Math.min(head.length, i + ROW_OF_BYTES);
            var characters = new String(head, i, end - i, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
            rows.add("%08x  %-47s  %s".formatted(i, format.formatHex(head, i, end), characters));
        }
        return String.join("\n", rows);
    }

    private static String table(String title, List<String> lines, char separator, boolean isAll) {
        var rows = new StringBuilder();
        for (var i = 0; i < lines.size(); i++) {
            var tag = i == 0 ? "th" : "td";
            rows.append(cells(lines.get(i), separator).stream().limit(COLUMNS)
                .map(cell -> "<" + tag + ">" + Html.escape(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", i == 0 ? "<thead><tr>" : "<tr>", i == 0 ? "</tr></thead>" : "</tr>")));
        }
        return "<div>" + Html.escape(title) + "</div><table>" + rows + "</table>" + (isAll ? "" : "…");
    }

    /** The fields of a line; quotes keep separators in them. */
    private static List<String> cells(String line, char separator) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (c == '"' && isQuoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == separator && !isQuoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
