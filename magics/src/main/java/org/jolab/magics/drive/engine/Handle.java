package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.OpenFile;

/** A file that a program has open. Used by many threads at once. */
final class Handle implements OpenFile {

    private final Node node;
    private final Context context;
    private final boolean reads;
    private final boolean writes;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What a handle needs of the engine. */
    record Context(Nodes nodes, Contents contents, Incoming incoming, Waiting waiting) {
    }

    /** Waits until a file is in the store, where that is wished. */
    interface Waiting {
        void until(Node sent) throws IOException;
    }

    /** The node's counts of handles are already raised. */
    Handle(Node node, Context context, boolean reads, boolean writes) {
        this.node = node;
        this.context = context;
        this.reads = reads;
        this.writes = writes;
    }

    /** Tells the cache, which may read other files of the folder before they are asked for. */
    void opened() {
        var entry = writes || node.body != null ? null : context.nodes().entryOf(node);
        if (entry != null) {
            context.contents().opened(entry, () -> context.nodes().besides(node));
        }
    }

    @Override
    public Attributes attributes() {
        return node.attributes();
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
        if (!reads) {
            throw new NonReadableChannelException();
        }
        for (var tries = 0;; tries++) {
            var body = node.body;
            if (body != null) {
                var got = body.read(target, offset, context.contents());
                if (got >= 0) {
                    return got;
                }
                Thread.onSpinWait();
                continue;
            }
            var entry = context.nodes().entryOf(node);
            if (entry == null || offset >= entry.size()) {
                return 0;
            }
            try {
                return context.contents().read(entry, offset, target);
            } catch (StoreException e) {
                if (e.kind() != StoreException.Kind.CONFLICT && e.kind() != StoreException.Kind.NOT_FOUND
                    || tries >= 2) {
                    throw e;
                }
                context.incoming().recheck(entry.id());
            }
        }
    }

    private void checkWrites() {
        if (!writes) {
            throw new NonWritableChannelException();
        }
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
        checkWrites();
        if (!source.hasRemaining()) {
            return;
        }
        context.nodes().room().take(source.remaining(), node.path());
        while (!body(false).write(source, offset)) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        checkWrites();
        truncate(context.nodes(), node, size);
    }

    static void truncate(Nodes nodes, Node node, long size) throws IOException {
        Body body;
        do {
            nodes.startBody(node, size == 0);
            body = node.body;
        } while (body == null || !body.truncate(size));
    }

    private Body body(boolean empty) throws IOException {
        for (;;) {
            var body = node.body;
            if (body != null) {
                return body;
            }
            context.nodes().startBody(node, empty);
        }
    }

    @Override
    public void flush() throws IOException {
        var body = node.body;
        if (body != null && writes) {
            body.commit();
            context.waiting().until(node);
        }
    }

    @Override
    public void force() throws IOException {
        var body = node.body;
        if (body != null) {
            body.force();
        }
        context.nodes().force();
    }

    @Override
    public void close() throws IOException {
        if (closed.getAndSet(true)) {
            return;
        }
        var nodes = context.nodes();
        var body = node.body;
        try {
            if (body != null && writes) {
                body.commit();
            }
        } finally {
            nodes.lock.lock();
            try {
                node.opens--;
                node.writers -= writes ? 1 : 0;
                if (writes && node.writers == 0 || node.opens == 0) {
                    nodes.closed(node);
                }
            } finally {
                nodes.lock.unlock();
            }
        }
        if (node.opens == 0 && body != null) {
            body.idle();
        }
    }
}
