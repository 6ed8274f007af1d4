package org.jolab.install.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Where a kernel listens, as its connection file says; only {@code tcp}.
 *
 * @param ip the address of its sockets
 * @param ports shell, iopub, stdin, control, heartbeat
 * @param key the secret that signs messages; empty when they are not signed
 * @param curveKey the kernel's public CURVE key in Z85; empty without encryption
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files">connection files</a>
 */
public record Connection(String ip, List<Integer> ports, String key, String curveKey) {

    private static final List<String> PORT_NAMES =
        List.of("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port");

    /** Ports of the loopback interface that are free at this moment, and a new key. */
    public static Connection local() throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            var ports = new ArrayList<Integer>();
            for (int i = 0; i < PORT_NAMES.size(); i++) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
            var secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            return new Connection("127.0.0.1", List.copyOf(ports), HexFormat.of().formatHex(secret), "");
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    /** Reads a connection file that somebody else wrote. */
    public static Connection read(Path file) throws IOException {
        var json = Json.MAPPER.readTree(file.toFile());
        var ports = PORT_NAMES.stream().map(json::path).map(JsonNode::asInt).toList();
        return new Connection(json.path("ip").asText("127.0.0.1"), ports, json.path("key").asText(""),
            json.path("curve_publickey").asText(""));
    }

    /** Writes the connection file that a kernel is started with; the folder must be private, for the key's sake. */
    public void write(Path file) throws IOException {
        var json = Json.object().put("transport", "tcp").put("ip", ip).put("key", key)
            .put("signature_scheme", "hmac-sha256").put("kernel_name", "java");
        for (int i = 0; i < PORT_NAMES.size(); i++) {
            json.put(PORT_NAMES.get(i), ports.get(i));
        }
        Files.write(file, Json.PRETTY.writeValueAsString(json).getBytes(StandardCharsets.UTF_8));
    }

    String address(Channel channel) {
        return "tcp://" + ip + ":" + ports.get(channel.ordinal());
    }

    /** Keys do not belong into logs. */
    @Override
    public String toString() {
        return "Connection[" + ip + " " + ports + "]";
    }
}
