package org.jolab.magics.github;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.wire.MalformedMessage;

/**
 * Answers as GitHub's own description of its interface says, with the examples in it, and holds requests against it:
 * one that the description does not allow gets status 400. Single paths can be given other answers; files have to be.
 */
final class GitHubDouble implements AutoCloseable {

    /** An answer. */
    record Answer(int status, Map<String, String> headers, byte[] body) {

        static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A request: its method and path, its JSON or null, its Authorization or null. */
    record Asked(String what, Map<String, Object> body, String authorization) {
    }

    final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Answer> others = new HashMap<>();
    private final Map<?, ?> operations;
    private final HttpServer server;

    GitHubDouble() throws IOException, MalformedMessage {
        try (var in = GitHubDouble.class.getResourceAsStream("api.github.com.json")) {
            operations = (Map<?, ?>) Json.readObject(in.readAllBytes()).get("operations");
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    Map<String, String> environment() {
        return Map.of("GITHUB_API_URL", "http://127.0.0.1:" + server.getAddress().getPort(),
            "GH_CONFIG_DIR", "/nowhere");
    }

    /** Lets {@code what}, such as {@code "GET /repos/a/b"}, be answered otherwise. */
    GitHubDouble answer(String what, Answer answer) {
        others.put(what, answer);
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getRawPath();
        var query = exchange.getRequestURI().getRawQuery();
        var what = exchange.getRequestMethod() + " " + path + (query == null ? "" : "?" + query);
        var sent = exchange.getRequestBody().readAllBytes();
        Map<String, Object> body = null;
        Answer answer;
        try {
            body = sent.length == 0 ? null : Json.readObject(sent);
            answer = others.containsKey(what) ? others.get(what) : described(exchange.getRequestMethod() + " " + path,
                query, body);
        } catch (MalformedMessage e) {
            answer = Answer.of(400, "{\"message\": \"Problems parsing JSON\"}");
        }
        asked.add(new Asked(what, body, exchange.getRequestHeaders().getFirst("Authorization")));
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    private Answer described(String what, String query, Map<String, Object> body) {
        for (var entry : operations.entrySet()) {
            var form = String.valueOf(entry.getKey()).replaceAll("\\{\\w+}", "[^/]+");
            if (what.matches(form)) {
                var operation = (Map<?, ?>) entry.getValue();
                var complaint = complaint(operation, query, body);
                return complaint.isEmpty() ? new Answer(((Number) operation.get("status")).intValue(), Map.of(),
                    Json.write(operation.get("answer"))) : Answer.of(400, "{\"message\": \"" + complaint + "\"}");
            }
        }
        return Answer.of(404, "{\"message\": \"Not Found\"}");
    }

    private static String complaint(Map<?, ?> operation, String query, Map<String, Object> body) {
        for (var parameter : query == null ? new String[0] : query.split("&")) {
            if (!((List<?>) operation.get("query")).contains(parameter.replaceFirst("=.*", ""))) {
                return "no parameter " + parameter;
            }
        }
        return operation.get("body") instanceof Map<?, ?> schema ? mismatch("body", schema, body)
            : body == null ? "" : "no body expected";
    }

    /** What does not fit the schema, of the few kinds that these operations use. */
    private static String mismatch(String name, Map<?, ?> schema, Object value) {
        if (schema.get("oneOf") instanceof List<?> choices) {
            return choices.stream().anyMatch(choice -> mismatch(name, (Map<?, ?>) choice, value).isEmpty()) ? ""
                : name + " is none of the choices";
        }
        return switch (String.valueOf(schema.get("type"))) {
            case "string" -> value instanceof String ? "" : name + " is no string";
            case "boolean" -> value instanceof Boolean ? "" : name + " is no boolean";
            case "integer" -> value instanceof Number ? "" : name + " is no integer";
            case "object" -> value instanceof Map<?, ?> map ? members(name, schema, map) : name + " is no object";
            default -> name + " has an unknown type";
        };
    }

    private static String members(String name, Map<?, ?> schema, Map<?, ?> value) {
        if (schema.get("required") instanceof List<?> required && !value.keySet().containsAll(required)) {
            return name + " lacks one of " + required;
        }
        for (var entry : value.entrySet()) {
            var of = schema.get("properties") instanceof Map<?, ?> properties ? properties.get(entry.getKey()) : null;
            of = of == null ? schema.get("additionalProperties") : of;
            var found = of instanceof Map<?, ?> map ? mismatch(entry.getKey().toString(), map, entry.getValue())
                : "no property " + entry.getKey();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
