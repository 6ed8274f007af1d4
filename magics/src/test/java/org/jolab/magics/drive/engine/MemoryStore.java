package org.jolab.magics.drive.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jolab.magics.drive.store.Abilities;
import org.jolab.magics.drive.store.Changes;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Page;
import org.jolab.magics.drive.store.Space;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.Upload;

/** A store with ids, twins and a feed of changes, as Google Drive is one, whose requests can be made to fail. */
final class MemoryStore implements Store {

    static final String ROOT = "root";
    static final int GRAIN = 1 << 18;

    /** Says what becomes of a request. Called before it is carried out, and again after. */
    interface Fault {
        void maybe(String request, boolean done) throws IOException;
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, byte[]> contents = new LinkedHashMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final List<String> log = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final boolean twins;
    private final int page;
    private volatile Fault fault = (request, done) -> { };
    private long next;
    private long sent;

    MemoryStore() {
        this(true, 1000);
    }

    MemoryStore(boolean twins, int page) {
        this.twins = twins;
        this.page = page;
        entries.put(ROOT, new Entry(ROOT, "", "", Entry.Kind.FOLDER, 0, Instant.EPOCH, "", "", ROOT, 0755, false));
    }

    void fault(Fault next) {
        fault = next;
    }

    synchronized int count(String request) {
        return counts.getOrDefault(request, 0);
    }

    synchronized int requests() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    /** Bytes that uploads in pieces have taken. */
    synchronized long sent() {
        return sent;
    }

    private void begin(String request) throws IOException {
        synchronized (this) {
            counts.merge(request, 1, Integer::sum);
        }
        fault.maybe(request, false);
    }

    private <T> T done(String request, T result) throws IOException {
        fault.maybe(request, true);
        return result;
    }

    @Override
    public String title() {
        return "the memory";
    }

    @Override
    public Abilities abilities() {
        return new Abilities(true, true, true, twins, false);
    }

    @Override
    public synchronized Entry root() {
        return entries.get(ROOT);
    }

    @Override
    public Page list(Entry folder, String from) throws IOException {
        begin("list");
        Page result;
        synchronized (this) {
            get(folder.content());
            var all = children(folder.content());
            var start = from.isEmpty() ? 0 : Integer.parseInt(from);
            var end = Math.min(all.size(), start + page);
            result = new Page(start > end ? List.of() : all.subList(start, end), end < all.size() ? "" + end : "");
        }
        return done("list", result);
    }

    synchronized List<Entry> children(String id) {
        return entries.values().stream().filter(entry -> entry.parent().equals(id)).toList();
    }

    private Entry get(String id) throws IOException {
        var entry = entries.get(id);
        if (entry == null) {
            throw new StoreException(StoreException.Kind.NOT_FOUND, "no entry " + id);
        }
        return entry;
    }

    @Override
    public Entry find(String id) throws IOException {
        begin("find");
        synchronized (this) {
            return get(id);
        }
    }

    @Override
    public InputStream read(Entry file, long offset, long length) throws IOException {
        begin("read");
        synchronized (this) {
            if (!get(file.id()).revision().equals(file.revision())) {
                throw new StoreException(StoreException.Kind.CONFLICT, file.name() + " has changed");
            }
            var content = contents.get(file.id());
            var end = (int) Math.min(content.length, offset + length);
            return new ByteArrayInputStream(Arrays.copyOfRange(content, (int) Math.min(offset, end), end));
        }
    }

    @Override
    public List<String> newIds(int count) throws IOException {
        begin("ids");
        synchronized (this) {
            var ids = new ArrayList<String>();
            for (var i = 0; i < count; i++) {
                ids.add("id" + ++next);
            }
            return ids;
        }
    }

    @Override
    public Entry makeFolder(Draft draft) throws IOException {
        begin("folder");
        Entry entry;
        synchronized (this) {
            entry = entries.get(draft.id());
            if (entry == null) {
                checkFree(draft.parent(), draft.name(), draft.id());
                entry = save(draft, Entry.Kind.FOLDER, null);
            }
        }
        return done("folder", entry);
    }

