package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.magics.drive.store.Entry;

/** Builds the tree from what the journal has, when a cache is opened. */
final class Recovery {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final Nodes nodes;
    private final CacheFolder folder;
    private final boolean torn;

    /** @param torn the end of the journal could not be read */
    Recovery(Nodes nodes, CacheFolder folder, boolean torn) {
        this.nodes = nodes;
        this.folder = folder;
        this.torn = torn;
    }

    /** @param records the newest of each node, as {@link Journal#bytes} gives them; it is empty afterwards */
    void build(Map<Long, byte[]> records, Entry rootEntry) throws IOException {
        var parents = new LinkedHashMap<Long, Long>();
        for (var each = records.values().iterator(); each.hasNext(); each.remove()) {
            var record = Journal.json(each.next());
            nodes.put(Records.read(record, nodes));
            parents.put(Records.number(record), Records.parent(record));
        }
        root(rootEntry);
        for (var each : parents.entrySet()) {
            link(nodes.get(each.getKey()), each.getValue());
        }
        for (var node : List.copyOf(nodes.all())) {
            if (node.body != null) {
                recoverBody(node);
            } else if (node.removed && node.remote.absent()) {
                nodes.forget(node);
            }
        }
        sources();
        nodes.save();
        sweep();
    }

    private void root(Entry entry) throws IOException {
        var root = nodes.get(Nodes.ROOT);
        if (root == null) {
            root = new Node(Nodes.ROOT, Entry.Kind.FOLDER);
            nodes.put(root);
        } else if (root.remote.entry != null && !root.remote.entry.content().equals(entry.content())) {
            throw new FileSystemException(folder.folder().toString(), null,
                "this cache is that of another store or account");
        }
        nodes.rootIs(root);
        nodes.index.setEntry(root.remote, entry);
        root.show(entry, false);
        nodes.save(root);
    }

    private void link(Node node, long parent) throws IOException {
        if (node.number == Nodes.ROOT || node.removed) {
            nodes.index.placed(node);
            return;
        }
        var above = nodes.get(parent);
        if (above == null || above.children == null) {
            // Cannot be, as both are written in one line; its content would be put aside as no node's.
            nodes.forget(node);
            return;
        }
        node.parent = above;
        above.children.put(node.name, node);
        nodes.index.placed(node);
    }

    private void recoverBody(Node node) throws IOException {
        var body = node.body;
        if (node.removed) {
            Files.deleteIfExists(body.file());
            node.body = null;
            if (node.remote.absent()) {
                nodes.forget(node);
            }
            return;
        }
        if (Files.exists(body.file()) || body.size() == 0 || body.state().source() != null
            && body.state().ranges().length == 0) {
            body.recover();
            node.size = body.size();
            return;
        }
        folder.note("The content of " + node.path() + " (" + body.size() + " bytes) is missing from the cache; "
            + (node.remote.entry == null ? "it had not been sent." : "the version before it is shown."));
        node.body = null;
        if (node.remote.entry != null) {
            node.show(node.remote.entry, false);
            nodes.save(node);
        } else {
            node.parent.children.remove(node.name);
            nodes.forget(node);
        }
    }

    /** What is removed here is still needed in the store while somebody's content is to be fetched from there. */
    private void sources() {
        for (var node : nodes.all()) {
            if (node.body != null && node.body.state().source() != null) {
                for (var remote : nodes.index.withId(node.body.state().source().id())) {
                    if (remote.owner.removed) {
                        remote.owner.neededBy = node;
                    }
                }
            }
        }
    }

    /**
     * Staged files that no node has were sent or removed; after a loss of power, or when its end could not be read, the
     * journal may just not know.
     */
    private void sweep() throws IOException {
        var mark = folder.folder().resolve("running");
        var boot = Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : "";
        var isUnsure = torn || Files.exists(mark) && !Files.readString(mark).strip().equals(boot);
        Files.writeString(mark, boot);
        var known = new HashSet<Path>();
        for (var node : nodes.all()) {
            if (node.body != null) {
                known.add(node.body.file());
            }
        }
        try (var files = Files.list(folder.staged())) {
            for (var file : files.filter(f -> !known.contains(f)).toList()) {
                if (isUnsure && Files.size(file) > 0) {
                    folder.putAside(file, file.getFileName().toString(), "Found after a loss of power or a torn "
                        + "journal: the content of a file whose name had not reached the disk, or of one that was "
                        + "sent already.");
                } else {
                    Files.delete(file);
                }
            }
        }
    }
}
