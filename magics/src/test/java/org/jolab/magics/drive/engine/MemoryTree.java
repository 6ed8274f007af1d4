package org.jolab.magics.drive.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;

/** What a {@link MemoryStore} has, as tests and other people see and change it. Guarded by its monitor. */
class MemoryTree {

    static final String ROOT = "root";

    final Map<String, Entry> entries = new LinkedHashMap<>();
    final Map<String, byte[]> contents = new LinkedHashMap<>();
    final List<String> log = new ArrayList<>();
    final boolean twins;
    long next;

    MemoryTree(boolean twins) {
        this.twins = twins;
        entries.put(ROOT, new Entry(ROOT, "", "", Entry.Kind.FOLDER, 0, Instant.EPOCH, "", "", ROOT, 0755, false));
    }

    synchronized List<Entry> children(String id) {
        return entries.values().stream().filter(entry -> entry.parent().equals(id)).toList();
    }

    Entry get(String id) throws StoreException {
        var entry = entries.get(id);
        if (entry == null) {
            throw new StoreException(StoreException.Kind.NOT_FOUND, "no entry " + id);
        }
        return entry;
    }

    void checkFree(String parent, String name, String id) throws StoreException {
        get(parent);
        for (var entry : twins ? List.<Entry>of() : children(parent)) {
            if (entry.name().equals(name) && !entry.id().equals(id)) {
                throw new StoreException(StoreException.Kind.CONFLICT, "there is a " + name);
            }
        }
    }

    Entry save(Draft draft, Entry.Kind kind, byte[] content) {
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

    static String hash(byte[] content) {
        return HexFormat.of().formatHex(Uploads.md5().digest(content));
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

    /** What somebody else saves. */
    synchronized Entry others(String parent, String name, byte[] content) {
        for (var entry : children(parent)) {
            if (entry.name().equals(name)) {
                var draft = new Draft(entry.id(), parent, name, "x", 0, "", Instant.now(), -1);
                return save(draft, Entry.Kind.FILE, content);
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
