package org.jolab.magics.drive.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
final class MemoryStore extends MemoryTree implements Store {

    static final int GRAIN = 1 << 18;

    /** Says what becomes of a request. Called before it is carried out, and again after. */
    interface Fault {
        void maybe(String request, boolean done) throws IOException;
    }

    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final int page;
    private volatile Fault fault = (request, done) -> { };
    private long sent;

    MemoryStore() {
        this(true, 1000);
    }

    MemoryStore(boolean twins, int page) {
        super(twins);
        this.page = page;
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
        String token;
        var session = new Session();
        session.content = new byte[(int) draft.size()];
        synchronized (this) {
            token = "session" + ++next;
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
}
