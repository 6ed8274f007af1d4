package org.jolab.kernel.channels;

import java.lang.System.Logger.Level;
import org.jolab.kernel.wire.ConnectionInfo;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Sends back what it receives, on a thread and in a context of its own: clients take a kernel for dead that leaves one
 * ping unanswered, so nothing else may delay it.
 */
final class Heartbeat implements AutoCloseable {

    private final ZMQ.Context context = ZMQ.context(1);
    private final ZMQ.Socket socket;
    private final int port;
    private final Thread thread = Thread.ofPlatform().daemon().name("heartbeat").unstarted(this::echo);

    Heartbeat(ConnectionInfo info, Binder binder) {
        // Not REP: a router answers a client also when another one has vanished in the middle of a ping.
        socket = context.socket(SocketType.ROUTER);
        socket.setLinger(0);
        try {
            port = binder.bind(socket, info.ports().heartbeat());
        } catch (RuntimeException e) {
            socket.close();
            context.term();
            throw e;
        }
    }

    int port() {
        return port;
    }

    void start() {
        thread.start();
    }

    private void echo() {
        try (socket) {
            while (!context.isTerminated()) {
                try {
                    var frame = socket.recv();
                    if (frame != null) {
                        socket.send(frame, socket.hasReceiveMore() ? ZMQ.SNDMORE : 0);
                    }
                } catch (ZMQException e) {
                    if (e.getErrorCode() == ZMQ.Error.ETERM.getCode()) {
                        return;
                    }
                    // One peer's nonsense: the others still want their answers.
                    System.getLogger(Heartbeat.class.getName()).log(Level.DEBUG, "A ping cannot be answered", e);
                }
            }
        }
    }

    /** Ends the thread, which closes its socket. */
    @Override
    public void close() {
        if (thread.getState() == Thread.State.NEW) {
            socket.close();
        }
        context.term();
    }
}
