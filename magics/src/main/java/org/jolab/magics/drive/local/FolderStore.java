package org.jolab.magics.drive.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jolab.magics.drive.store.Abilities;
import org.jolab.magics.drive.store.Changes;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Page;
import org.jolab.magics.drive.store.Space;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.Upload;

/**
 * A local folder as a store. Beside it, in the hidden folder {@code .NAME.store}, are the index that gives the files
 * lasting ids, also when others rename them, uploads that are on their way, and the bin. Several processes and
 * programs may use the folder at the same time. What others write is found by looking at the whole folder whenever
 * {@link #changes} is asked for. The store follows no link: it shows it as one.
 */
public final class FolderStore implements Store {

    private static final String ROOT = "root";

    private final Path top;
    private final int pageSize;
    private final Node root;
    private final FolderIndex index;
    private final FolderScan scan;
    private final FolderUploads uploads;
    private final Path bin;

    /** The store of a folder that exists. */
    public FolderStore(Path folder) throws IOException {
        this(folder, 1000);
    }

    /** The store of a folder that exists, with so many entries a page at most. */
    public FolderStore(Path folder, int pageSize) throws IOException {
        this.top = folder.toRealPath();
        this.pageSize = pageSize;
        if (!Files.isDirectory(top) || top.getFileName() == null) {
            throw new NotDirectoryException(folder.toString());
        }
        var name = top.getFileName().toString();
        var side = side(top);
        this.bin = side.resolve("bin");
        Files.createDirectories(side);
        if (side.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(side, PosixFilePermissions.fromString("rwx------"));
        }
        this.root = new Node(ROOT, "", name, Seen.at(top), ROOT, "", null);
        this.index = new FolderIndex(side, root);
        this.scan = new FolderScan(top, side, root, index);
        this.uploads = new FolderUploads(Files.createDirectories(side.resolve("uploads")), index, scan);
        Files.createDirectories(bin);
        locked(() -> {
            scan.all();
            return null;
        });
    }

    /** Beside the folder, or in it when beside it is another disk, where nothing can be moved to in one step. */
    private static Path side(Path top) throws IOException {
        var parent = top.getParent();
        var outside = Files.isWritable(parent) && Files.getFileStore(parent).equals(Files.getFileStore(top));
        return (outside ? parent : top).resolve("." + top.getFileName() + ".store");
    }

    @Override
    public String title() {
        return "the folder " + top;
    }

    @Override
    public Abilities abilities() {
        return new Abilities(true, true, true, false, false);
    }

    @Override
    public Entry root() {
        return root.entry();
    }

    @Override
    public Page list(Entry folder, String page) throws IOException {
        return locked(() -> {
            var node = folder(folder.content());
            var path = scan.path(node);
            var entries = new ArrayList<Entry>();
            for (var name : scan.names(node)) {
                if (!page.isEmpty() && name.compareTo(page.substring(1)) <= 0) {
                    continue;
                }
                if (entries.size() == pageSize) {
                    return new Page(entries, ">" + entries.getLast().name());
                }
                var child = scan.look(node.id(), name, path.resolve(name));
                if (child != null) {
                    entries.add(child.entry());
                }
            }
            return new Page(entries, "");
        });
    }

    private Node folder(String id) throws IOException {
        var node = scan.find(id);
        if (node == null || !node.entry().isFolder()) {
            throw FolderTrouble.gone(id);
        }
        return node;
    }

    private Node there(String id) throws IOException {
        var node = scan.find(id);
        if (node == null) {
            throw FolderTrouble.gone(id);
        }
        return node;
    }

    @Override
    public Entry find(String id) throws IOException {
        return locked(() -> there(id).entry());
    }

    @Override
    public InputStream read(Entry file, long offset, long length) throws IOException {
        return locked(() -> {
            var node = there(file.content());
            if (node.seen().kind() != Entry.Kind.FILE) {
                throw new StoreException(StoreException.Kind.REFUSED, node.name() + " has no bytes.");
            }
            if (!node.revision().equals(file.revision())) {
                throw FolderTrouble.changed(node.name());
            }
            var channel = FileChannel.open(scan.path(node), StandardOpenOption.READ);
            channel.position(offset);
            return new FolderRead(Channels.newInputStream(channel), length);
        });
    }

    @Override
    public List<String> newIds(int count) {
        return Stream.generate(FolderScan::newId).limit(count).toList();
    }

