package org.jolab.magics.drive.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.Upload;

/** Files on their way into the folder: {@code TOKEN.part} until the last byte, then {@code TOKEN.done}. */
final class FolderUploads {

    private static final Duration KEPT = Duration.ofDays(7);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path place;
    private final FolderIndex index;
    private final FolderScan scan;

    FolderUploads(Path place, FolderIndex index, FolderScan scan) throws IOException {
        this.place = place;
        this.index = index;
        this.scan = scan;
        try (var old = Files.list(place)) {
            old.filter(FolderUploads::forgotten).forEach(FolderUploads::delete);
        }
    }

    private static boolean forgotten(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(KEPT));
        } catch (IOException e) {
            return false;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Upload begin(Draft draft) throws IOException {
        index.locked(() -> {
            check(draft);
            return null;
        });
        var token = FolderScan.newId();
        Files.createFile(part(token));
        return new FolderUpload(this, draft, token);
    }

    Upload resume(Draft draft, String token) throws StoreException {
        if (!token.matches("[0-9a-f]{32}") || !Files.exists(part(token)) && !Files.exists(done(token))) {
            throw new StoreException(StoreException.Kind.GONE, "The upload of " + draft.name() + " is forgotten.");
        }
        return new FolderUpload(this, draft, token);
    }

    Path part(String token) {
        return place.resolve(token + ".part");
    }

    Path done(String token) {
        return place.resolve(token + ".done");
    }

    /** Finds out early what must fail in the end; gives the entry that the draft changes, or null. */
    private Node check(Draft draft) throws IOException {
        var known = draft.id().isEmpty() ? null : scan.find(draft.id());
        if (known != null) {
            if (known.seen().kind() != Entry.Kind.FILE) {
                throw FolderTrouble.taken(known.name());
            }
            return known;
        }
        if (draft.replaces()) {
            throw FolderTrouble.gone(draft.id());
        }
        var parent = scan.find(draft.parent());
        if (parent == null || !parent.entry().isFolder()) {
            throw FolderTrouble.gone(draft.parent());
        }
        var path = FolderTrouble.named(scan.path(parent), draft.name());
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw FolderTrouble.taken(draft.name());
        }
        return null;
    }

    /** Makes a complete part a file of the folder. */
    Entry finish(Draft draft, String token) throws IOException {
        var part = part(token);
        var hash = hash(part);
        if (!draft.hash().isEmpty() && !draft.hash().equals(hash)) {
            throw new StoreException(StoreException.Kind.GONE,
                "What was sent of " + draft.name() + " is not the file.");
        }
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        if (draft.modified() != null) {
            Files.setLastModifiedTime(part, FileTime.from(draft.modified()));
        }
        return index.locked(() -> {
            var known = check(draft);
            if (known != null && !(draft.replaces() && draft.base().equals(known.revision()))) {
                var path = scan.path(known);
                if (known.seen().size() == draft.size() && hash(path).equals(hash)) {
                    // An earlier try whose answer was lost, or the same change made twice.
                    Files.delete(part);
                    return finished(known.hash().equals(hash) ? known
                        : index.save(known.now(known.seen(), known.revision(), hash)), token);
                }
                throw FolderTrouble.changed(known.name());
            }
            return finished(known == null ? create(draft, part, hash) : replace(known, draft, hash, part), token);
        });
    }

    private Node create(Draft draft, Path part, String hash) throws IOException {
        setMode(part, draft.mode() < 0 ? 0644 : draft.mode());
        var id = draft.id().isEmpty() ? FolderScan.newId() : draft.id();
        var node = new Node(id, draft.parent(), draft.name(), Seen.at(part), FolderScan.newRevision(), hash, null);
        var path = FolderTrouble.named(scan.path(index.node(draft.parent())), draft.name());
        // Noted before it is made: if the process ends between, the file is known by its key.
        index.save(node);
        try {
            moveToFree(part, path);
        } catch (IOException e) {
            index.gone(node);
            throw e;
        }
        return node;
    }

    private static void moveToFree(Path part, Path path) throws IOException {
        try {
            Files.createLink(path, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            // No second names here; the small moment between must do.
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Files.delete(part);
    }

    private Node replace(Node known, Draft draft, String hash, Path part) throws IOException {
        var mode = draft.mode() < 0 ? known.seen().mode() : draft.mode();
        if (mode >= 0) {
            setMode(part, mode);
        }
        var path = scan.path(known);
        var node = index.save(known.now(Seen.at(part), FolderScan.newRevision(), hash).after(known));
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return node;
    }

    private Entry finished(Node node, String token) throws IOException {
        Files.writeString(done(token), JsonNodeFactory.instance.objectNode().put("id", node.id()).toString());
        return node.entry();
    }

    /** The entry that an upload has become. */
    Entry result(String token) throws IOException {
        var id = JSON.readTree(Files.readString(done(token))).path("id").asText();
        return index.locked(() -> {
            var node = scan.find(id);
            if (node == null) {
                throw FolderTrouble.gone(id);
            }
            return node.entry();
        });
    }

    static void setMode(Path path, int mode) throws IOException {
        var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            var all = PosixFilePermission.values();
            var set = EnumSet.noneOf(PosixFilePermission.class);
            for (var i = 0; i < all.length; i++) {
                if ((mode & 0400 >> i) != 0) {
                    set.add(all[i]);
                }
            }
            view.setPermissions(set);
        }
    }

    static String hash(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var digest = MessageDigest.getInstance("MD5");
            var buffer = ByteBuffer.allocate(1 << 18);
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
