package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jolab.magics.drive.tree.FileTree;
import org.jolab.magics.drive.tree.OpenFile;

/** Answers requests about files that are opened, read and written. Used by many threads. */
final class OpenFiles {

    static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private static final int O_ACCESS = 3;
    private static final int O_WRONLY = 1;
    private static final int O_EXCL = 0200;
    private static final int O_TRUNC = 01000;
    private static final int O_DIRECT = directFlag();
    private static final int DIRECT_IO = 1;
    private static final int KEEP_CACHE = 2;

    private final Operations all;
    private final FileTree tree;
    private final Handles handles;

    OpenFiles(Operations all, FileTree tree, Handles handles) {
        this.all = all;
        this.tree = tree;
        this.handles = handles;
    }

    void answer(Call call) throws IOException {
        switch (call.operation) {
            case 14 -> open(call);
            case 15 -> read(call);
            case 16 -> write(call);
            case 18 -> release(call);
            case 20 -> {
                file(call).file().force();
                call.done();
            }
            case 25 -> {
                file(call).file().flush();
                call.done();
            }
            default -> create(call);
        }
    }

    /** A file of the node that can be written: the one with the handle, if it is one. */
    OpenFile toWrite(Node node, long handle) {
        var wanted = handles.file(handle);
        if (wanted != null && wanted.writable()) {
            return wanted.file();
        }
        for (var each : handles.files()) {
            var file = handles.file(each);
            if (file != null && file.node() == node && file.writable()) {
                return file.file();
            }
        }
        return null;
    }

    void end() {
        for (var handle : handles.files()) {
            try {
                var file = handles.remove(handle);
                if (file != null) {
                    file.file().flush();
                    file.file().close();
                }
            } catch (IOException | RuntimeException lost) {
                System.getLogger(OpenFiles.class.getName()).log(System.Logger.Level.WARNING, "At the end.", lost);
            }
        }
    }

    private void open(Call call) throws IOException {
        var node = all.node(call.node);
        var flags = call.body.getInt();
        var file = tree.open(all.path(node), options(flags), 0);
        opened(call, new Handles.File(node, file, (flags & O_ACCESS) != 0), flags);
    }

    private void opened(Call call, Handles.File file, int flags) throws IOException {
        var handle = handles.add(file);
        all.layout().opened(call.room(Layout.OPENED), handle, direct(flags));
        if (!call.answer(Layout.OPENED)) {
            close(handle);
        }
    }

    private void create(Call call) throws IOException {
        var parent = all.node(call.node);
        var flags = call.body.getInt();
        var mode = call.body.getInt() & 07777;
        call.body.position(16);
        var name = call.text();
        var path = Operations.child(all.path(parent), name);
        var options = options(flags);
        options.add(StandardOpenOption.WRITE);
        options.add((flags & O_EXCL) != 0 ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
        var file = tree.open(path, options, mode);
        try {
            var attributes = file.attributes();
            var node = all.nodes().enter(parent, name, attributes);
            var handle = handles.add(new Handles.File(node, file, true));
            var room = call.room(Layout.ENTRY + Layout.OPENED);
            all.layout().entry(room, node.id, attributes);
            all.layout().opened(room, handle, direct(flags));
            if (!call.answer(Layout.ENTRY + Layout.OPENED)) {
                all.nodes().forget(node.id, 1);
                close(handle);
            }
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private void read(Call call) throws IOException {
        var handle = file(call);
        var offset = call.body.getLong(8);
        var size = Math.min(call.body.getInt(16), Worker.MOST);
        var room = call.room(size).limit(size);
        handle.file().read(room, offset);
        call.answer(room.position());
    }

    private void write(Call call) throws IOException {
        var handle = file(call);
        var offset = call.body.getLong(8);
        var size = call.body.getInt(16);
        handle.file().write(call.body.slice(40, size), offset);
        call.room(8).putInt(size).putInt(0);
        call.answer(8);
    }

    private void release(Call call) throws IOException {
        try {
            close(call.body.getLong(0));
        } finally {
            // The kernel listens to no error here; what can fail has been told by flush.
            call.done();
        }
    }

    private void close(long handle) throws IOException {
        var file = handles.remove(handle);
        if (file != null) {
            file.file().close();
        }
    }

    private Handles.File file(Call call) throws IOException {
        var file = handles.file(call.body.getLong(0));
        if (file == null) {
            throw new java.nio.channels.ClosedChannelException();
        }
        return file;
    }

    private static Set<OpenOption> options(int flags) {
        var options = new HashSet<OpenOption>();
        if ((flags & O_ACCESS) != O_WRONLY) {
            options.add(StandardOpenOption.READ);
        }
        if ((flags & O_ACCESS) != 0) {
            options.add(StandardOpenOption.WRITE);
        }
        if ((flags & O_TRUNC) != 0) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
            options.add(StandardOpenOption.WRITE);
        }
        return options;
    }

    /** The kernel keeps what it has read, until size or time of the file change, or is not asked to keep any. */
    private static int direct(int flags) {
        return (flags & O_DIRECT) != 0 ? DIRECT_IO : KEEP_CACHE;
    }

    private static int directFlag() {
        return System.getProperty("os.arch").equals("aarch64") ? 0200000 : 040000;
    }
}
