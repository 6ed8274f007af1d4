package org.jolab.magics.drive.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLConnection;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;
import org.jolab.magics.drive.store.Upload;

/**
 * Puts folders and files into Google Drive. Used by all threads at once. Nothing is made twice: new files have ids
 * that were fetched before, and one that is taken is the file of an earlier try whose answer was lost.
 */
final class Saves {

    private final DriveHttp http;
    private final Listings listings;

    Saves(DriveHttp http, Listings listings) {
        this.http = http;
        this.listings = listings;
    }

    Entry makeFolder(Draft draft) throws IOException {
        var description = newFile(draft).put("mimeType", Entries.FOLDER);
        try {
            return made(http.json(Ask.post("/drive/v3/files").with("fields", Entries.FIELDS)
                .json(description.toString())));
        } catch (StoreException e) {
            if (e.kind() != Kind.CONFLICT || draft.id().isEmpty()) {
                throw e;
            }
            var taken = taken(draft);
            if (!taken.isFolder()) {
                throw e;
            }
            return taken;
        }
    }

    Entry put(Draft draft, FileChannel content) throws IOException {
        var id = draft.id();
        if (draft.replaces()) {
            var now = newest(draft);
            if (now.done.isPresent()) {
                return now.done.get();
            }
            id = now.id;
        }
        var boundary = "jolab-" + UUID.randomUUID();
        var head = "--" + boundary + "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n" + description(draft)
            + "\r\n--" + boundary + "\r\nContent-Type: " + type(draft.name()) + "\r\n\r\n";
        var body = BodyPublishers.concat(BodyPublishers.ofString(head), new Region(content, 0, draft.size()),
            BodyPublishers.ofByteArray(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII)));
        var ask = ask(draft, id).with("uploadType", "multipart").body("multipart/related; boundary=" + boundary, body);
        try {
            return saved(draft, http.json(ask));
        } catch (StoreException e) {
            var entry = lost(draft, e);
            if (!isSame(draft, entry, content)) {
                throw e;
            }
            return entry;
        }
    }

    private static Ask ask(Draft draft, String id) {
        return (draft.replaces() ? Ask.patch("/upload/drive/v3/files/" + id) : Ask.post("/upload/drive/v3/files"))
            .with("fields", Entries.FIELDS);
    }

    Upload begin(Draft draft) throws IOException {
        var id = draft.id();
        if (draft.replaces()) {
            var now = newest(draft);
            if (now.done.isPresent()) {
                return ResumableUpload.done(http, this, draft, now.done.get());
            }
            id = now.id;
        }
        var ask = ask(draft, id).with("uploadType", "resumable").json(description(draft).toString())
            .header("X-Upload-Content-Type", type(draft.name()))
            .header("X-Upload-Content-Length", Long.toString(draft.size()));
        try {
            return http.send(ask, answer -> {
                answer.body().close();
                var address = answer.headers().firstValue("Location").orElseThrow(() -> new StoreException(
                    Kind.REFUSED, "Google Drive began an upload without telling where to."));
                return ResumableUpload.begun(http, this, draft, address);
            });
        } catch (StoreException e) {
            return ResumableUpload.lost(http, this, draft, lost(draft, e), e);
        }
    }

    Upload resume(Draft draft, String address) throws IOException {
        if (!address.startsWith("http")) {
            throw new StoreException(Kind.GONE, "The upload of " + draft.name() + " begins anew.");
        }
        return ResumableUpload.resumed(http, this, draft, address);
    }

    /**
     * The entry that an earlier try has made, if that is why this one was refused. A draft without a hash may still be
     * of another content: {@link #isSame} tells.
     */
    Entry lost(Draft draft, StoreException refusal) throws IOException {
        if (refusal.kind() != Kind.CONFLICT || draft.replaces() || draft.id().isEmpty()) {
            throw refusal;
        }
        var taken = taken(draft);
        if (!isContent(draft, taken.size(), taken.hash())) {
            throw refusal;
        }
        return taken;
    }

    /** Whether an entry that {@link #lost} has found is of these bytes. */
    static boolean isSame(Draft draft, Entry found, FileChannel content) throws IOException {
        return !draft.hash().isEmpty() || found.hash().equals(Md5.of(content, draft.size()));
    }

    /** What has a new draft's id already; out of the bin again, if the folder that it was made in went there. */
    private Entry taken(Draft draft) throws IOException {
        var file = http.json(Ask.get("/drive/v3/files/" + draft.id()).with("fields", Entries.FIELDS));
        var folder = draft.parent();
        if (file.path("trashed").asBoolean() && !Entries.parent(file).equals(folder)) {
            return made(http.json(Ask.patch("/drive/v3/files/" + draft.id()).with("fields", Entries.FIELDS)
                .with("addParents", folder).with("removeParents", Entries.parent(file))
                .json("{\"trashed\":false}")));
        }
        return made(file);
    }

    private Entry made(JsonNode file) throws IOException {
        if (file.path("trashed").asBoolean()) {
            throw new StoreException(Kind.NOT_FOUND, "The folder for " + file.path("name").asText()
                + " is in the bin of Google Drive.");
        }
        return listings.entry(file).orElseThrow();
    }

    /** The entry after an upload; that of the shortcut, where the content of its target was replaced. */
    Entry saved(Draft draft, JsonNode file) throws IOException {
        return draft.replaces() && !file.path("id").asText().equals(draft.id()) ? listings.find(draft.id())
            : made(file);
    }

    /** @param done the entry, if it has the draft's content already, from an earlier try */
    record Newest(String id, Optional<Entry> done) {
    }

    /** Looks whether a file still has the revision that a draft stands on; the id is the target's for a shortcut. */
    Newest newest(Draft draft) throws IOException {
        var file = listings.file(draft.id());
        var target = Entries.isShortcut(file) ? listings.file(Entries.targetId(file)) : file;
        var id = target.path("id").asText();
        if (Entries.isDocument(target)) {
            throw new StoreException(Kind.DENIED, file.path("name").asText() + " is a Google document, which is "
                + "edited in a browser only.");
        }
        if (Entries.revision(target).equals(draft.base())) {
            return new Newest(id, Optional.empty());
        }
        if (!draft.hash().isEmpty()
            && isContent(draft, target.path("size").asLong(), target.path("md5Checksum").asText(""))) {
            return new Newest(id, listings.entry(file));
        }
        throw new StoreException(Kind.CONFLICT, file.path("name").asText() + " was changed by somebody else.");
    }

    private static boolean isContent(Draft draft, long size, String hash) {
        return size == draft.size() && (draft.hash().isEmpty() || hash.isEmpty() || hash.equals(draft.hash()));
    }

    private static ObjectNode newFile(Draft draft) throws StoreException {
        if (Listings.isVirtual(draft.parent())) {
            throw new StoreException(Kind.DENIED, "Nothing can be put here; only into MyDrive and the folders in "
                + "Shareddrives.");
        }
        var description = JsonNodeFactory.instance.objectNode().put("name", draft.name());
        description.putArray("parents").add(draft.parent());
        if (!draft.id().isEmpty()) {
            description.put("id", draft.id());
        }
        return description(draft, description);
    }

    private static ObjectNode description(Draft draft) throws StoreException {
        return draft.replaces() ? description(draft, JsonNodeFactory.instance.objectNode()) : newFile(draft);
    }

    private static ObjectNode description(Draft draft, ObjectNode description) {
        if (draft.modified() != null) {
            description.put("modifiedTime", draft.modified().truncatedTo(ChronoUnit.MILLIS).toString());
        }
        Entries.putMode(description, draft.mode());
        return description;
    }

    private static String type(String name) {
        if (name.endsWith(".ipynb")) {
            return "application/x-ipynb+json";
        }
        var guess = URLConnection.guessContentTypeFromName(name);
        return guess == null ? "application/octet-stream" : guess;
    }
}
