package org.jolab.kernel.channels;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jolab.kernel.protocol.Composer;
import org.jolab.kernel.protocol.Publication;
import org.jolab.kernel.wire.Frames;
import org.zeromq.ZMQ;

/** Publishes on iopub and welcomes subscribers; owned by the I/O thread. */
final class Broadcaster {

    private static final int MEASURE_MILLIS = 5;

    private final ZMQ.Socket iopub;
    private final Composer composer;
    private final Pressure pressure;
    private final Backlog backlog;
    private final Duration patience;
    private boolean measuring;

    /** A front end that reads nothing for {@code patience} while writers wait for it is disconnected. */
    Broadcaster(ZMQ.Socket iopub, Composer composer, Pressure pressure, Duration patience) {
        this.iopub = iopub;
        this.composer = composer;
        this.pressure = pressure;
        this.backlog = new Backlog(iopub);
        this.patience = patience;
    }

    /** Publishes a message that {@link Pressure} counts as queued. */
    void publish(Frames frames) {
        // A subscription only counts within a call to the socket. Looking before each message makes the welcome the
        // first thing that a client gets, unless it subscribes in the very moment between these two calls.
        welcome();
        Sockets.send(iopub, frames.all());
        backlog.published(frames.size());
        pressure.taken(frames.size(), backlog.held());
    }

    /** Greets all who have subscribed meanwhile; says whether there was any event. */
    boolean welcome() {
        boolean any = false;
        for (var event = Sockets.receive(iopub); event != null; event = Sockets.receive(iopub)) {
            any = true;
            var bytes = event.getFirst();
            if (bytes.length > 0 && bytes[0] == 1) {
                greet(ByteBuffer.wrap(bytes, 1, bytes.length - 1));
            }
        }
        return any;
    }

    private void greet(ByteBuffer subscription) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(subscription.duplicate()).toString();
        } catch (CharacterCodingException e) {
            // JEP 65 has no welcome for these.
            return;
        }
        var topic = new byte[subscription.remaining()];
        subscription.get(topic);
        var frames = composer.compose(composer.header("iopub_welcome"), Map.of(), new Publication.Welcome(text),
            List.of(topic));
        Sockets.send(iopub, frames.all());
        backlog.published(frames.size());
    }

    /** Starts looking every few milliseconds how far the readers have come, for as long as a writer waits. */
    void measure(IoThread io) {
        if (!measuring) {
            measuring = true;
            backlog.forgive();
            again(io);
        }
    }

    private void again(IoThread io) {
        pressure.taken(0, backlog.held());
        if (!pressure.contended()) {
            measuring = false;
            return;
        }
        backlog.disconnectStalled(patience.toNanos());
        io.after(MEASURE_MILLIS, () -> again(io));
    }
}
