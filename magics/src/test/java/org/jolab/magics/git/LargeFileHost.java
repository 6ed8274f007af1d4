package org.jolab.magics.git;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.wire.MalformedMessage;

/**
 * As much of a Git LFS server as clients need.
 *
 * @param folder where large files are kept, under their names
 * @param root the server's address
 */
record LargeFileHost(Path folder, String root) {

    void answer(HttpExchange exchange) throws IOException {
        Files.createDirectories(folder);
        var path = exchange.getRequestURI().getPath();
        var file = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
        if (path.endsWith("/objects/batch")) {
            batch(exchange);
        } else if (path.contains("/locks")) {
            reply(exchange, 404, Map.of("message", "no locks"));
        } else if (exchange.getRequestMethod().equals("PUT")) {
            Files.write(file, exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
        } else if (Files.exists(file)) {
            exchange.sendResponseHeaders(200, Files.size(file));
            Files.copy(file, exchange.getResponseBody());
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private void batch(HttpExchange exchange) throws IOException {
        try {
            var request = Json.readObject(exchange.getRequestBody().readAllBytes());
            var operation = String.valueOf(request.get("operation"));
            var objects = ((List<?>) request.get("objects")).stream().map(object -> object((Map<?, ?>) object,
                operation, exchange.getRequestHeaders().getFirst("Authorization"))).toList();
            reply(exchange, 200, Map.of("transfer", "basic", "objects", objects));
        } catch (MalformedMessage e) {
            reply(exchange, 422, Map.of("message", e.getMessage()));
        }
    }

    private Map<String, Object> object(Map<?, ?> wanted, String operation, String login) {
        var oid = String.valueOf(wanted.get("oid"));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("oid", oid);
        answer.put("size", wanted.get("size"));
        answer.put("authenticated", true);
        var isHere = Files.exists(folder.resolve(oid));
        if (operation.equals("download") && !isHere) {
            answer.put("error", Map.of("code", 404, "message", "Object does not exist"));
        } else if (operation.equals("download") || !isHere) {
            answer.put("actions", Map.of(operation, Map.of("href", root + "info/lfs/" + oid,
                "header", login == null ? Map.of() : Map.of("Authorization", login))));
        }
        return answer;
    }

    private static void reply(HttpExchange exchange, int status, Map<String, ?> fields) throws IOException {
        var bytes = Json.write(Map.copyOf(fields));
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.git-lfs+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
