package org.jolab.kernel.channels;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jolab.api.UsageError;
import org.jolab.kernel.wire.ConnectionInfo;
import org.jolab.kernel.wire.UnixRelay;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Gives sockets their addresses; used by the thread that starts the kernel, before any other thread exists. */
final class Binder implements AutoCloseable {

    /** Keeps a broken length prefix from allocating all memory: a larger message ends its connection. */
    private static final long MAX_MESSAGE = Math.clamp(Runtime.getRuntime().maxMemory() / 4, 256L << 20, 2000L << 20);

    private final ConnectionInfo info;
    private final List<UnixRelay> relays = new ArrayList<>();

    Binder(ConnectionInfo info) {
        this.info = info;
    }

    /**
     * Binds {@code socket} to {@code port}, or to a free one for 0, and returns the port.
     *
     * @throws UsageError if the address is taken or does not exist
     */
    int bind(ZMQ.Socket socket, int port) {
        socket.setMaxMsgSize(MAX_MESSAGE);
        info.security().curve().ifPresent(keys -> keys.serve(socket));
        var address = info.address(port);
        try {
            return info.ipc() ? bindUnix(socket, port) : bindTcp(socket, address);
        } catch (BindException e) {
            throw new UsageError(("The kernel cannot listen at %s: the address is in use. Another kernel may still be "
                + "running; start this one on other ports.").formatted(address), e);
        } catch (IOException | ZMQException | IllegalArgumentException e) {
            throw new UsageError("The kernel cannot listen at %s: %s.".formatted(address, e.getMessage()), e);
        }
    }

    private static int bindTcp(ZMQ.Socket socket, String address) throws BindException {
        socket.setIPv6(address.startsWith("tcp://["));
        try {
            socket.bind(address);
        } catch (ZMQException e) {
            if (e.getErrorCode() == ZMQ.Error.EADDRINUSE.getCode()) {
                throw new BindException();
            }
            throw e;
        }
        var bound = socket.getLastEndpoint();
        return Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
    }

    private int bindUnix(ZMQ.Socket socket, int port) throws IOException {
        int chosen = port;
        while (chosen == 0 || port == 0 && Files.exists(path(chosen))) {
            chosen++;
        }
        // Open to other users of this machine, unlike the Unix socket: without CURVE they could read iopub there.
        relays.add(UnixRelay.start(path(chosen), bindTcp(socket, "tcp://127.0.0.1:0")));
        return chosen;
    }

    private Path path(int port) {
        return Path.of(info.ip() + "-" + port);
    }

    /** Removes the Unix sockets. */
    @Override
    public void close() {
        relays.forEach(UnixRelay::close);
    }
}
