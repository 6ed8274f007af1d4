package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.OpenFile;

/** A file that is open in the mount process; its connection is its handle, so that it ends with either process. */
final class RemoteFile implements OpenFile {

    private final Wire wire;
    private final Connections connections;
    private boolean closed;

    RemoteFile(Wire wire, Connections connections) {
        this.wire = wire;
        this.connections = connections;
    }

    @Override
    public synchronized Attributes attributes() throws IOException {
        return Forms.attributes(ask(call("file.attributes")).path("attributes"));
    }

    @Override
    public synchronized int read(ByteBuffer target, long offset) throws IOException {
        var sum = 0;
        while (target.hasRemaining()) {
            var wanted = Math.min(target.remaining(), Wire.MOST);
            var reply = ask(call("file.read").put("offset", offset + sum).put("length", wanted));
            var count = wire.receive(reply, target);
            sum += count;
            if (count < wanted) {
                break;
            }
        }
        return sum;
    }

    @Override
    public synchronized void write(ByteBuffer source, long offset) throws IOException {
        var at = offset;
        while (source.hasRemaining()) {
            open();
            var piece = source.slice(source.position(), Math.min(source.remaining(), Wire.MOST));
            source.position(source.position() + piece.remaining());
            var count = piece.remaining();
            wire.send(call("file.write").put("offset", at), piece);
            Failures.check(Connections.reply(wire));
            at += count;
        }
    }

    @Override
    public synchronized void truncate(long size) throws IOException {
        ask(call("file.truncate").put("size", size));
    }

    @Override
    public synchronized void flush() throws IOException {
        ask(call("file.flush"));
    }

    @Override
    public synchronized void force() throws IOException {
        ask(call("file.force"));
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            var reply = ask(call("file.close"));
            closed = true;
            connections.give(wire);
            Failures.check(reply);
        }
    }

    private ObjectNode ask(ObjectNode request) throws IOException {
        open();
        wire.send(request);
        var reply = Connections.reply(wire);
        if (!request.path("do").asText().equals("file.close")) {
            Failures.check(reply);
        }
        return reply;
    }

    private void open() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private static ObjectNode call(String what) {
        return Wire.object().put("do", what);
    }
}
