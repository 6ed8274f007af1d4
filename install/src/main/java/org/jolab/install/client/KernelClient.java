package org.jolab.install.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Owned by the thread that made it, which alone may call it: the sending and receiving end of all channels but the
 * heartbeat.
 *
 * <p>It does not know what messages mean: send on a channel, then receive whatever comes. {@link Execution} and
 * {@link #ask} are the conveniences on top.
 */
public final class KernelClient implements AutoCloseable {

    private static final Duration CHECK = Duration.ofMillis(200);

    private final String session = UUID.randomUUID().toString();
    private final ZContext context = new ZContext();
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final ZMQ.Poller poller = context.createPoller(Channel.values().length);
    private final Frames frames;
    private final BooleanSupplier alive;

    /** Connects; a kernel that does not listen yet is waited for by {@link #awaitReady}. */
    public KernelClient(Connection connection) {
        this(connection, () -> true);
    }

    /** Connects to a kernel that can be seen to live: while it is waited for, {@code alive} is asked now and then. */
    public KernelClient(Connection connection, BooleanSupplier alive) {
        this.frames = new Frames(connection.key());
        this.alive = alive;
        for (var channel : Channel.values()) {
            var socket = context.createSocket(channel == Channel.IOPUB ? SocketType.SUB : SocketType.DEALER);
            socket.setLinger(0);
            socket.setHWM(0);
            // All DEALERs under one identity: the kernel addresses the stdin channel by the shell channel's.
            socket.setIdentity(session.getBytes(ZMQ.CHARSET));
            socket.setReconnectIVL(20);
            if (!connection.curveKey().isEmpty()) {
                var pair = ZMQ.Curve.generateKeyPair();
                socket.setCurvePublicKey(ZMQ.Curve.z85Decode(pair.publicKey));
                socket.setCurveSecretKey(ZMQ.Curve.z85Decode(pair.secretKey));
                socket.setCurveServerKey(ZMQ.Curve.z85Decode(connection.curveKey()));
            }
            socket.connect(connection.address(channel));
            if (channel == Channel.IOPUB) {
                socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
            }
            sockets.put(channel, socket);
            poller.register(socket, ZMQ.Poller.POLLIN);
        }
    }

    /** Sends a request and returns its id. */
    public String send(Channel channel, String type, JsonNode content) {
        return send(channel, type, Json.object(), content);
    }

    /** Sends a message whose parent is a message of the kernel's, such as the answer to an input request. */
    public String answer(Message request, String type, JsonNode content) {
        return send(request.channel(), type, request.header(), content);
    }

    private String send(Channel channel, String type, JsonNode parent, JsonNode content) {
        var id = UUID.randomUUID().toString();
        ObjectNode header = Json.object().put("msg_id", id).put("session", session).put("username", "jolab")
            .put("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString())
            .put("msg_type", type).put("version", "5.5");
        try {
            var parts = frames.write(header, parent, content);
            var socket = sockets.get(channel);
            for (int i = 0; i < parts.size(); i++) {
                socket.send(parts.get(i), i < parts.size() - 1 ? ZMQ.SNDMORE : 0);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a message cannot be written as JSON", e);
        }
        return id;
    }

    /**
     * Waits for the next message of any channel; empty when none comes in time. What is no valid message is skipped.
     *
     * @throws KernelDied if the kernel is gone and has left nothing to read
     */
    public Optional<Message> receive(Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            // Checked before polling: what it sent before it died is still read.
            boolean living = alive.getAsBoolean();
            var left = Math.max(0, deadline - System.nanoTime());
            // Rounded up, so that the last millisecond is not spent spinning.
            poller.poll(Math.min((left + 999_999) / 1_000_000, CHECK.toMillis()));
            for (var channel : Channel.values()) {
                if (poller.pollin(channel.ordinal())) {
                    var message = frames.read(channel, receiveFrames(sockets.get(channel)));
                    if (message.isPresent()) {
                        return message;
                    }
                }
            }
            if (!living) {
                throw new KernelDied();
            }
            if (left == 0) {
                return Optional.empty();
            }
        }
    }

    /** Sends a request and waits for its reply, skipping everything else; empty when it does not come in time. */
    public Optional<Message> ask(Channel channel, String type, JsonNode content, Duration limit) {
        var id = send(channel, type, content);
        var deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            var left = deadline - System.nanoTime();
            var message = receive(Duration.ofNanos(Math.max(0, left)));
            if (message.isPresent() && message.get().channel() == channel && message.get().answers(id)) {
                return message;
            }
            if (left <= 0) {
                return Optional.empty();
            }
        }
    }

    /**
     * Waits until the kernel answers and its outputs arrive here too, and returns its kernel_info_reply; empty when it
     * takes longer than {@code limit}.
     */
    public Optional<Message> awaitReady(Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        Message info = null;
        boolean heard = false;
        // The first requests may find nobody subscribed yet, so ask again until an output has been heard.
        for (var asked = System.nanoTime() - 1; System.nanoTime() < deadline;) {
            if (System.nanoTime() >= asked) {
                send(Channel.SHELL, "kernel_info_request", Json.object());
                asked = System.nanoTime() + Duration.ofSeconds(info == null ? 5 : 1).toNanos();
            }
            var message = receive(CHECK).orElse(null);
            if (message != null) {
                heard |= message.channel() == Channel.IOPUB;
                info = message.type().equals("kernel_info_reply") ? message : info;
            }
            if (heard && info != null) {
                return Optional.of(info);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        context.close();
    }

    private static List<byte[]> receiveFrames(ZMQ.Socket socket) {
        var parts = new ArrayList<byte[]>();
        do {
            parts.add(socket.recv());
        } while (socket.hasReceiveMore());
        return parts;
    }
}
