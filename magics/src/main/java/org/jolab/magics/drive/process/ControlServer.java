package org.jolab.magics.drive.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes connections on a unix socket, which only this user may open, and serves each by a thread of its own. */
final class ControlServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());

    private final Path socket;
    private final Service service;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();

    /** The caller holds the cache folder's lock: a socket that is there is a dead process's. */
    ControlServer(Path socket, Service service) throws IOException {
        this.socket = socket;
        this.service = service;
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        Thread.ofPlatform().daemon().name("control").start(this::accept);
    }

    int connected() {
        return clients.size();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                var client = server.accept();
                clients.add(client);
                Thread.ofVirtual().name("client").start(() -> serve(client));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failure) {
                LOG.log(System.Logger.Level.WARNING, "A connection failed.", failure);
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client; var conversation = new Conversation(new Wire(client), service)) {
            conversation.run();
        } catch (IOException broken) {
            LOG.log(System.Logger.Level.DEBUG, "A client has gone.", broken);
        } finally {
            clients.remove(client);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
