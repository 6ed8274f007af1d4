package org.jolab.kernel.channels;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.protocol.Message.Channel;
import org.jolab.kernel.wire.ConnectionInfo;
import org.jolab.kernel.wire.Frames;
import org.jolab.kernel.wire.MalformedMessage;
import org.jolab.kernel.wire.Signer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A front end for tests, over real sockets; owned by the thread of the test. Waits are generous and then fail. */
public final class TestClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MOST_EARLY = 3;

    /** A message that has arrived. */
    public record Received(Frames frames, Map<String, Object> header, Map<String, Object> parent,
        Map<String, Object> metadata, Map<String, Object> content) {

        /** Its message type. */
        public String type() {
            return (String) header.get("msg_type");
        }

        /** A string field of its content. */
        public String text(String name) {
            return (String) content.get(name);
        }

        /** The id of the message that it answers; null for none. */
        public String answers() {
            return (String) parent.get("msg_id");
        }
    }

    /** The reply to a request and all that was published for it, idle included. */
    public record Ran(Received reply, List<Received> published) {

        /** The types of what was published, with the state for status. */
        public List<String> order() {
            return published.stream().map(message -> message.type().equals("status")
                ? message.text("execution_state") : message.type()).toList();
        }

        /** The text printed to a stream. */
        public String printed(String stream) {
            var text = new StringBuilder();
            published.stream().filter(message -> message.type().equals("stream"))
                .filter(message -> message.text("name").equals(stream))
                .forEach(message -> text.append(message.text("text")));
            return text.toString();
        }

        /** The only publication of a type. */
        public Received only(String type) {
            var all = published.stream().filter(message -> message.type().equals(type)).toList();
            return all.size() == 1 ? all.getFirst() : fail(all.size() + " messages of type " + type);
        }
    }

    private final ZContext context = new ZContext();
    private final Signer signer;
    private final String session = UUID.randomUUID().toString();
    private final Map<Channel, ZMQ.Socket> sockets = new HashMap<>();
    private final ZMQ.Socket iopub;
    private final List<Received> iopubPending = new ArrayList<>();
    private final Map<Channel, List<Received>> pending = new HashMap<>();
    private int sent;

    private TestClient(ConnectionInfo info, boolean curve, int readAhead) {
        signer = info.security().signer();
        context.setLinger(0);
        var ports = info.ports();
        for (var channel : Channel.values()) {
            var socket = create(SocketType.DEALER, info, curve);
            socket.setIdentity(session.getBytes(StandardCharsets.US_ASCII));
            socket.connect(info.address(switch (channel) {
                case SHELL -> ports.shell();
                case CONTROL -> ports.control();
                case STDIN -> ports.stdin();
            }));
            sockets.put(channel, socket);
            pending.put(channel, new ArrayList<>());
        }
        iopub = create(SocketType.SUB, info, curve);
        iopub.setRcvHWM(readAhead);
        iopub.subscribe(new byte[0]);
        iopub.connect(info.address(ports.iopub()));
    }

    private ZMQ.Socket create(SocketType type, ConnectionInfo info, boolean curve) {
        var socket = context.createSocket(type);
        socket.setReceiveTimeOut(TIMEOUT_MILLIS);
        socket.setRcvHWM(0);
        socket.setIPv6(info.ip().contains(":"));
        if (curve) {
            var pair = ZMQ.Curve.generateKeyPair();
            socket.setCurvePublicKey(pair.publicKey.getBytes(StandardCharsets.US_ASCII));
            socket.setCurveSecretKey(pair.secretKey.getBytes(StandardCharsets.US_ASCII));
            info.security().curve().ifPresent(keys ->
                socket.setCurveServerKey(keys.publicKey().getBytes(StandardCharsets.US_ASCII)));
        }
        return socket;
    }

    /**
     * Connects and waits for the welcome, so that nothing is missed from there on. A message that was under way just
     * then may come before it: JeroMQ lets nobody look at a subscription before it counts.
     */
    public static TestClient connect(ConnectionInfo info) {
        var client = unwelcomed(info, info.security().curve().isPresent());
        for (var early = 0; early < MOST_EARLY; early++) {
            if (client.published().type().equals("iopub_welcome")) {
                return client;
            }
        }
        return fail("There is no welcome among the first messages on iopub");
    }

    /** Connects without waiting for anything, with or without encryption. */
    public static TestClient unwelcomed(ConnectionInfo info, boolean curve) {
        return new TestClient(info, curve, 0);
    }

    /** Connects a client that takes no more than a few messages off the network before it is asked for them. */
    public static TestClient slow(ConnectionInfo info) {
        var client = new TestClient(info, false, 2);
        client.published();
        return client;
    }

    /** Sends a request and returns its id. */
    public String send(Channel channel, String type, Map<String, Object> content) {
        return send(channel, new LinkedHashMap<>(Map.of("msg_type", type)), Map.of(), content, List.of());
    }

    /** Sends a message with more in its header, a parent, and buffers. */
    public String send(Channel channel, Map<String, Object> moreHeader, Map<String, Object> parent,
        Map<String, Object> content, List<byte[]> buffers) {
        return send(channel, moreHeader, parent, Map.of(), content, buffers);
    }

    /** Sends an execute_request of the notebook cell with an id. */
    public String sendCell(String cellId, String code) {
        return send(Channel.SHELL, Map.of("msg_type", "execute_request"), Map.of(), Map.of("cellId", cellId),
            Map.of("code", code), List.of());
    }

    private String send(Channel channel, Map<String, Object> moreHeader, Map<String, Object> parent,
        Map<String, Object> metadata, Map<String, Object> content, List<byte[]> buffers) {
        var header = new LinkedHashMap<String, Object>();
        header.put("msg_id", session + "_" + ++sent);
        header.put("session", session);
        header.put("username", "test");
        header.put("date", "2026-01-01T00:00:00.000000Z");
        header.put("version", "5.5");
        header.putAll(moreHeader);
        var parts = List.of(Json.write(header), Json.write(parent), Json.write(metadata), Json.write(content));
        raw(channel, Frames.signed(signer, List.of(), parts, buffers).all());
        return (String) header.get("msg_id");
    }

    /** Sends any frames. */
    public void raw(Channel channel, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            sockets.get(channel).send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    /** Sends an execute_request with options beside the code. */
    public String sendExecute(String code, Object... options) {
        var content = new LinkedHashMap<String, Object>();
        content.put("code", code);
        content.put("allow_stdin", false);
        for (int i = 0; i < options.length; i += 2) {
            content.put((String) options[i], options[i + 1]);
        }
        return send(Channel.SHELL, "execute_request", content);
    }

    /** Runs a cell to its idle. */
    public Ran execute(String code, Object... options) {
        return finish(Channel.SHELL, sendExecute(code, options));
    }

    /** Asks and waits for the idle. */
    public Ran ask(Channel channel, String type, Map<String, Object> content) {
        return finish(channel, send(channel, type, content));
    }

    /** Waits for the reply and the idle of a request that was sent. */
    public Ran finish(Channel channel, String id) {
        return new Ran(reply(channel, id), untilIdle(id));
    }

    /** The reply to a request. */
    public Received reply(Channel channel, String id) {
        return next(sockets.get(channel), pending.get(channel), message -> id.equals(message.answers()));
    }

    /** The next message on a channel. */
    public Received next(Channel channel) {
        return next(sockets.get(channel), pending.get(channel), _ -> true);
    }

    /** Everything that is published for a request, to its idle. */
    public List<Received> untilIdle(String id) {
        var all = new ArrayList<Received>();
        while (all.isEmpty() || !"idle".equals(all.getLast().content().get("execution_state"))) {
            all.add(next(iopub, iopubPending, message -> id.equals(message.answers())));
        }
        return all;
    }

    /** The next publication for a request. */
    public Received publishedFor(String id) {
        return next(iopub, iopubPending, message -> id.equals(message.answers()));
    }

    /** The next publication of any request. */
    public Received published() {
        return next(iopub, iopubPending, _ -> true);
    }

    /** Whether anything is published, beside what was skipped, within {@code millis}. */
    public boolean hears(int millis) {
        return !iopubPending.isEmpty() || arrives(iopub, millis);
    }

    /** Whether a message arrives on a channel within {@code millis}. */
    public boolean hears(Channel channel, int millis) {
        return !pending.get(channel).isEmpty() || arrives(sockets.get(channel), millis);
    }

    private boolean arrives(ZMQ.Socket socket, int millis) {
        try (var poller = context.createPoller(1)) {
            poller.register(socket, ZMQ.Poller.POLLIN);
            return poller.poll(millis) > 0;
        }
    }

    private Received next(ZMQ.Socket socket, List<Received> skipped, Predicate<Received> wanted) {
        for (var message : skipped) {
            if (wanted.test(message)) {
                skipped.remove(message);
                return message;
            }
        }
        while (true) {
            var message = receive(socket);
            if (wanted.test(message)) {
                return message;
            }
            skipped.add(message);
        }
    }

    private Received receive(ZMQ.Socket socket) {
        var frames = new ArrayList<byte[]>();
        do {
            var frame = socket.recv();
            if (frame == null) {
                return fail("Nothing arrived within " + TIMEOUT_MILLIS + " ms");
            }
            frames.add(frame);
        } while (socket.hasReceiveMore());
        try {
            var message = Frames.parse(frames, signer);
            return new Received(message, Json.readObject(message.parts().get(0)),
                Json.readObject(message.parts().get(1)), Json.readObject(message.parts().get(2)),
                Json.readObject(message.parts().get(3)));
        } catch (MalformedMessage e) {
            return fail("The kernel sent " + e.getMessage() + ": "
                + frames.stream().map(frame -> new String(frame, StandardCharsets.UTF_8)).toList());
        }
    }

    /** Sends bytes to the heartbeat and returns what comes back. */
    public static byte[] beat(ConnectionInfo info, byte[] ping) {
        try (var context = new ZContext(); var socket = context.createSocket(SocketType.REQ)) {
            socket.setLinger(0);
            socket.setReceiveTimeOut(500);
            socket.connect(info.address(info.ports().heartbeat()));
            socket.send(ping);
            var deadline = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
            var answer = socket.recv();
            while (answer == null && System.nanoTime() < deadline) {
                // JeroMQ 0.6.0 forgets one connection in a hundred until another socket changes; see Registration.
                try (var other = context.createSocket(SocketType.PAIR)) {
                    other.bindToRandomPort("tcp://127.0.0.1");
                }
                answer = socket.recv();
            }
            return answer;
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
