package org.jolab.magics.drive.google;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jolab.magics.drive.store.Changes;
import org.jolab.magics.drive.store.Changes.Change;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Page;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;

/**
 * What is in Google Drive, laid out as Colab does it: a fixed top with My Drive, a link to it for those who write the
 * space, and the shared drives. Used by all threads at once.
 */
final class Listings {

    /** Ids of what is not in Google Drive: its own have no dots. */
    static final String TOP = "jolab.top";
    static final String SHARED = "jolab.shared";
    static final String LINK = "jolab.my-drive";
    static final String MY_DRIVE = "MyDrive";

    private static final String DRIVE_FIELDS = "id,name,capabilities(canAddChildren)";
    private static final int PARALLEL = 8;

    private final DriveHttp http;
    private final GoogleOptions options;
    /** In which shared drive a folder is; empty for none. */
    private final Map<String, String> drives = new ConcurrentHashMap<>();
    /** The description of My Drive's own folder; asked for once, by whoever needs it first. */
    private volatile Entry myDrive;

    Listings(DriveHttp http, GoogleOptions options) {
        this.http = http;
        this.options = options;
    }

    static Entry top() {
        return fixed(TOP, "", "", Entry.Kind.FOLDER);
    }

    static boolean isVirtual(String id) {
        return id.startsWith("jolab.");
    }

    private static Entry fixed(String id, String parent, String name, Entry.Kind kind) {
        var content = kind == Entry.Kind.LINK ? MY_DRIVE : id;
        return new Entry(id, parent, name, kind, 0, Instant.EPOCH, "", "", content, -1, true);
    }

    /** The folder of the account's own files. */
    Entry myDrive() throws IOException {
        var known = myDrive;
        if (known == null) {
            var root = Entries.of(noted(http.json(Ask.get("/drive/v3/files/root").with("fields", Entries.FIELDS))),
                this::target);
            known = new Entry(root.id(), TOP, MY_DRIVE, root.kind(), 0, root.modified(), "", "", root.content(),
                root.mode(), root.fixed());
            myDrive = known;
        }
        return known;
    }

    boolean isPlace(String id) throws IOException {
        return isVirtual(id) || id.equals(myDrive().id());
    }

    Page list(Entry folder, String page) throws IOException {
        return switch (folder.id()) {
            case TOP -> new Page(List.of(myDrive(), fixed(LINK, TOP, "My Drive", Entry.Kind.LINK),
                fixed(SHARED, TOP, "Shareddrives", Entry.Kind.FOLDER)), "");
            case SHARED -> drives(page);
            default -> files(folder.content(), page);
        };
    }

    private Page drives(String page) throws IOException {
        var ask = Ask.get("/drive/v3/drives").with("pageSize", "100")
            .with("fields", "nextPageToken,drives(" + DRIVE_FIELDS + ")");
        var answer = http.json(page.isEmpty() ? ask : ask.with("pageToken", page));
        var entries = new ArrayList<Entry>();
        answer.path("drives").forEach(drive -> entries.add(drive(drive)));
        return new Page(entries, answer.path("nextPageToken").asText(""));
    }

    private Entry drive(JsonNode drive) {
        var id = drive.path("id").asText();
        drives.put(id, id);
        return new Entry(id, SHARED, drive.path("name").asText(), Entry.Kind.FOLDER, 0, Instant.EPOCH, "", "",
            id, -1, !drive.path("capabilities").path("canAddChildren").asBoolean(true));
    }

    private Page files(String folder, String page) throws IOException {
        var ask = Ask.get("/drive/v3/files").with("pageSize", "1000").with("includeItemsFromAllDrives", "true")
            .with("q", "'" + folder + "' in parents and trashed = false")
            .with("fields", "nextPageToken,files(" + Entries.FIELDS + ")");
        // A shared drive is searched completely, and faster, only if it is named.
        var drive = driveOf(folder);
        if (!drive.isEmpty()) {
            ask.with("corpora", "drive").with("driveId", drive);
        }
        var answer = http.json(page.isEmpty() ? ask : ask.with("pageToken", page));
        var found = new ArrayList<Entry>();
        for (var entry : entries(answer.path("files"))) {
            entry.ifPresent(found::add);
        }
        if (answer.path("files").isEmpty() && page.isEmpty()) {
            // A folder in the bin is listed as an empty one.
            file(folder);
        }
        return new Page(found, answer.path("nextPageToken").asText(""));
    }

    private String driveOf(String folder) throws IOException {
        var known = drives.get(folder);
        return known != null ? known : noted(file(folder)).path("driveId").asText("");
    }

    /** Remembers of a folder, and of a shortcut's target, in which shared drive it is. */
    private JsonNode noted(JsonNode file) {
        if (file.path("mimeType").asText().equals(Entries.FOLDER)) {
            drives.put(file.path("id").asText(), file.path("driveId").asText(""));
        }
        return file;
    }

