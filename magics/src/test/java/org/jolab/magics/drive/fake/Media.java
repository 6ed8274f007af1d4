package org.jolab.magics.drive.fake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** Sends the content of files: whole, in part, and documents in other formats. */
final class Media {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    /** What documents can become, by what they are. */
    static final Map<String, String[]> FORMATS = Map.of(
        Item.APPS + "document", new String[] {"application/pdf", "text/plain", "text/markdown", "text/html",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/rtf",
            "application/vnd.oasis.opendocument.text", "application/epub+zip", "application/zip"},
        Item.APPS + "spreadsheet", new String[] {"application/pdf", "text/csv", "text/tab-separated-values",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.oasis.opendocument.spreadsheet", "application/zip"},
        Item.APPS + "presentation", new String[] {"application/pdf", "text/plain",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.oasis.opendocument.presentation"},
        Item.APPS + "drawing", new String[] {"application/pdf", "image/png", "image/jpeg", "image/svg+xml"},
        Item.APPS + "script", new String[] {"application/vnd.google-apps.script+json"});

    private final Faults faults;
    private final Traffic traffic;

    Media(Faults faults, Traffic traffic) {
        this.faults = faults;
        this.traffic = traffic;
    }

    void download(Call call, Item item) throws IOException, Refusal {
        var content = item.content;
        if (content == null) {
            throw new Refusal(403, "fileNotDownloadable",
                "Only files with binary content can be downloaded. Use Export with Docs Editors files.");
        }
        var size = content.size();
        var from = 0L;
        var end = size;
        var range = RANGE.matcher(call.header("Range"));
        var partly = range.matches();
        if (partly) {
            if (range.group(1).isEmpty()) {
                from = Math.max(0, size - Long.parseLong(range.group(2)));
            } else {
                from = Long.parseLong(range.group(1));
                end = range.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(range.group(2)) + 1);
            }
            if (from >= size || end <= from) {
                call.set("Content-Range", "bytes */" + size);
                call.send(416);
                return;
            }
            call.set("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + size);
        }
        call.set("Accept-Ranges", "bytes");
        var length = Math.min(end - from, faults.downloadEnd());
        try (var body = call.stream(partly ? 206 : 200, item.mimeType, end - from)) {
            content.copyTo(body, from, length);
            traffic.count("bytes out", length);
            if (length < end - from) {
                body.flush();
                call.breakOff();
            }
        }
    }

    void export(Call call, Item item) throws IOException, Refusal {
        var formats = FORMATS.get(item.mimeType);
        if (formats == null) {
            throw new Refusal(403, "fileNotExportable", "Export only supports Docs Editors files.");
        }
        var wanted = call.query.getOrDefault("mimeType", "");
        for (var format : formats) {
            if (format.equals(wanted)) {
                if (item.text.length() > 10 << 20) {
                    throw new Refusal(403, "exportSizeLimitExceeded", "This file is too large to be exported.");
                }
                call.send(200, wanted, (wanted + "\n" + item.text).getBytes(StandardCharsets.UTF_8));
                return;
            }
        }
        throw Refusal.badRequest("The requested conversion is not supported.");
    }
}
