package org.jolab.kernel.channels;

import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jolab.kernel.protocol.Composer;
import org.jolab.kernel.protocol.Message;
import org.jolab.kernel.protocol.Publication;
import org.jolab.kernel.protocol.Reply;
import org.jolab.kernel.wire.Frames;
import org.zeromq.ZMQException;

/** Sends messages for all threads: writes and signs them on the caller's, and leaves them to the I/O thread. */
final class Post {

    private static final System.Logger LOG = System.getLogger(Post.class.getName());

    private final Composer composer;
    private final IoThread io;
    private final Sockets sockets;
    private final Outgoing outgoing;

    /** What iopub needs beside its socket. */
    record Outgoing(Broadcaster broadcaster, Pressure pressure, Pace pace) {}

    Post(Composer composer, IoThread io, Sockets sockets, Outgoing outgoing) {
        this.composer = composer;
        this.io = io;
        this.sockets = sockets;
        this.outgoing = outgoing;
    }

    /** Publishes to all front ends as part of the request whose header is {@code parent} (empty: of none). */
    void publish(Publication publication, Map<String, Object> parent) {
        send(compose(publication, parent));
    }

    /** A message for iopub, to be sent by {@link #send}. */
    Frames compose(Publication publication, Map<String, Object> parent) {
        var topic = publication instanceof Publication.Text text
            ? "stream." + text.stream().wireName()
            : "kernel." + composer.session() + "." + publication.type();
        return composer.compose(composer.header(publication.type()), parent, publication,
            List.of(topic.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends what {@link #compose} made; never waits. */
    void send(Frames frames) {
        outgoing.pressure.add(frames.size());
        io.execute(() -> outgoing.broadcaster.publish(frames));
    }

    /** Waits while the front ends are far behind; only for threads that run the user's code. */
    void awaitRoom() {
        outgoing.pressure.awaitRoom(() -> io.execute(() -> outgoing.broadcaster.measure(io)));
    }

    /** How fast text may be printed. */
    Pace pace() {
        return outgoing.pace;
    }

    /** Whether the front ends are behind, so that larger batches are better than prompt ones. */
    boolean behind(long bytes) {
        return outgoing.pressure.underWay() > bytes;
    }

    /** Answers {@code request} on the channel on which it came. */
    void reply(Message request, Reply reply) {
        var type = request.header().type().replaceFirst("_request$", "_reply");
        var header = composer.header(type);
        request.header().subshell().ifPresent(id -> header.put("subshell_id", id));
        var frames = composer.compose(header, request.header().fields(), reply, request.frames().identities()).all();
        io.execute(() -> {
            try {
                Sockets.send(sockets.of(request.channel()), frames);
            } catch (ZMQException e) {
                LOG.log(Level.DEBUG, "A reply could not be sent", e);
            }
        });
    }

    Composer composer() {
        return composer;
    }

    IoThread io() {
        return io;
    }
}
