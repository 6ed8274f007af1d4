package org.jolab.install.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A kernel that knows no Java but a few words, for tests of clients: each line of a cell is a command and its text.
 *
 * <p>{@code out}, {@code err}, {@code result}, {@code display ID}, {@code update ID}, {@code clear},
 * {@code clearlater}, {@code fail NAME},
 * {@code ask}, {@code password}, {@code die CODE}, {@code hang}, {@code deaf}, {@code where},
 * {@code vars} (repeats the cell's declarations). Other lines are ignored.
 */
public final class StubKernel {

    private final ZContext context = new ZContext();
    private final Path connectionFile;
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket stdin;
    private final ZMQ.Socket iopub;
    private final Frames frames;
    private final StringBuilder declarations = new StringBuilder();
    private int count;

    private StubKernel(Path connectionFile) throws IOException {
        this.connectionFile = connectionFile;
        var connection = Connection.read(connectionFile);
        frames = new Frames(connection.key());
        shell = bind(SocketType.ROUTER, connection, Channel.SHELL);
        control = bind(SocketType.ROUTER, connection, Channel.CONTROL);
        stdin = bind(SocketType.ROUTER, connection, Channel.STDIN);
        iopub = bind(SocketType.PUB, connection, Channel.IOPUB);
    }

    /** The command that runs this class in a JVM of its own, made of the class path of this one. */
    public static List<String> command() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), StubKernel.class.getName(),
            KernelProcess.CONNECTION_FILE);
    }

    /** Serves the connection file that is the first argument. */
    public static void main(String[] arguments) throws Exception {
        new StubKernel(Path.of(arguments[0])).serve();
    }

    private ZMQ.Socket bind(SocketType type, Connection connection, Channel channel) {
        var socket = context.createSocket(type);
        socket.setLinger(1000);
        socket.bind(connection.address(channel));
        return socket;
    }

    private void serve() throws Exception {
        var poller = context.createPoller(2);
        poller.register(shell, ZMQ.Poller.POLLIN);
        poller.register(control, ZMQ.Poller.POLLIN);
        while (poller.poll() >= 0) {
            if (poller.pollin(0)) {
                request(shell);
            }
            if (poller.pollin(1) && !request(control)) {
                break;
            }
        }
        context.close();
    }

    /** False after a shutdown. */
    private boolean request(ZMQ.Socket socket) throws Exception {
        var received = receive(socket);
        var message = frames.read(Channel.SHELL, received).orElseThrow();
        publish(message, "status", Json.object().put("execution_state", "busy"));
        var type = message.type();
        var content = switch (type) {
            case "kernel_info_request" -> info();
            case "execute_request" -> execute(message, received.getFirst());
            default -> Json.object().put("status", "ok");
        };
        send(socket, received.getFirst(), message, type.replace("_request", "_reply"), content);
        publish(message, "status", Json.object().put("execution_state", "idle"));
        return !type.equals("shutdown_request");
    }

    private ObjectNode info() {
        var info = Json.object().put("status", "ok").put("protocol_version", "5.5");
        info.putObject("language_info").put("name", "java").put("file_extension", ".java");
        return info;
    }

    private ObjectNode execute(Message request, byte[] identity) throws Exception {
        count++;
        publish(request, "execute_input", request.content().deepCopy());
        for (var line : request.content().path("code").asText().split("\n")) {
            var words = line.split(" ", 2);
            var text = words.length > 1 ? words[1].replace("\\n", "\n") : "";
            switch (words[0]) {
                case "out" -> stream(request, "stdout", text + "\n");
                case "err" -> stream(request, "stderr", text + "\n");
                case "connection" -> stream(request, "stdout", connectionFile.toString());
                case "where" -> stream(request, "stdout", System.getProperty("user.dir"));
                case "vars" -> stream(request, "stdout", declarations.toString());
                case "result" -> publish(request, "execute_result", display(null, text).put("execution_count", count));
                case "display" -> publish(request, "display_data", display(text.split(" ")[0], text));
                case "update" -> publish(request, "update_display_data", display(text.split(" ")[0], text));
                case "clear" -> publish(request, "clear_output", Json.object().put("wait", false));
                case "clearlater" -> publish(request, "clear_output", Json.object().put("wait", true));
                case "fail" -> {
                    return error(request, text, "meant");
                }
                case "ask", "password" -> {
                    if (!request.content().path("allow_stdin").asBoolean()) {
                        return error(request, "UsageError", "no input here");
                    }
                    send(stdin, identity, request, "input_request",
                        Json.object().put("prompt", text).put("password", words[0].equals("password")));
                    var answer = frames.read(Channel.STDIN, receive(stdin)).orElseThrow();
                    stream(request, "stdout", answer.content().path("value").asText());
                }
                case "die" -> {
                    System.err.println("out of memory, say");
                    Thread.sleep(200);
                    Runtime.getRuntime().halt(Integer.parseInt(text));
                }
                case "hang" -> {
                    var interrupt = receive(control);
                    send(control, interrupt.getFirst(), frames.read(Channel.CONTROL, interrupt).orElseThrow(),
                        "interrupt_reply", Json.object().put("status", "ok"));
                    return error(request, "KeyboardInterrupt", "");
                }
                case "deaf" -> Thread.sleep(600_000);
                default -> declarations.append(line.isBlank() ? "" : line + "\n");
            }
        }
        return Json.object().put("status", "ok").put("execution_count", count);
    }

    private ObjectNode error(Message request, String name, String value) throws Exception {
        var error = Json.object().put("ename", name).put("evalue", value);
        error.putArray("traceback").add("\u001b[31m" + name + "\u001b[0m: " + value);
        publish(request, "error", error);
        return error.deepCopy().put("status", "error").put("execution_count", count);
    }

    private static ObjectNode display(String id, String text) {
        var content = Json.object();
        content.putObject("data").put("text/plain", text).put("text/html", "<b>" + text + "</b>\n<br>")
            .putObject("application/json").put("text", text);
        content.putObject("metadata").put("kept", true);
        if (id != null) {
            content.putObject("transient").put("display_id", id);
        }
        return content;
    }

    private void stream(Message request, String name, String text) throws Exception {
        publish(request, "stream", Json.object().put("name", name).put("text", text));
    }

    private void publish(Message parent, String type, JsonNode content) throws Exception {
        send(iopub, type.getBytes(ZMQ.CHARSET), parent, type, content);
    }

    private void send(ZMQ.Socket socket, byte[] first, Message parent, String type, JsonNode content)
            throws Exception {
        var header = Json.object().put("msg_id", UUID.randomUUID().toString()).put("msg_type", type)
            .put("session", "stub").put("username", "stub").put("version", "5.5")
            .put("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
        socket.sendMore(first);
        var parts = frames.write(header, parent.header(), content);
        for (int i = 0; i < parts.size(); i++) {
            socket.send(parts.get(i), i < parts.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    private static List<byte[]> receive(ZMQ.Socket socket) {
        var parts = new ArrayList<byte[]>();
        do {
            parts.add(socket.recv());
        } while (socket.hasReceiveMore());
        return parts;
    }
}