    /** Makes entries, several at once where shortcuts have to be followed; nothing for what is hidden. */
    private List<Optional<Entry>> entries(Iterable<JsonNode> files) throws IOException {
        var atOnce = new Semaphore(PARALLEL);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<Optional<Entry>>>();
            var direct = new ArrayList<Optional<Entry>>();
            for (var file : files) {
                if (!Entries.isShortcut(file)) {
                    direct.add(entry(file));
                    results.add(null);
                    continue;
                }
                direct.add(Optional.empty());
                results.add(threads.submit(() -> {
                    atOnce.acquire();
                    try {
                        return entry(file);
                    } finally {
                        atOnce.release();
                    }
                }));
            }
            for (var i = 0; i < results.size(); i++) {
                if (results.get(i) != null) {
                    direct.set(i, result(results.get(i)));
                }
            }
            return direct;
        }
    }

    private static <T> T result(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException _) {
            throw DriveHttp.interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException trouble) {
                throw new StoreException(trouble.kind(), trouble.getMessage(), trouble.retryAfter(), trouble);
            }
            if (e.getCause() instanceof InterruptedIOException) {
                throw DriveHttp.interrupted();
            }
            throw new IOException(e.getCause());
        }
    }

    /** What is behind a description; nothing where documents are hidden and it is one. */
    Optional<Entry> entry(JsonNode file) throws IOException {
        if (!file.has("parents") && !file.has("driveId") && myDrive().id().equals(file.path("id").asText())) {
            return Optional.of(myDrive());
        }
        var entry = Entries.of(noted(file), this::target);
        return entry.kind() == Entry.Kind.FILE && Ref.of(entry.content()).isDocument()
            && options.documents() == GoogleOptions.Documents.HIDDEN ? Optional.empty() : Optional.of(entry);
    }

    /** The description of a file that is not in the bin. */
    JsonNode file(String id) throws IOException {
        var file = http.json(Ask.get("/drive/v3/files/" + id).with("fields", Entries.FIELDS));
        if (file.path("trashed").asBoolean()) {
            throw new StoreException(Kind.NOT_FOUND, file.path("name").asText() + " is in the bin of Google Drive.");
        }
        return file;
    }

    private Optional<JsonNode> target(String id) throws IOException {
        try {
            return Optional.of(noted(file(id)));
        } catch (StoreException e) {
            if (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.DENIED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Entry find(String id) throws IOException {
        if (isVirtual(id)) {
            return switch (id) {
                case TOP -> top();
                case SHARED -> fixed(SHARED, TOP, "Shareddrives", Entry.Kind.FOLDER);
                case LINK -> fixed(LINK, TOP, "My Drive", Entry.Kind.LINK);
                default -> throw new StoreException(Kind.NOT_FOUND, "It is in no folder of Google Drive.");
            };
        }
        if (id.equals(myDrive().id())) {
            return myDrive();
        }
        var file = file(id);
        if (file.path("driveId").asText().equals(id)) {
            return drive(http.json(Ask.get("/drive/v3/drives/" + id).with("fields", DRIVE_FIELDS)));
        }
        return entry(file).orElseThrow(() -> new StoreException(Kind.NOT_FOUND,
            "Google's documents are hidden in this mount."));
    }

    String now() throws IOException {
        return http.json(Ask.get("/drive/v3/changes/startPageToken")).path("startPageToken").asText();
    }

    Changes changes(String since) throws IOException {
        var ask = Ask.get("/drive/v3/changes").with("pageToken", since).with("pageSize", "1000")
            .with("includeItemsFromAllDrives", "true").with("includeRemoved", "true")
            .with("fields", "nextPageToken,newStartPageToken,changes(changeType,removed,fileId,driveId,file("
                + Entries.FIELDS + "),drive(" + DRIVE_FIELDS + "))");
        JsonNode answer;
        try {
            answer = http.json(ask);
        } catch (StoreException e) {
            // Google says "Invalid Value" of a token that it no longer knows.
            if (e.kind() == Kind.REFUSED || e.kind() == Kind.NOT_FOUND || e.kind() == Kind.GONE) {
                throw new StoreException(Kind.GONE, "Google Drive no longer knows what has changed since then.", e);
            }
            throw e;
        }
        var files = new ArrayList<JsonNode>();
        var changes = new ArrayList<Change>();
        for (var change : answer.path("changes")) {
            if (change.path("changeType").asText().equals("drive")) {
                changes.add(new Change(change.path("driveId").asText(), change.has("drive")
                    && !change.path("removed").asBoolean() ? Optional.of(drive(change.path("drive")))
                    : Optional.empty()));
            } else if (change.has("fileId")) {
                changes.add(new Change(change.path("fileId").asText(), Optional.empty()));
                if (isThere(change)) {
                    files.add(change.path("file"));
                }
            }
        }
        var next = answer.path("nextPageToken").asText("");
        return new Changes(filled(changes, files), next.isEmpty() ? answer.path("newStartPageToken").asText() : next,
            !next.isEmpty());
    }

    private static boolean isThere(JsonNode change) {
        var file = change.path("file");
        // The top folder of a shared drive changes as a drive.
        return !change.path("removed").asBoolean() && file.has("id") && !file.path("trashed").asBoolean()
            && !file.path("driveId").asText().equals(file.path("id").asText());
    }

    private List<Change> filled(List<Change> changes, List<JsonNode> files) throws IOException {
        var entries = entries(files);
        var filled = new ArrayList<Change>();
        var next = 0;
        for (var change : changes) {
            if (next < files.size() && files.get(next).path("id").asText().equals(change.id())) {
                filled.add(new Change(change.id(), entries.get(next++)));
            } else {
                filled.add(change);
            }
        }
        return filled;
    }
}