    private void checkFree(String parent, String name, String id) throws IOException {
        get(parent);
        for (var entry : twins ? List.<Entry>of() : children(parent)) {
            if (entry.name().equals(name) && !entry.id().equals(id)) {
                throw new StoreException(StoreException.Kind.CONFLICT, "there is a " + name);
            }
        }
    }

    private Entry save(Draft draft, Entry.Kind kind, byte[] content) {
        var hash = content == null ? "" : hash(content);
        var revision = content == null ? "" : "r" + ++next;
        var entry = new Entry(draft.id(), draft.parent(), draft.name(), kind, content == null ? 0 : content.length,
            draft.modified(), revision, hash, draft.id(), draft.mode(), false);
        entries.put(draft.id(), entry);
        if (content != null) {
            contents.put(draft.id(), content);
        }
        log.add(draft.id());
        return entry;
    }

    private static String hash(byte[] content) {
        return HexFormat.of().formatHex(Uploads.md5().digest(content));
    }

    @Override
    public Entry put(Draft draft, FileChannel content) throws IOException {
        begin("put");
        var bytes = ByteBuffer.allocate((int) draft.size());
        while (bytes.hasRemaining()) {
            content.read(bytes, bytes.position());
        }
        return done("put", complete(draft, bytes.array()));
    }

    private synchronized Entry complete(Draft draft, byte[] content) throws IOException {
        var old = entries.get(draft.id());
        if (old != null && old.hash().equals(hash(content))) {
            return old;
        }
        if (draft.replaces()) {
            if (!get(draft.id()).revision().equals(draft.base())) {
                throw new StoreException(StoreException.Kind.CONFLICT, "not the newest revision");
            }
        } else if (old != null) {
            throw new StoreException(StoreException.Kind.CONFLICT, "the id is taken");
        } else {
            checkFree(draft.parent(), draft.name(), draft.id());
        }
        return save(draft, Entry.Kind.FILE, content);
    }

    /** An upload in pieces. */
    private static final class Session {
        private byte[] content;
        private int taken;
    }

    @Override
    public Upload begin(Draft draft) throws IOException {
        begin("begin");
        var token = "session" + System.nanoTime();
        var session = new Session();
        session.content = new byte[(int) draft.size()];
        synchronized (this) {
            sessions.put(token, session);
        }
        return new Pieces(draft, token, session);
    }

    @Override
    public Upload resume(Draft draft, String token) throws IOException {
        begin("resume");
        synchronized (this) {
            var session = sessions.get(token);
            if (session == null) {
                throw new StoreException(StoreException.Kind.GONE, "no such upload");
            }
            return new Pieces(draft, token, session);
        }
    }

    synchronized void forgetUploads() {
        sessions.clear();
    }

    /** An upload as its sender sees it. */
    private final class Pieces implements Upload {
        private final Draft draft;
        private final String token;
        private final Session session;

        private Pieces(Draft draft, String token, Session session) {
            this.draft = draft;
            this.token = token;
            this.session = session;
        }

        @Override
        public String token() {
            return token;
        }

        @Override
        public long taken() {
            return session.taken;
        }

        @Override
        public Optional<Entry> send(FileChannel content, long length) throws IOException {
            begin("send");
            synchronized (MemoryStore.this) {
                if (!sessions.containsKey(token)) {
                    throw new StoreException(StoreException.Kind.GONE, "no such upload");
                }
                var piece = ByteBuffer.wrap(session.content, session.taken, (int) length);
                var at = (long) session.taken;
                while (piece.hasRemaining()) {
                    at += content.read(piece, at);
                }
                session.taken += (int) length;
                sent += length;
            }
            if (session.taken < session.content.length) {
                return done("send", Optional.empty());
            }
            var entry = complete(draft, session.content);
            return done("send", Optional.of(entry));
        }

        @Override
        public int grain() {
            return GRAIN;
        }

