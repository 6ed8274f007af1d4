package org.jolab.kernel.channels;

import java.util.ArrayList;
import java.util.List;
import org.jolab.kernel.protocol.Message;
import org.jolab.kernel.wire.ConnectionInfo;
import org.jolab.kernel.wire.Ports;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The sockets of shell, control, stdin and iopub; owned by the I/O thread once they are bound. */
final class Sockets implements AutoCloseable {

    private static final int LINGER_MILLIS = 700;

    final ZMQ.Socket shell;
    final ZMQ.Socket control;
    final ZMQ.Socket stdin;
    final ZMQ.Socket iopub;
    private final ZContext context = new ZContext();
    private final Ports ports;

    Sockets(ConnectionInfo info, Binder binder, int heartbeat) {
        context.setLinger(LINGER_MILLIS);
        try {
            shell = router();
            control = router();
            stdin = router();
            // So that an unheard question is told to its asker.
            stdin.setRouterMandatory(true);
            iopub = context.createSocket(SocketType.XPUB);
            // A second client is to be welcomed too.
            iopub.setXpubVerbose(true);
            // Losing nothing is the work of Pressure; JeroMQ's own mark would drop messages silently.
            iopub.setHWM(0);
            ports = new Ports(binder.bind(shell, info.ports().shell()), binder.bind(control, info.ports().control()),
                binder.bind(stdin, info.ports().stdin()), binder.bind(iopub, info.ports().iopub()), heartbeat);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private ZMQ.Socket router() {
        var socket = context.createSocket(SocketType.ROUTER);
        socket.setSndHWM(0);
        // A client that comes back under its old identity is to be heard (ipykernel#270).
        socket.setRouterHandover(true);
        return socket;
    }

    Ports ports() {
        return ports;
    }

    ZMQ.Socket of(Message.Channel channel) {
        return switch (channel) {
            case SHELL -> shell;
            case CONTROL -> control;
            case STDIN -> stdin;
        };
    }

    List<ZMQ.Socket> all() {
        return List.of(shell, control, stdin, iopub);
    }

    /** The frames of the next message, or null if none has arrived. */
    static List<byte[]> receive(ZMQ.Socket socket) {
        var first = socket.recv(ZMQ.DONTWAIT);
        if (first == null) {
            return null;
        }
        var frames = new ArrayList<byte[]>();
        frames.add(first);
        while (socket.hasReceiveMore()) {
            frames.add(socket.recv());
        }
        return frames;
    }

    /** Hands all frames to JeroMQ, which takes them at once. */
    static void send(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    /** Sends what is still unsent, less than a second long, and frees the ports. */
    @Override
    public void close() {
        context.close();
    }
}
