package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.FileTree;

/** Answers requests about names and attributes, and hands the others on. Used by many threads. */
final class Operations {

    static final int INTERRUPT = 36;
    static final int INIT = 26;

    private static final Duration VALID = Duration.ofSeconds(1);
    private static final int SET_MODE = 1;
    private static final int SET_SIZE = 1 << 3;
    private static final int SET_MODIFIED = 1 << 5;
    private static final int BY_HANDLE = 1 << 6;
    private static final int MODIFIED_NOW = 1 << 8;
    private static final int NO_REPLACE = 1;

    private final FileTree tree;
    private final Nodes nodes = new Nodes();
    private final Layout layout = new Layout(VALID);
    private final Handles handles = new Handles();
    private final OpenFiles files;
    private final Folders folders;

    Operations(FileTree tree) {
        this.tree = tree;
        this.files = new OpenFiles(this, tree, handles);
        this.folders = new Folders(this, tree, handles);
    }

    Nodes nodes() {
        return nodes;
    }

    Layout layout() {
        return layout;
    }

    /** Lets go of what programs had open when the mount ended. */
    void end() {
        files.end();
    }

    void answer(Call call) throws IOException, InterruptedException {
        switch (call.operation) {
            case 1 -> lookup(call);
            case 2 -> nodes.forget(call.node, call.body.getLong());
            case 42 -> forgetMany(call.body);
            case 3 -> attributes(call);
            case 4 -> set(call);
            case 5 -> link(call);
            case 8 -> makeNode(call);
            case 9 -> makeFolder(call);
            case 10 -> remove(call, false);
            case 11 -> remove(call, true);
            case 12 -> rename(call, false);
            case 45 -> rename(call, true);
            case 6, 13 -> call.refuse(Errno.EPERM);
            case 17 -> space(call);
            case INIT -> Greeting.answer(call);
            case 38 -> call.done();
            case 14, 15, 16, 18, 20, 25, 35 -> files.answer(call);
            case 27, 28, 29, 30, 44 -> folders.answer(call);
            default -> call.refuse(Errno.ENOSYS);
        }
    }

    Node node(long id) throws Stale {
        var node = nodes.get(id);
        if (node == null) {
            throw new Stale();
        }
        return node;
    }

    String path(Node node) throws Stale {
        var path = nodes.path(node);
        if (path == null) {
            throw new Stale();
        }
        return path;
    }

    static String child(String folder, String name) {
        return folder.length() == 1 ? "/" + name : folder + "/" + name;
    }

    Attributes attributes(Node node) throws IOException {
        for (var file : node.open) {
            try {
                return file.attributes();
            } catch (java.nio.channels.ClosedChannelException justClosed) {
                continue;
            }
        }
        return tree.attributes(path(node));
    }

    /** Tells the kernel of a file; takes it back if nobody takes the answer. */
    boolean entered(Call call, Node parent, String name) throws IOException {
        var file = tree.attributes(child(path(parent), name));
        var node = nodes.enter(parent, name, file);
        layout.entry(call.room(Layout.ENTRY), node.id, file);
        if (!call.answer(Layout.ENTRY)) {
            nodes.forget(node.id, 1);
            return false;
        }
        return true;
    }

    private void lookup(Call call) throws IOException {
        entered(call, node(call.node), call.text());
    }

    private void forgetMany(ByteBuffer body) {
        var count = body.getInt();
        body.getInt();
        for (var i = 0; i < count; i++) {
            nodes.forget(body.getLong(), body.getLong());
        }
    }

    private void attributes(Call call) throws IOException {
        answer(call, node(call.node));
    }

    private void answer(Call call, Node node) throws IOException {
        var file = attributes(node);
        layout.attributes(call.room(Layout.ATTRIBUTES), file, nodes.path(node) == null ? 0 : 1);
        call.answer(Layout.ATTRIBUTES);
    }

    private void set(Call call) throws IOException {
        var node = node(call.node);
        var body = call.body;
        var valid = body.getInt(0);
        var path = nodes.path(node);
        if ((valid & SET_SIZE) != 0) {
            var open = files.toWrite(node, (valid & BY_HANDLE) != 0 ? body.getLong(8) : 0);
            if (open != null) {
                open.truncate(body.getLong(16));
            } else {
                tree.truncate(path(node), body.getLong(16));
            }
        }
        // Of a file without a name nobody can see when it was changed or who may read it.
        if (path != null && (valid & SET_MODE) != 0) {
            tree.setMode(path, body.getInt(68) & 07777);
        }
        if (path != null && (valid & SET_MODIFIED) != 0) {
            tree.setModified(path, (valid & MODIFIED_NOW) != 0 ? Instant.now()
                : Instant.ofEpochSecond(body.getLong(40), body.getInt(60)));
        }
        answer(call, node);
    }

    private void link(Call call) throws IOException {
        var target = tree.linkTarget(path(node(call.node))).getBytes(StandardCharsets.UTF_8);
        call.room(target.length).put(target);
        call.answer(target.length);
    }

    /** mknod: a plain file, for those that make them so; no pipes, sockets or devices. */
    private void makeNode(Call call) throws IOException {
        var mode = call.body.getInt(0);
        if ((mode & 0170000) != 0100000) {
            call.refuse(Errno.EPERM);
            return;
        }
        var parent = node(call.node);
        call.body.position(16);
        var name = call.text();
        tree.open(child(path(parent), name), OpenFiles.NEW, mode & 07777).close();
        entered(call, parent, name);
    }

    private void makeFolder(Call call) throws IOException {
        var parent = node(call.node);
        var mode = call.body.getInt() & 07777;
        call.body.getInt();
        var name = call.text();
        tree.makeFolder(child(path(parent), name), mode);
        entered(call, parent, name);
    }

    private void remove(Call call, boolean folder) throws IOException {
        var parent = node(call.node);
        var name = call.text();
        var path = child(path(parent), name);
        if (folder) {
            tree.removeFolder(path);
        } else {
            tree.remove(path);
        }
        nodes.detach(parent, name);
        call.done();
    }

    private void rename(Call call, boolean flagged) throws IOException {
        var parent = node(call.node);
        var target = node(call.body.getLong());
        var flags = flagged ? call.body.getInt() : 0;
        if (flagged) {
            call.body.getInt();
        }
        if ((flags & ~NO_REPLACE) != 0) {
            // RENAME_EXCHANGE and RENAME_WHITEOUT.
            call.refuse(Errno.EINVAL);
            return;
        }
        var name = call.text();
        var newName = call.text();
        tree.rename(child(path(parent), name), child(path(target), newName), (flags & NO_REPLACE) == 0);
        nodes.move(parent, name, target, newName);
        call.done();
    }

    private void space(Call call) throws IOException {
        layout.space(call.room(Layout.SPACE), tree.space());
        call.answer(Layout.SPACE);
    }

    /** The file has been removed (ESTALE). */
    static final class Stale extends IOException {

        private static final long serialVersionUID = 1;
    }
}
