package org.jolab.kernel.channels;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.zeromq.ZMQ;
import zmq.Own;
import zmq.pipe.Pipe;

/**
 * Measures how much JeroMQ still holds for the slowest subscriber; owned by the I/O thread.
 *
 * <p>JeroMQ without a high-water mark tells nobody how far a subscriber has come, and with one it either drops messages
 * or lets the slowest subscriber stop all others. But it counts, for each connection, the messages written and read:
 * their difference is read here, past their visibility (JeroMQ 0.6.0; a test fails if another version names them
 * otherwise). Variable handles, because the JVM would make a class for each reflected field when it is first read.
 */
final class Backlog {

    private static final System.Logger LOG = System.getLogger(Backlog.class.getName());
    /** What a message costs beside its bytes: seven frames with their buffers. */
    private static final long OVERHEAD = 1024;

    private record Progress(long read, long since) {}

    private final List<Pipe> pipes;
    private final VarHandle written;
    private final VarHandle read;
    private final VarHandle peer;
    private final VarHandle sink;
    private final Method terminate;
    /** The sizes of the last messages published, the latest last, as many as the slowest subscriber has not read. */
    private final Deque<Long> sizes = new ArrayDeque<>();
    private long held;
    private final Map<Pipe, Progress> progress = new IdentityHashMap<>();

    @SuppressWarnings("unchecked")
    Backlog(ZMQ.Socket iopub) {
        try {
            var socket = iopub.base();
            var dist = (Object) field(socket.getClass(), "dist").get(socket);
            pipes = (List<Pipe>) (Object) field(dist.getClass(), "pipes").get(dist);
            written = field(Pipe.class, "msgsWritten");
            read = field(Pipe.class, "msgsRead");
            peer = field(Pipe.class, "peer");
            sink = field(Pipe.class, "sink");
            terminate = Own.class.getDeclaredMethod("terminate");
            terminate.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of JeroMQ is not the one that the kernel was made for", e);
        }
    }

    private static VarHandle field(Class<?> owner, String name) throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
            .unreflectVarHandle(owner.getDeclaredField(name));
    }

    /** Notes a message of {@code bytes} that was just handed to JeroMQ. */
    void published(long bytes) {
        sizes.addLast(bytes + OVERHEAD);
        held += bytes + OVERHEAD;
    }

    /** The bytes that the slowest subscriber has still to read; 0 if there is none. */
    long held() {
        long slowest = 0;
        for (var pipe : pipes) {
            slowest = Math.max(slowest, outstanding(pipe));
        }
        while (sizes.size() > slowest) {
            held -= sizes.removeFirst();
        }
        return held;
    }

    /**
     * Disconnects subscribers that have read nothing of what waits for them for {@code nanos}: one that has stopped for
     * good must not stop the kernel. A client that wakes up again reconnects by itself.
     */
    void disconnectStalled(long nanos) {
        long now = System.nanoTime();
        progress.keySet().retainAll(pipes);
        for (var pipe : List.copyOf(pipes)) {
            long position = position(pipe);
            var before = progress.get(pipe);
            if (before == null || before.read != position || outstanding(pipe) == 0) {
                progress.put(pipe, new Progress(position, now));
            } else if (now - before.since > nanos) {
                LOG.log(Level.WARNING, "A front end has read no output for %d s and is disconnected."
                    .formatted(nanos / 1_000_000_000));
                progress.remove(pipe);
                disconnect(pipe);
            }
        }
    }

    /**
     * Ends the connection at the other end of a pipe. Ending the pipe alone would leave the client connected to
     * nothing; this is what JeroMQ does when a connection breaks, and only posts a command to the thread that owns it.
     */
    private void disconnect(Pipe pipe) {
        try {
            var end = (Object) peer.get(pipe);
            if (end != null) {
                terminate.invoke((Object) sink.get(end));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forgets how long subscribers have been reading nothing, because there was room all the same. */
    void forgive() {
        progress.clear();
    }

    /** How many messages the subscriber has not taken over yet; a little too many, because the other thread counts. */
    private long outstanding(Pipe pipe) {
        return (long) written.get(pipe) - position(pipe);
    }

    private long position(Pipe pipe) {
        var other = (Object) peer.get(pipe);
        return other == null ? (long) written.get(pipe) : (long) read.get(other);
    }
}
