package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** A client's connections to a mount process; each is lent to one thread at a time. Used by many threads. */
final class Connections implements Closeable {

    private static final int KEPT = 8;
    private static final int LONGEST_ADDRESS = 100;

    private final Path socket;
    private final Deque<Wire> idle = new ArrayDeque<>();
    private boolean closed;

    Connections(Path cache) throws IOException {
        socket = socket(cache);
        give(connect());
    }

    /**
     * Where the process of a cache folder listens: in the folder, or, because an address may have no more than some
     * hundred bytes, in one of this user's for temporary files.
     */
    static Path socket(Path cache) throws IOException {
        var inside = cache.toAbsolutePath().resolve("control");
        if (inside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_ADDRESS) {
            return inside;
        }
        var user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9]", "_");
        var folder = Path.of("/tmp", "jolab-drive-" + user);
        PrivateFiles.folder(folder);
        return folder.resolve(ProcessSettings.of(Wire.object().put("cache", cache.toAbsolutePath().toString()))
            .cache().getFileName().toString());
    }

    private Wire connect() throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new Wire(channel);
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    Wire take() throws IOException {
        synchronized (this) {
            if (closed) {
                throw new IOException("The connection to the mount process is closed.");
            }
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return connect();
    }

    /** Takes back a connection on which nothing is under way. */
    synchronized void give(Wire wire) throws IOException {
        if (closed || idle.size() >= KEPT) {
            wire.close();
        } else {
            idle.push(wire);
        }
    }

    /** Asks and gives the reply, or throws what it reports. */
    ObjectNode ask(ObjectNode request) throws IOException {
        var wire = take();
        try {
            wire.send(request);
            var reply = reply(wire);
            give(wire);
            Failures.check(reply);
            return reply;
        } catch (IOException | RuntimeException failure) {
            // After a reply with an error the connection is good and lies with the others.
            if (!kept(wire)) {
                wire.close();
            }
            throw failure;
        }
    }

    /** The next reply, whatever it says. */
    static ObjectNode reply(Wire wire) throws IOException {
        var reply = wire.receive();
        if (reply == null) {
            throw new IOException("The mount process has ended; %drive mount starts it again.");
        }
        return reply;
    }

    private synchronized boolean kept(Wire wire) {
        return idle.contains(wire);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        while (!idle.isEmpty()) {
            idle.pop().close();
        }
    }
}
