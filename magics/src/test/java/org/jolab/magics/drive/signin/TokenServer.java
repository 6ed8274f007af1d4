package org.jolab.magics.drive.signin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** What no public server of tokens does: Google's answers in their order, codes for devices, what a token may do. */
final class TokenServer implements AutoCloseable {

    static final String ACCOUNT = "ada@example.com";

    /** Forms that came, by path. */
    final Map<String, List<Map<String, String>>> asked = new ConcurrentHashMap<>();
    final AtomicInteger given = new AtomicInteger();
    volatile String account = ACCOUNT;
    volatile String scopes = Access.ALL.scope();
    volatile long life = 3600;
    volatile long delay;
    private final Map<String, LinkedBlockingDeque<Map.Entry<Integer, String>>> scripts = new ConcurrentHashMap<>();
    private final HttpServer server;

    TokenServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    Endpoints endpoints() {
        return new Endpoints(at("/consent"), at("/token"), at("/device"), at("/revoke"), at("/info"), at("/"));
    }

    /** The next answer of a path is this one. */
    TokenServer next(String path, int status, String body) {
        scripts.computeIfAbsent(path, _ -> new LinkedBlockingDeque<>()).add(Map.entry(status, body));
        return this;
    }

    List<Map<String, String>> asked(String path) {
        return asked.getOrDefault(path, List.of());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var query = exchange.getRequestURI().getRawQuery();
            asked.computeIfAbsent(path, _ -> new CopyOnWriteArrayList<>()).add(form);
            if (path.equals("/consent")) {
                var asking = fields(query);
                exchange.getResponseHeaders().set("Location", asking.get("redirect_uri") + "/?state="
                    + asking.get("state") + "&code=4%2Fcode-of-google");
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            var script = scripts.get(path);
            var next = script == null ? null : script.poll();
            if (delay > 0) {
                Thread.sleep(delay);
            }
            var body = (next == null ? usual(path) : next.getValue()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(next == null ? 200 : next.getKey(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException _) {
            // The test is over.
        }
    }

    private String usual(String path) {
        var node = KeptJson.JSON.createObjectNode();
        var answer = switch (path) {
            case "/token", "/computeMetadata/v1/instance/service-accounts/default/token" -> node.put("access_token",
                "ya29.secret-" + given.incrementAndGet()).put("expires_in", life).put("scope", scopes)
                .put("refresh_token", "1//secret-refresh").put("token_type", "Bearer");
            case "/device" -> node.put("device_code", "secret-device-code").put("user_code", "GQVQ-JKEC")
                .put("verification_url", "https://www.google.com/device").put("expires_in", 1800).put("interval", 1);
            case "/info" -> node.put("scope", scopes).put("expires_in", "3599");
            case "/drive/v3/about" -> node.set("user", KeptJson.JSON.createObjectNode().put("emailAddress", account));
            default -> node;
        };
        return answer.toString();
    }

    static Map<String, String> fields(String form) {
        var fields = new LinkedHashMap<String, String>();
        for (var field : form == null ? new String[0] : form.split("&")) {
            var parts = field.split("=", 2);
            if (parts.length == 2) {
                fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return new HashMap<>(fields);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
