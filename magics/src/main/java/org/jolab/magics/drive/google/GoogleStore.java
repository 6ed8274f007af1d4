package org.jolab.magics.drive.google;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jolab.magics.drive.signin.AccessTokens;
import org.jolab.magics.drive.store.Abilities;
import org.jolab.magics.drive.store.Changes;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Page;
import org.jolab.magics.drive.store.Space;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;
import org.jolab.magics.drive.store.Upload;

/**
 * Google Drive, in the layout of Colab's mount: {@code MyDrive} (and a link {@code My Drive} to it) and
 * {@code Shareddrives} at a fixed top. Nothing is asked of Google before the first call. Shortcuts show what they lead
 * to; Google's own documents are small link files; twins keep their names. Called by many threads at once.
 */
public final class GoogleStore implements Store {

    /** Google's address. */
    public static final URI ENDPOINT = URI.create("https://www.googleapis.com");

    private final DriveHttp http;
    private final GoogleOptions options;
    private final Listings listings;
    private final Saves saves;
    private final Ids ids;
    private volatile String account;

    public GoogleStore(AccessTokens tokens) {
        this(ENDPOINT, tokens, GoogleOptions.standard());
    }

    /** @param endpoint {@link #ENDPOINT} or that of another server that answers as Google does, for tests */
    public GoogleStore(URI endpoint, AccessTokens tokens, GoogleOptions options) {
        this(endpoint, tokens, options, "");
    }

    /** @param account its address if that is known, else empty */
    public GoogleStore(URI endpoint, AccessTokens tokens, GoogleOptions options, String account) {
        this.options = options;
        this.account = account;
        http = new DriveHttp(endpoint, tokens, options.patience());
        listings = new Listings(http, options);
        saves = new Saves(http, listings);
        ids = new Ids(http);
    }

    @Override
    public String title() {
        return account.isEmpty() ? "Google Drive" : "Google Drive of " + account;
    }

    /** The account's address, such as ada@example.com; asked of Google the first time. */
    public String account() throws IOException {
        if (account.isEmpty()) {
            account = http.json(Ask.get("/drive/v3/about").with("fields", "user(emailAddress,displayName)"))
                .path("user").path("emailAddress").asText("");
        }
        return account;
    }

    @Override
    public Abilities abilities() {
        return new Abilities(true, true, true, true, options.readOnly());
    }

    @Override
    public Entry root() {
        return Listings.top();
    }

    @Override
    public Page list(Entry folder, String page) throws IOException {
        return listings.list(folder, page);
    }

    @Override
    public Entry find(String id) throws IOException {
        return listings.find(id);
    }

    @Override
    public InputStream read(Entry file, long offset, long length) throws IOException {
        var count = Math.min(length, file.size() - offset);
        if (count <= 0) {
            return InputStream.nullInputStream();
        }
        var content = Ref.of(file.content());
        return content.isDocument()
            ? new ByteArrayInputStream(Documents.link(content), (int) offset, (int) count)
            : Download.of(http, file, offset, count);
    }

    @Override
    public List<String> newIds(int count) throws IOException {
        return ids.take(count);
    }

    @Override
    public Entry makeFolder(Draft draft) throws IOException {
        checkWritable();
        return saves.makeFolder(draft);
    }

    @Override
    public Entry put(Draft draft, FileChannel content) throws IOException {
        checkWritable();
        return saves.put(draft, content);
    }

    @Override
    public Upload begin(Draft draft) throws IOException {
        checkWritable();
        return saves.begin(draft);
    }

    @Override
    public Upload resume(Draft draft, String token) throws IOException {
        checkWritable();
        return saves.resume(draft, token);
    }

    @Override
    public Entry move(Entry entry, Entry folder, String name) throws IOException {
        checkChangeable(entry);
        var target = folder.content();
        if (Listings.isVirtual(target)) {
            throw new StoreException(Kind.DENIED, "Nothing can be put here; only into MyDrive and the folders in "
                + "Shareddrives.");
        }
        var file = listings.file(entry.id());
        // A new name would otherwise count as a change of the content's time.
        var ask = Ask.patch("/drive/v3/files/" + entry.id()).with("fields", Entries.FIELDS)
            .json(JsonNodeFactory.instance.objectNode().put("name", storedName(entry, name))
                .put("modifiedTime", file.path("modifiedTime").asText()).toString());
        // Where it is now, not where the caller thinks: somebody else may have moved it meanwhile.
        if (!Entries.parent(file).equals(target)) {
            // Google would move it into a folder that is in the bin, and so into the bin.
            listings.file(target);
            ask.with("addParents", target);
            if (!Listings.isVirtual(Entries.parent(file))) {
                ask.with("removeParents", Entries.parent(file));
            }
        }
        return listings.entry(http.json(ask)).orElseThrow();
    }

    /** A document's name has no extension in Google Drive. */
    private static String storedName(Entry entry, String name) {
        var content = Ref.of(entry.content());
        if (entry.kind() != Entry.Kind.FILE || !content.isDocument()) {
            return name;
        }
        var extension = Documents.extension(content.kind());
        return name.endsWith(extension) ? name.substring(0, name.length() - extension.length()) : name;
    }

    @Override
    public Entry mark(Entry entry, Instant modified, int mode) throws IOException {
        checkChangeable(entry);
        var description = JsonNodeFactory.instance.objectNode();
        var time = modified == null ? entry.modified() : modified;
        description.put("modifiedTime", time.truncatedTo(ChronoUnit.MILLIS).toString());
        Entries.putMode(description, mode);
        var id = entry.kind() == Entry.Kind.LINK ? entry.id() : Ref.of(entry.content()).id();
        var file = http.json(Ask.patch("/drive/v3/files/" + id).with("fields", Entries.FIELDS)
            .json(description.toString()));
        return id.equals(entry.id()) ? listings.entry(file).orElseThrow() : listings.find(entry.id());
    }

    @Override
    public void remove(Entry entry) throws IOException {
        checkChangeable(entry);
        try {
            http.json(Ask.patch("/drive/v3/files/" + entry.id()).with("fields", "id").json("{\"trashed\":true}"));
        } catch (StoreException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    @Override
    public String now() throws IOException {
        return listings.now();
    }

    @Override
    public Changes changes(String since) throws IOException {
        return listings.changes(since);
    }

    @Override
    public InputStream export(Entry file, String format) throws IOException {
        var document = Ref.of(file.content());
        var type = Documents.format(file.name(), document, format);
        return http.send(Ask.get("/drive/v3/files/" + document.id() + "/export").with("mimeType", type), http::body);
    }

    @Override
    public Space space() throws IOException {
        var about = http.json(Ask.get("/drive/v3/about")
            .with("fields", "user(emailAddress,displayName),storageQuota(limit,usage)"));
        account = about.path("user").path("emailAddress").asText("");
        var quota = about.path("storageQuota");
        return new Space(quota.path("limit").asLong(-1), quota.path("usage").asLong());
    }

    private void checkWritable() throws StoreException {
        if (options.readOnly()) {
            throw new StoreException(Kind.DENIED, title() + " is mounted to be read only.");
        }
    }

    private void checkChangeable(Entry entry) throws IOException {
        checkWritable();
        if (listings.isPlace(entry.id()) || entry.parent().equals(Listings.SHARED)) {
            throw new StoreException(Kind.DENIED, entry.name() + " is a place of Google Drive and stays as it is.");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