        @Override
        public void cancel() {
            synchronized (MemoryStore.this) {
                sessions.remove(token);
            }
        }
    }

    @Override
    public Entry move(Entry entry, Entry folder, String name) throws IOException {
        begin("move");
        Entry moved;
        synchronized (this) {
            var now = get(entry.id());
            checkFree(folder.content(), name, entry.id());
            for (var above = folder.content(); !above.isEmpty(); above = get(above).parent()) {
                if (above.equals(entry.id())) {
                    throw new IllegalStateException("a folder would be in itself");
                }
            }
            moved = new Entry(now.id(), folder.content(), name, now.kind(), now.size(), now.modified(), now.revision(),
                now.hash(), now.content(), now.mode(), false);
            entries.put(moved.id(), moved);
            log.add(moved.id());
        }
        return done("move", moved);
    }

    @Override
    public Entry mark(Entry entry, Instant modified, int mode) throws IOException {
        begin("mark");
        Entry marked;
        synchronized (this) {
            var now = get(entry.id());
            marked = new Entry(now.id(), now.parent(), now.name(), now.kind(), now.size(), modified, now.revision(),
                now.hash(), now.content(), mode, false);
            entries.put(marked.id(), marked);
            log.add(marked.id());
        }
        return done("mark", marked);
    }

    @Override
    public void remove(Entry entry) throws IOException {
        begin("remove");
        removeNow(entry.id());
        done("remove", null);
    }

    synchronized void removeNow(String id) {
        for (var child : children(id)) {
            removeNow(child.id());
        }
        if (entries.remove(id) != null) {
            contents.remove(id);
            log.add(id);
        }
    }

    @Override
    public synchronized String now() throws IOException {
        begin("now");
        return "" + log.size();
    }

    @Override
    public Changes changes(String since) throws IOException {
        begin("changes");
        synchronized (this) {
            var from = Integer.parseInt(since);
            var end = Math.min(log.size(), from + page);
            var changes = new ArrayList<Changes.Change>();
            for (var id : log.subList(from, end)) {
                changes.add(new Changes.Change(id, Optional.ofNullable(entries.get(id))));
            }
            return new Changes(changes, "" + end, end < log.size());
        }
    }

    @Override
    public InputStream export(Entry file, String format) throws IOException {
        throw new StoreException(StoreException.Kind.REFUSED, "no formats");
    }

    @Override
    public Space space() {
        return new Space(1L << 40, 0);
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    /** What somebody else saves. */
    synchronized Entry others(String parent, String name, byte[] content) {
        for (var entry : children(parent)) {
            if (entry.name().equals(name)) {
                return save(new Draft(entry.id(), parent, name, "x", 0, "", Instant.now(), -1), Entry.Kind.FILE, content);
            }
        }
        return save(new Draft("other" + ++next, parent, name, "", 0, "", Instant.now(), -1), content == null
            ? Entry.Kind.FOLDER : Entry.Kind.FILE, content);
    }

    synchronized Entry byPath(String path) {
        var entry = entries.get(ROOT);
        for (var part : path.substring(1).split("/")) {
            var id = entry.id();
            entry = children(id).stream().filter(child -> child.name().equals(part)).findFirst().orElse(null);
            if (entry == null) {
                return null;
            }
        }
        return entry;
    }

    synchronized byte[] content(String path) {
        var entry = byPath(path);
        return entry == null ? null : contents.get(entry.id());
    }

    /** All paths with their contents, folders with null; a name that is there twice has a mark. */
    synchronized Map<String, String> tree() {
        var tree = new TreeMap<String, String>();
        add(ROOT, "", tree);
        return tree;
    }

    private void add(String folder, String path, Map<String, String> tree) {
        for (var entry : children(folder)) {
            var name = path + "/" + entry.name();
            while (tree.containsKey(name)) {
                name += " TWICE";
            }
            tree.put(name, entry.isFolder() ? "folder" : HexFormat.of().formatHex(contents.get(entry.id())));
            if (entry.isFolder()) {
                add(entry.id(), name, tree);
            }
        }
    }
}
