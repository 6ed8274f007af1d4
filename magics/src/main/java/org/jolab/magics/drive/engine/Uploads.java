package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.Upload;

/** Sends contents of files. Called by many threads, for different files. */
final class Uploads {

    private static final long SMALL = 4 << 20;
    private static final long PIECE = 16 << 20;

    private final Nodes nodes;
    private final Store store;
    private final Contents contents;
    private final Conflicts conflicts;

    Uploads(Nodes nodes, Store store, Contents contents, Conflicts conflicts) {
        this.nodes = nodes;
        this.store = store;
        this.contents = contents;
        this.conflicts = conflicts;
    }

    Conflicts conflicts() {
        return conflicts;
    }

    /** Sends the content of a file as it is now. */
    void send(Node node, Remote remote) throws IOException {
        var body = node.body;
        if (body == null || !filled(node, body)) {
            return;
        }
        conflicts.keepForReaders(node, remote, contents);
        long mark;
        nodes.lock.lock();
        try {
            mark = nodes.changes();
        } finally {
            nodes.lock.unlock();
        }
        var pin = body.pin();
        if (pin == null) {
            return;
        }
        remote.sent = 0;
        var adopted = false;
        try {
            var sending = pin.size() <= SMALL ? small(node, remote, pin) : large(node, remote, body, pin);
            if (sending != null && settled(node, remote, new Sent(body, pin, sending, mark))) {
                contents.adopt(sending.entry(), pin.file());
                adopted = true;
            }
        } finally {
            body.unpin(pin);
            if (adopted) {
                Files.deleteIfExists(pin.file());
            }
        }
    }

    /** What went where, and what the store made of it. */
    private record Sending(Draft draft, Entry entry) {
    }

    /** A content that has arrived; changes after the mark are not in it. */
    private record Sent(Body body, Body.Pin pin, Sending sending, long mark) {
    }

