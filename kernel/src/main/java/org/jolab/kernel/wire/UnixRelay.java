package org.jolab.kernel.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes a socket of JeroMQ reachable as {@code ipc} for libzmq, by copying bytes between a Unix socket and a local
 * port; each connection has two threads of its own, which share nothing.
 *
 * <p>Needed because JeroMQ's own {@code ipc} is TCP on a port made from the path, which no libzmq client finds
 * (jeromq#953). ZMTP is a plain stream of bytes, so copying is all there is to do.
 */
public final class UnixRelay implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final ServerSocketChannel server;
    private final int port;

    private UnixRelay(Path path, ServerSocketChannel server, int port) {
        this.path = path;
        this.server = server;
        this.port = port;
    }

    /**
     * Listens at {@code path} and relays to {@code port} of the loopback interface.
     *
     * @throws BindException if another process listens there; what a dead one left behind is replaced
     */
    public static UnixRelay start(Path path, int port) throws IOException {
        if (Files.exists(path)) {
            if (alive(path)) {
                throw new BindException("in use");
            }
            Files.delete(path);
        }
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
        var relay = new UnixRelay(path, server, port);
        Thread.ofPlatform().daemon().name("ipc " + path.getFileName()).start(relay::accept);
        return relay;
    }

    private static boolean alive(Path path) throws IOException {
        try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (SocketException e) {
            throw new BindException("not a socket");
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                relay(server.accept());
            } catch (IOException e) {
                // Closed, or one client that left at once: the next call to accept tells which.
                continue;
            }
        }
    }

    private void relay(SocketChannel client) throws IOException {
        var inner = SocketChannel.open();
        try {
            inner.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            inner.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            client.close();
            inner.close();
            throw e;
        }
        Thread.ofPlatform().daemon().name("ipc in").start(() -> copy(client, inner));
        Thread.ofPlatform().daemon().name("ipc out").start(() -> copy(inner, client));
    }

    /** Copies until one side ends, and then ends both. */
    private static void copy(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        try (from; to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // A peer that is gone ends its connection; there is nobody to tell.
            return;
        }
    }

    /** Stops listening and removes the path; open connections end with the kernel. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
