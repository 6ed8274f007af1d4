package org.jolab.magics.drive.webdav;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * A WebDAV server as a store. An id is a path, and so is another one after a move. Revisions are the server's entity
 * tags. A new file is sent under a hidden name beside its own and then moved, which no server does halfway; a small
 * new content of a file is one PUT on condition of the old tag, so that servers with versions keep them. WebDAV cannot
 * go on with half a PUT: an upload that breaks off begins anew, and {@link #resume} always says {@link Kind#GONE}.
 * Times and permissions are not kept, but by servers that know {@code X-OC-Mtime}.
 */
public final class WebDavStore implements Store {

    /** How the names of files begin that are on their way. */
    static final String HIDDEN = ".~jolab-";

    private final URI top;
    private final DavHttp http;
    private final DavUploads uploads;

    /** The store at an address, which is that of a folder. */
    public WebDavStore(URI address, DavLogin login) {
        var scheme = String.valueOf(address.getScheme());
        if (!scheme.equals("https") && !scheme.equals("http") || address.getHost() == null
            || address.getRawUserInfo() != null || address.getRawQuery() != null) {
            throw new IllegalArgumentException("Not the address of a WebDAV folder, such as https://example.com/dav/");
        }
        this.top = address.toString().endsWith("/") ? address : URI.create(address + "/");
        this.http = new DavHttp(top, login);
        this.uploads = new DavUploads(this, http);
    }

    @Override
    public String title() {
        return "the WebDAV folder " + top;
    }

    @Override
    public Abilities abilities() {
        return new Abilities(false, false, false, false, false);
    }

    @Override
    public Entry root() {
        return new Entry("/", "", "", Entry.Kind.FOLDER, 0, Instant.EPOCH, "folder", "", "/", -1, false);
    }

    URI address(String path, boolean folder) {
        return DavPath.address(top, path, folder);
    }

    private List<DavAnswer> ask(String path, boolean folder, String depth, String question) throws IOException {
        var headers = Map.of("Depth", depth, "Content-Type", "application/xml; charset=utf-8");
        try (var result = http.send(new DavHttp.Call("PROPFIND", address(path, folder), headers,
            () -> BodyPublishers.ofString(question)))) {
            if (!folder && (result.status() == 301 || result.status() == 302 || result.status() == 308)) {
                return ask(path, true, depth, question);
            }
            if (result.status() != 207) {
                throw http.refusal(result, path);
            }
            return DavAnswer.read(top, result.response().body());
        }
    }

    @Override
    public Page list(Entry folder, String page) throws IOException {
        var path = folder.content();
        var answers = ask(path, true, "1", DavAnswer.QUESTION).stream().filter(each -> each.path() != null).toList();
        if (answers.stream().anyMatch(each -> each.path().equals(path) && !each.folder())) {
            throw new StoreException(Kind.NOT_FOUND, path + " is no folder.");
        }
        return new Page(answers.stream().filter(each -> DavPath.parent(each.path()).equals(path))
            .map(DavAnswer::entry).filter(each -> !each.name().startsWith(HIDDEN)).toList(), "");
    }

    @Override
    public Entry find(String id) throws IOException {
        if (!id.startsWith("/")) {
            throw new StoreException(Kind.NOT_FOUND, "There is no " + id + ".");
        }
        return ask(id, id.equals("/"), "0", DavAnswer.QUESTION).stream()
            .filter(each -> id.equals(each.path())).findFirst()
            .orElseThrow(() -> new StoreException(Kind.NOT_FOUND, "There is no " + id + ".")).entry();
    }

    /** What is at a path, or null. */
    Entry there(String path) throws IOException {
        try {
            return find(path);
        } catch (StoreException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public InputStream read(Entry file, long offset, long length) throws IOException {
        var wanted = Math.min(length, file.size() - offset);
        if (wanted <= 0) {
            return InputStream.nullInputStream();
        }
        var headers = new HashMap<String, String>();
        headers.put("Range", "bytes=" + offset + "-" + (offset + wanted - 1));
        if (isTag(file.revision())) {
            headers.put("If-Match", file.revision());
        }
        var result = http.send(new DavHttp.Call("GET", address(file.content(), false), headers));
        try {
            if (result.status() != 206 && result.status() != 200 && result.status() != 416) {
                throw http.refusal(result, file.name());
            }
            var tag = result.header("ETag");
            if (result.status() == 416 || !tag.isEmpty() && !DavAnswer.isGuessed(file.revision())
                && !opaque(tag).equals(opaque(file.revision()))) {
                throw new StoreException(Kind.CONFLICT, file.name() + " has been changed meanwhile.");
            }
            var body = result.response().body();
            if (result.status() == 200) {
                // A server that knows no ranges.
                body.skipNBytes(offset);
            } else if (!result.header("Content-Range").startsWith("bytes " + offset + "-")) {
                throw new StoreException(Kind.REFUSED, http.host() + " sends other bytes than it was asked for.");
            }
            return new DavRead(body, wanted);
        } catch (IOException e) {
            result.response().body().close();
            throw e;
        }
    }

    /** Whether a revision is an entity tag that a condition may name: not a weak one (RFC 9110, 8.8.3.2). */
    static boolean isTag(String revision) {
        return revision.startsWith("\"");
    }

    /** What is within the quotes, which some servers forget in one of two places. */
    private static String opaque(String tag) {
        return tag.replace("W/", "").replace("\"", "");
    }

    @Override
    public List<String> newIds(int count) throws IOException {
        throw new StoreException(Kind.REFUSED, "WebDAV has no ids.");
    }

    @Override
    public Entry makeFolder(Draft draft) throws IOException {
        var path = DavPath.in(draft.parent(), draft.name());
        try (var result = http.send(new DavHttp.Call("MKCOL", address(path, true), Map.of()))) {
            // Some servers say 405, some 409 of a folder that is there.
            if (!result.good() && result.status() != 405 && result.status() != 409) {
                throw http.refusal(result, draft.name());
            }
            var made = there(path);
            if (made == null) {
                throw http.refusal(result, draft.name());
            }
            if (!made.isFolder()) {
                throw new StoreException(Kind.CONFLICT, "There is a file " + draft.name() + " already.");
            }
            return made;
        }
    }

    @Override
    public Entry put(Draft draft, FileChannel content) throws IOException {
        if (draft.replaces()) {
            return uploads.replace(draft, content);
        }
        var upload = begin(draft);
        return upload.send(content, draft.size() - upload.taken()).orElseThrow();
    }

    /** Begins an upload, which sends nothing before its last piece is there: then the whole in one PUT. */
    @Override
    public Upload begin(Draft draft) throws IOException {
        return uploads.begin(draft);
    }

    /** Never possible: see the class. */
    @Override
    public Upload resume(Draft draft, String token) throws IOException {
        throw new StoreException(Kind.GONE, "WebDAV cannot go on with half an upload of " + draft.name() + ".");
    }

    @Override
    public Entry move(Entry entry, Entry folder, String name) throws IOException {
        var to = DavPath.in(folder.content(), name);
        if (to.equals(entry.id())) {
            return find(to);
        }
        if (to.startsWith(entry.id() + "/")) {
            throw new StoreException(Kind.REFUSED, "A folder cannot be moved into itself.");
        }
        if (!folder.content().equals("/") && there(folder.content()) == null) {
            throw new StoreException(Kind.NOT_FOUND, "There is no folder " + folder.name() + ".");
        }
        move(entry, to, false);
        return find(to);
    }

    /** Moves what is at a path. */
    void move(Entry entry, String to, boolean over) throws IOException {
        var headers = Map.of("Destination", address(to, entry.isFolder()).toString(), "Overwrite", over ? "T" : "F");
        try (var result = http.send(new DavHttp.Call("MOVE", address(entry.id(), entry.isFolder()), headers))) {
            if (result.good() && result.status() != 207) {
                return;
            }
            if (result.again() && there(entry.id()) == null && there(to) != null) {
                // Done before, with its answer lost.
                return;
            }
            if (result.status() == 403) {
                // What some servers say in all cases.
                find(entry.id());
                if (!over && there(to) != null) {
                    throw new StoreException(Kind.CONFLICT, "There is a " + DavPath.name(to) + " already.");
                }
            }
            throw http.refusal(result, entry.name());
        }
    }

    /** Nothing: a server keeps when it got a file and knows no permissions. */
    @Override
    public Entry mark(Entry entry, Instant modified, int mode) throws IOException {
        return find(entry.id());
    }

    @Override
    public void remove(Entry entry) throws IOException {
        try (var result = http.send(new DavHttp.Call("DELETE", address(entry.id(), entry.isFolder()), Map.of()))) {
            if (!result.good() && result.status() != 404 && result.status() != 410) {
                throw http.refusal(result, entry.name());
            }
            if (result.status() == 207) {
                throw new StoreException(Kind.DENIED, "Not everything in " + entry.name() + " could be removed.");
            }
        }
    }

    @Override
    public String now() throws IOException {
        throw new StoreException(Kind.REFUSED, "WebDAV does not tell what has changed.");
    }

    @Override
    public Changes changes(String since) throws IOException {
        throw new StoreException(Kind.REFUSED, "WebDAV does not tell what has changed.");
    }

    @Override
    public InputStream export(Entry file, String format) throws IOException {
        throw new StoreException(Kind.REFUSED, "A WebDAV server has its files in no other formats.");
    }

    @Override
    public Space space() throws IOException {
        var answer = ask("/", true, "0", DavAnswer.ROOM).getFirst();
        var used = answer.number("quota-used-bytes", 0);
        var free = answer.number("quota-available-bytes", -1);
        return new Space(free < 0 ? -1 : used + free, used);
    }

    @Override
    public void close() {
        http.close();
    }
}
