package org.jolab.magics.drive.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Takes content in, by the three ways that there are: media, multipart and resumable. */
final class Uploads {

    static final String FILE_FIELDS = "kind,id,name,mimeType";
    private static final Pattern PIECE = Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)");

    private final Items items;
    private final Faults faults;
    private final Traffic traffic;
    private final Path folder;
    private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();

    Uploads(Items items, Faults faults, Traffic traffic, Path folder) {
        this.items = items;
        this.faults = faults;
        this.traffic = traffic;
        this.folder = folder;
    }

    /** Lets all unfinished uploads be forgotten, as after a week. */
    void forget() {
        sessions.clear();
    }

    /** A request to /upload/drive/v3/files, or to /upload/drive/v3/files/ID with that id. */
    void serve(Call call, String id) throws IOException, Refusal {
        var session = call.query.get("upload_id");
        if (session != null) {
            piece(call, session);
            return;
        }
        var item = id.isEmpty() ? null : items.get(id, call.withDrives());
        switch (call.query.getOrDefault("uploadType", "")) {
            case "resumable" -> begin(call, item);
            case "multipart" -> multipart(call, item);
            case "media" -> save(call, item, JsonNodeFactory.instance.objectNode(),
                new Part(call.header("Content-Type"), call.body().readAllBytes()));
            default -> throw Refusal.badRequest("Invalid upload type");
        }
    }

    private record Part(String type, byte[] bytes) {
    }

    private void save(Call call, Item item, JsonNode metadata, Part part) throws IOException, Refusal {
        traffic.count("bytes in", part.bytes.length);
        var content = stored(part.bytes);
        call.answer(items.json(finish(call, item, metadata, new Sent(content, part.type))), FILE_FIELDS);
    }

    private record Sent(Content content, String type) {
    }

    private Item finish(Call call, Item item, JsonNode metadata, Sent sent) throws Refusal {
        return item == null
            ? items.create(metadata, sent.content, sent.type)
            : items.update(item, metadata, sent.content, call.query);
    }

    /** Keeps small content in memory and more of it on disk. */
    Content stored(byte[] bytes) throws IOException {
        var content = Content.of(bytes);
        if (bytes.length <= 64 << 10) {
            return content;
        }
        var file = Files.createTempFile(folder, "content", null);
        Files.write(file, bytes);
        return new Content.OnDisk(file, bytes.length, content.md5());
    }

    private void multipart(Call call, Item item) throws IOException, Refusal {
        var boundary = Pattern.compile("boundary=\"?([^\";]+)").matcher(call.header("Content-Type"));
        if (!boundary.find()) {
            throw Refusal.badRequest("Missing boundary");
        }
        var parts = new Multipart(call.body().readAllBytes(), boundary.group(1));
        save(call, item, Call.json(parts.bytes(0)), new Part(parts.type(1), parts.bytes(1)));
    }

    private void begin(Call call, Item item) throws IOException, Refusal {
        var metadata = call.jsonBody();
        if (item == null && metadata.has("id")) {
            items.checkFree(metadata.path("id").asText());
        }
        if (item != null && item.readOnly) {
            throw new Refusal(403, "insufficientFilePermissions",
                "The user does not have sufficient permissions for this file.");
        }
        var length = call.header("X-Upload-Content-Length");
        var total = length.isEmpty() ? -1 : Long.parseLong(length);
        if (total > items.limit() - items.used()) {
            throw new Refusal(403, "storageQuotaExceeded", "The user's Drive storage quota has been exceeded.");
        }
        var id = "AFakeSession" + UUID.randomUUID();
        var file = Files.createTempFile(folder, "upload", null);
        var type = call.header("X-Upload-Content-Type");
        sessions.put(id, new UploadSession(file, item, metadata, type.isEmpty() ? null : type).total(total));
        var address = new StringBuilder(call.self()).append(call.path);
        var separator = '?';
        call.query.put("upload_id", id);
        for (var parameter : call.query.entrySet()) {
            address.append(separator).append(parameter.getKey()).append('=')
                .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        call.set("Location", address.toString());
        call.set("X-GUploader-UploadID", id);
        call.send(200);
    }

    private void piece(Call call, String id) throws IOException, Refusal {
        var session = sessions.get(id);
        if (session == null) {
            call.body().readAllBytes();
            call.send(404);
            return;
        }
        if (call.method.equals("DELETE")) {
            sessions.remove(id);
            call.send(499);
            return;
        }
        synchronized (session) {
            if (session.done == null) {
                take(call, session);
                if (session.total < 0 || session.taken() < session.total) {
                    return;
                }
                var content = session.content();
                session.done = finish(call, session.item, session.metadata, new Sent(content, session.type));
            }
            call.answer(items.json(session.done), FILE_FIELDS);
        }
    }

    /** Takes what a request brings; answers it unless that was the last piece. */
    private void take(Call call, UploadSession session) throws IOException, Refusal {
        var range = PIECE.matcher(call.header("Content-Range"));
        var from = 0L;
        var end = Long.MAX_VALUE;
        if (range.matches()) {
            if (!range.group(3).equals("*")) {
                session.total = Long.parseLong(range.group(3));
            }
            if (range.group(1) == null) {
                end = 0;
            } else {
                from = Long.parseLong(range.group(1));
                end = Long.parseLong(range.group(2)) + 1;
            }
        } else if (!call.header("Content-Range").isEmpty()) {
            throw Refusal.badRequest("Failed to parse Content-Range header.");
        }
        if (end > 0) {
            receive(call, session, from);
            if (!range.matches()) {
                session.total = session.taken();
            }
        }
        if (session.total < 0 || session.taken() < session.total) {
            if (session.taken() > 0) {
                call.set("Range", "bytes=0-" + (session.taken() - 1));
            }
            call.set("X-HTTP-Status-Code-Override", "308");
            call.send(308);
        }
    }

    private void receive(Call call, UploadSession session, long from) throws IOException, Refusal {
        if (from > session.taken()) {
            call.body().readAllBytes();
            throw Refusal.badRequest("Invalid request. There were " + (from - session.taken())
                + " byte(s) missing before this piece.");
        }
        var left = faults.uploadEnd();
        var seen = session.seen;
        var at = from;
        try (InputStream body = call.body()) {
            var buffer = new byte[(int) Math.min(256 << 10, Math.max(left, 1))];
            for (int count; left > 0 && (count = body.read(buffer)) >= 0;) {
                count = (int) Math.min(count, left);
                session.add(ByteBuffer.wrap(buffer, 0, count), at);
                at += count;
                left -= count;
            }
        } finally {
            session.endOfPiece();
            traffic.count("bytes in", at - from);
            traffic.count("bytes twice", Math.max(0, Math.min(seen, at) - from));
        }
        if (left == 0) {
            call.breakOff();
            throw new IOException("cut on purpose");
        }
    }
}
