package org.jolab.install.frontend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Hands connections on to a port of this machine, until they are cut. Used by many threads. */
final class BreakableProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int goal;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;

    BreakableProxy(int goal) throws IOException {
        this.goal = goal;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::listen);
    }

    /** Where it listens. */
    int port() {
        return listener.getLocalPort();
    }

    /** Breaks all connections, and takes no new ones. */
    void cut() {
        isCut = true;
        open.forEach(BreakableProxy::end);
        open.clear();
    }

    /** Takes connections again. */
    void mend() {
        isCut = false;
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                if (isCut) {
                    client.close();
                    continue;
                }
                var server = new Socket();
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), goal));
                open.add(client);
                open.add(server);
                pump(client, server);
                pump(server, client);
            } catch (IOException e) {
                // The next one, then.
                continue;
            }
        }
    }

    private void pump(Socket from, Socket to) {
        Thread.ofPlatform().daemon().start(() -> {
            try (from; to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // Cut, or ended by either side.
                open.remove(from);
            }
        });
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