    @Override
    public Entry makeFolder(Draft draft) throws IOException {
        return locked(() -> {
            var known = draft.id().isEmpty() ? null : scan.find(draft.id());
            if (known != null) {
                if (!known.entry().isFolder()) {
                    throw FolderTrouble.taken(known.name());
                }
                return known.entry();
            }
            var parent = folder(draft.parent());
            var path = FolderTrouble.named(scan.path(parent), draft.name());
            Files.createDirectory(path);
            if (draft.mode() >= 0) {
                FolderUploads.setMode(path, draft.mode());
            }
            var id = draft.id().isEmpty() ? FolderScan.newId() : draft.id();
            return index.save(new Node(id, parent.id(), draft.name(), Seen.at(path), FolderScan.newRevision(), "",
                null)).entry();
        });
    }

    @Override
    public Entry put(Draft draft, FileChannel content) throws IOException {
        var upload = begin(draft);
        try {
            return upload.send(content, draft.size()).orElseThrow();
        } catch (IOException e) {
            upload.cancel();
            throw e;
        }
    }

    @Override
    public Upload begin(Draft draft) throws IOException {
        try {
            return uploads.begin(draft);
        } catch (IOException e) {
            throw FolderTrouble.of(e);
        }
    }

    @Override
    public Upload resume(Draft draft, String token) throws IOException {
        return uploads.resume(draft, token);
    }

    @Override
    public Entry move(Entry entry, Entry folder, String name) throws IOException {
        return locked(() -> {
            var node = there(entry.id());
            var parent = folder(folder.content());
            if (node == root) {
                throw new StoreException(StoreException.Kind.DENIED, "The folder itself is not moved.");
            }
            var from = scan.path(node);
            var to = FolderTrouble.named(scan.path(parent), name);
            if (from.equals(to)) {
                return node.entry();
            }
            if (to.startsWith(from)) {
                throw new StoreException(StoreException.Kind.REFUSED, "A folder cannot be moved into itself.");
            }
            if (scan.look(parent.id(), name, to) != null && !Files.isSameFile(from, to)) {
                throw FolderTrouble.taken(name);
            }
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return index.save(node.at(parent.id(), name)).entry();
        });
    }

    @Override
    public Entry mark(Entry entry, Instant modified, int mode) throws IOException {
        return locked(() -> {
            var node = there(entry.id());
            var path = scan.path(node);
            if (node.seen().kind() == Entry.Kind.LINK) {
                return node.entry();
            }
            if (modified != null) {
                Files.setLastModifiedTime(path, FileTime.from(modified));
            }
            if (mode >= 0) {
                FolderUploads.setMode(path, mode);
            }
            return index.save(node.now(Seen.at(path), node.revision(), node.hash())).entry();
        });
    }

    @Override
    public void remove(Entry entry) throws IOException {
        locked(() -> {
            var node = scan.find(entry.id());
            if (node == root) {
                throw new StoreException(StoreException.Kind.DENIED, "The folder itself is not removed.");
            }
            if (node != null) {
                var place = Files.createDirectories(bin.resolve(node.id() + "-" + FolderScan.newRevision()));
                Files.move(scan.path(node), place.resolve(node.name()), StandardCopyOption.ATOMIC_MOVE);
                index.gone(node);
            }
            return null;
        });
    }

    @Override
    public String now() throws IOException {
        return locked(() -> {
            scan.all();
            return index.position();
        });
    }

    @Override
    public Changes changes(String since) throws IOException {
        return locked(() -> {
            scan.all();
            var ids = index.since(since);
            if (ids == null) {
                throw new StoreException(StoreException.Kind.GONE, "What has changed since is not known any more.");
            }
            var more = ids.size() > pageSize;
            var page = more ? ids.subList(0, pageSize) : ids;
            var dot = since.indexOf('.') + 1;
            var next = since.substring(0, dot) + (Long.parseLong(since.substring(dot)) + page.size());
            // The last mention counts, so that a folder comes before what was put into it later.
            var distinct = new LinkedHashSet<>(page.reversed()).reversed();
            return new Changes(distinct.stream().map(id -> new Changes.Change(id,
                Optional.ofNullable(index.node(id)).map(Node::entry))).toList(), next, more);
        });
    }

    @Override
    public InputStream export(Entry file, String format) throws IOException {
        throw new StoreException(StoreException.Kind.REFUSED, "A folder has its files in no other formats.");
    }

    @Override
    public Space space() throws IOException {
        var disk = Files.getFileStore(top);
        return new Space(disk.getTotalSpace(), disk.getTotalSpace() - disk.getUsableSpace());
    }

    @Override
    public void close() {
    }

    private <T> T locked(FolderIndex.Work<T> work) throws IOException {
        try {
            return index.locked(work);
        } catch (IOException e) {
            throw FolderTrouble.of(e);
        }
    }
}