    private boolean filled(Node node, Body body) throws IOException {
        try {
            body.fill(contents);
            return true;
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.CONFLICT && e.kind() != StoreException.Kind.NOT_FOUND) {
                throw e;
            }
            conflicts.sourceIsGone(node, body);
            return false;
        }
    }

    private Sending small(Node node, Remote remote, Body.Pin pin) throws IOException {
        var digest = md5();
        digest(digest, pin.channel(), 0, pin.size());
        var hash = HexFormat.of().formatHex(digest.digest());
        var draft = draft(node, remote, pin.size(), hash);
        if (draft == null) {
            return null;
        }
        try {
            return checked(remote, draft, hash, store.put(draft, pin.channel()));
        } catch (StoreException e) {
            return refused(node, remote, new Refusal(draft, hash, e));
        }
    }

    private Sending large(Node node, Remote remote, Body body, Body.Pin pin) throws IOException {
        var draft = draft(node, remote, pin.size(), "");
        if (draft == null) {
            return null;
        }
        var digest = md5();
        var hash = "";
        try {
            var upload = begin(draft, body, pin);
            long taken = upload.taken();
            long hashed = 0;
            Optional<Entry> entry = Optional.empty();
            while (entry.isEmpty()) {
                remote.sent = taken;
                if (node.removed || remote.owner != node) {
                    upload.cancel();
                    return null;
                }
                var length = Math.min(Math.max(upload.grain(), PIECE / upload.grain() * upload.grain()),
                    pin.size() - taken);
                digest(digest, pin.channel(), hashed, Math.max(hashed, taken + length));
                hashed = Math.max(hashed, taken + length);
                if (hashed == pin.size() && hash.isEmpty()) {
                    hash = HexFormat.of().formatHex(digest.digest());
                    tries(node, remote, hash);
                }
                entry = upload.send(pin.channel(), length);
                if (entry.isEmpty()) {
                    taken = upload.taken();
                }
            }
            return checked(remote, draft, hash, entry.get());
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.GONE) {
                body.begun(pin, "");
            }
            return refused(node, remote, new Refusal(draft, hash, e));
        }
    }

    private Upload begin(Draft draft, Body body, Body.Pin pin) throws IOException {
        // A file that has replaced another one since is not to be sent where it was to be sent before.
        var target = draft.id() + '\n' + draft.base() + '\n' + draft.size() + '\n';
        if (pin.token().startsWith(target)) {
            try {
                return store.resume(draft, pin.token().substring(target.length()));
            } catch (StoreException e) {
                if (e.kind() != StoreException.Kind.GONE && e.kind() != StoreException.Kind.NOT_FOUND) {
                    throw e;
                }
            }
        }
        var upload = store.begin(draft);
        body.begun(pin, target + upload.token());
        return upload;
    }

    private void tries(Node node, Remote remote, String hash) throws IOException {
        nodes.lock.lock();
        try {
            remote.tries(hash);
            nodes.save(node);
        } finally {
            nodes.lock.unlock();
        }
    }

    /** What to tell the store; null if there is nothing to be sent any more. */
    private Draft draft(Node node, Remote remote, long size, String hash) throws IOException {
        var id = remote.entry == null && remote.newId.isEmpty() ? conflicts.ids().next() : remote.newId;
        nodes.lock.lock();
        try {
            if (remote.owner != node || node.removed || node.parent == null) {
                return null;
            }
            if (!hash.isEmpty()) {
                remote.tries(hash);
            }
            var entry = remote.entry;
            if (entry != null) {
                nodes.save(node);
                return new Draft(entry.id(), entry.parent(), entry.name(), remote.base, size, hash, node.modified,
                    node.mode);
            }
            if (node.parent.remote.entry == null) {
                return null;
            }
            nodes.index.expect(remote, id);
            remote.asked = true;
            nodes.save(node);
            return new Draft(id, node.parent.place(), node.storeName, "", size, hash, node.modified, node.mode);
        } finally {
            nodes.lock.unlock();
        }
    }

    private Sending checked(Remote remote, Draft draft, String hash, Entry entry) throws IOException {
        if (entry.hash().isEmpty() || hash.isEmpty() || entry.hash().equals(hash)) {
            return new Sending(draft, entry);
        }
        nodes.lock.lock();
        try {
            // Ours, though not what we sent: the next try stands on it.
            conflicts.arrived(remote, entry, draft);
            nodes.save(remote.owner);
        } finally {
            nodes.lock.unlock();
        }
        throw new IOException("the store has other bytes of " + draft.name() + " than were sent (MD5 " + entry.hash()
            + " instead of " + hash + "); it is sent again");
    }

    /** A request that failed. */
    private record Refusal(Draft draft, String hash, StoreException why) {
    }

    private Sending refused(Node node, Remote remote, Refusal refusal) throws IOException {
        var draft = refusal.draft();
        switch (refusal.why().kind()) {
            case NOT_FOUND -> conflicts.missing(refusal.why(), node, draft.parent());
            case CONFLICT -> {
                var now = conflicts.resolve(node, remote, draft, refusal.hash());
                if (now != null) {
                    return new Sending(draft, now);
                }
            }
            default -> throw refusal.why();
        }
        return null;
    }

    /** Notes that a content has arrived; true if nothing was written meanwhile, and its file is free. */
    private boolean settled(Node node, Remote remote, Sent sent) throws IOException {
        var sending = sent.sending();
        if (sent.body().retire(sent.pin(), () -> retired(node, remote, sent))) {
            return true;
        }
        nodes.lock.lock();
        try {
            conflicts.arrived(remote, sending.entry(), sending.draft());
            if (remote.owner == node && !node.displaced) {
                node.oldest = sent.mark() + 1;
            }
            nodes.save(remote.owner);
        } finally {
            nodes.lock.unlock();
        }
        return false;
    }

    private boolean retired(Node node, Remote remote, Sent sent) throws IOException {
        nodes.lock.lock();
        try {
            if (remote.owner != node) {
                return false;
            }
            // Who asks for its size meanwhile asks without the lock.
            node.size = sent.pin().size();
            node.body = null;
            conflicts.arrived(remote, sent.sending().entry(), sent.sending().draft());
            nodes.save(node);
            return true;
        } finally {
            nodes.lock.unlock();
        }
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void digest(MessageDigest digest, FileChannel content, long from, long to) throws IOException {
        var buffer = ByteBuffer.allocate((int) Math.min(1 << 20, Math.max(1, to - from)));
        for (var at = from; at < to;) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
            var got = content.read(buffer, at);
            if (got < 0) {
                throw new IOException("the staged content is shorter than it was");
            }
            digest.update(buffer.flip());
            at += got;
        }
    }
}
