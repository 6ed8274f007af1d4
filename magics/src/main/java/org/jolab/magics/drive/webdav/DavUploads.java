package org.jolab.magics.drive.webdav;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;

/** How files get to a WebDAV server. Used by many threads. */
final class DavUploads {

    private final WebDavStore store;
    private final DavHttp http;

    DavUploads(WebDavStore store, DavHttp http) {
        this.store = store;
        this.http = http;
    }

    DavUpload begin(Draft draft) throws IOException {
        var path = path(draft);
        var there = store.there(path);
        if (draft.replaces() && there == null) {
            throw new StoreException(Kind.NOT_FOUND, "There is no " + draft.name() + " any more.");
        }
        var doubt = there != null && !there.revision().equals(draft.base());
        var done = doubt && !draft.hash().isEmpty() ? same(there, draft, draft.hash()) : null;
        if (doubt && there.size() != draft.size()) {
            throw conflict(draft);
        }
        // The same file on its second try has the same name, so that a broken upload leaves one at most.
        var mark = draft.hash().isEmpty() ? UUID.randomUUID().toString().substring(0, 8)
            : draft.hash().substring(0, 8) + Integer.toHexString(path.hashCode());
        return new DavUpload(this, draft, DavPath.in(DavPath.parent(path), WebDavStore.HIDDEN + mark), done);
    }

    private static String path(Draft draft) throws StoreException {
        return draft.replaces() ? draft.id() : DavPath.in(draft.parent(), draft.name());
    }

    /** What is there, if it is what the draft wants to be: an earlier try whose answer was lost. Else a conflict. */
    private Entry same(Entry there, Draft draft, String hash) throws IOException {
        if (!there.isFolder() && there.size() == draft.size()
            && md5(store.read(there, 0, there.size())).equals(hash)) {
            return there;
        }
        throw conflict(draft);
    }

    private Entry same(Entry there, Draft draft, FileChannel content) throws IOException {
        return same(there, draft, draft.hash().isEmpty() ? md5(new Content(content, draft.size())) : draft.hash());
    }

    private static StoreException conflict(Draft draft) {
        return new StoreException(Kind.CONFLICT, draft.name()
            + (draft.replaces() ? " has been changed meanwhile." : " is there already."));
    }

    private static String md5(InputStream bytes) throws IOException {
        try (var in = new DigestInputStream(bytes, MessageDigest.getInstance("MD5"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a whole file under its hidden name and gives it its own. */
    Entry send(Draft draft, FileChannel content, String hidden) throws IOException {
        var path = path(draft);
        var there = store.there(path);
        if (!overtaken(draft, there)) {
            send(hidden, draft, content, Map.of());
            there = store.there(path);
        }
        if (overtaken(draft, there)) {
            forget(hidden);
            if (there == null) {
                throw new StoreException(Kind.NOT_FOUND, "There is no " + draft.name() + " any more.");
            }
            return same(there, draft, content);
        }
        store.move(store.find(hidden), path, draft.replaces());
        return whole(draft, path);
    }

    private static boolean overtaken(Draft draft, Entry there) {
        return there == null ? draft.replaces() : !there.revision().equals(draft.base());
    }

    /** Sends a new content in one request, on condition that the old one is as it was. */
    Entry replace(Draft draft, FileChannel content) throws IOException {
        var path = draft.id();
        var there = store.find(path);
        if (!there.revision().equals(draft.base())) {
            return same(there, draft, content);
        }
        try {
            send(path, draft, content, WebDavStore.isTag(draft.base()) ? Map.of("If-Match", draft.base()) : Map.of());
        } catch (StoreException e) {
            if (e.kind() != Kind.CONFLICT) {
                throw e;
            }
            return same(store.find(path), draft, content);
        }
        var entry = whole(draft, path);
        for (var tries = 0; tries < 2 && entry.revision().equals(draft.base()); tries++) {
            // A tag of seconds and size; nobody would notice the new content. The next second gives it another one.
            pause();
            send(path, draft, content, Map.of());
            entry = whole(draft, path);
        }
        return entry;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(1100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted.");
        }
    }

    private Entry whole(Draft draft, String path) throws IOException {
        var entry = store.find(path);
        if (entry.size() != draft.size()) {
            throw new StoreException(Kind.OFFLINE, "The server has " + entry.size() + " bytes of the " + draft.size()
                + " that " + draft.name() + " has.");
        }
        return entry;
    }

    private void send(String path, Draft draft, FileChannel content, Map<String, String> condition)
            throws IOException {
        var headers = new HashMap<>(condition);
        headers.put("Content-Type", "application/octet-stream");
        if (draft.modified() != null) {
            headers.put("X-OC-Mtime", Long.toString(draft.modified().getEpochSecond()));
        }
        try (var result = http.send(new DavHttp.Call("PUT", store.address(path, false), headers,
            () -> publisher(content, draft.size())))) {
            if (!result.good()) {
                throw http.refusal(result, draft.name());
            }
        }
    }

    void forget(String hidden) throws IOException {
        http.send(new DavHttp.Call("DELETE", store.address(hidden, false), Map.of())).close();
    }

    private static BodyPublisher publisher(FileChannel content, long size) {
        return size == 0 ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new Content(content, size)), size);
    }

    /** The bytes of a channel, which keeps its own position. Used by one thread. */
    private static final class Content extends InputStream {

        private final FileChannel channel;
        private final long size;
        private long at;

        Content(FileChannel channel, long size) {
            this.channel = channel;
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var count = at >= size ? -1
                : channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, size - at)), at);
            at += Math.max(0, count);
            return count;
        }
    }
}
