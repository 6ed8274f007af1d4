package org.jolab.magics.drive.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** A request and the way to answer it. Used by the one thread that serves it. */
final class Call {

    static final JsonMapper JSON = new JsonMapper();

    final String method;
    final String path;
    final Map<String, String> query;
    /** As {@link Traffic} calls it; set once it is known. */
    String name = "";

    private final HttpExchange exchange;
    private final Faults faults;

    Call(HttpExchange exchange, Faults faults) {
        this.exchange = exchange;
        this.faults = faults;
        var override = exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override");
        method = override == null ? exchange.getRequestMethod() : override;
        path = exchange.getRequestURI().getPath();
        query = query(exchange.getRequestURI().getRawQuery());
    }

    /** A form that was sent, or what stands behind a question mark. */
    static Map<String, String> query(String text) {
        var query = new TreeMap<String, String>();
        if (text != null) {
            for (var part : text.split("&")) {
                var equals = part.indexOf('=');
                var name = equals < 0 ? part : part.substring(0, equals);
                var value = equals < 0 ? "" : part.substring(equals + 1);
                query.put(decoded(name), decoded(value));
            }
        }
        return query;
    }

    static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String header(String header) {
        var value = exchange.getRequestHeaders().getFirst(header);
        return value == null ? "" : value;
    }

    boolean says(String parameter) {
        return Boolean.parseBoolean(query.get(parameter));
    }

    int number(String parameter, int standard, int most) throws Refusal {
        try {
            var number = Integer.parseInt(query.getOrDefault(parameter, "" + standard));
            if (number >= 1) {
                return Math.min(number, most);
            }
        } catch (NumberFormatException _) {
            // Refused as any other wrong number.
        }
        throw Refusal.badRequest("Invalid value for " + parameter);
    }

    boolean withDrives() {
        return says("supportsAllDrives") || says("supportsTeamDrives");
    }

    InputStream body() throws IOException {
        var body = exchange.getRequestBody();
        return header("Content-Encoding").toLowerCase(Locale.ROOT).equals("gzip") ? new GZIPInputStream(body) : body;
    }

    JsonNode jsonBody() throws IOException, Refusal {
        return json(body().readAllBytes());
    }

    static JsonNode json(byte[] bytes) throws IOException, Refusal {
        try {
            return bytes.length == 0 ? JsonNodeFactory.instance.objectNode() : JSON.readTree(bytes);
        } catch (JsonProcessingException _) {
            throw new Refusal(400, "parseError", "Parse Error");
        }
    }

    /** The address of this server as the client knows it: behind a TLS terminator it is Google's. */
    String self() {
        var host = header("Host");
        return (host.contains("googleapis") ? "https://" : "http://") + host;
    }

    void set(String header, String value) {
        exchange.getResponseHeaders().set(header, value);
    }

    /** Answers with the wanted fields of a resource; of a file only four where none are named. */
    void answer(JsonNode resource, String standardFields) throws IOException, Refusal {
        var wanted = query.getOrDefault("fields", "");
        send(200, Fields.of(wanted.isEmpty() ? standardFields : wanted).select(resource));
    }

    void send(int status, JsonNode body) throws IOException {
        send(status, "application/json; charset=UTF-8", JSON.writeValueAsBytes(body));
    }

    void send(int status, String type, byte[] bytes) throws IOException {
        if (lost()) {
            return;
        }
        set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    void send(int status) throws IOException {
        if (lost()) {
            return;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** Begins an answer with a body of a known length, which the caller writes and closes. */
    OutputStream stream(int status, String type, long length) throws IOException {
        set("Content-Type", type);
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        return exchange.getResponseBody();
    }

    private boolean lost() {
        if (faults.losesAnswer(name)) {
            breakOff();
            return true;
        }
        return false;
    }

    /** Ends the connection without an answer, or in the middle of one. */
    void breakOff() {
        exchange.close();
    }

    void refuse(Refusal refusal) throws IOException {
        // A client that still sends would see a broken connection in place of the answer.
        try (var rest = exchange.getRequestBody()) {
            rest.transferTo(OutputStream.nullOutputStream());
        }
        if (refusal.retryAfter > 0) {
            set("Retry-After", "" + refusal.retryAfter);
        }
        var body = JsonNodeFactory.instance.objectNode();
        var error = body.putObject("error");
        error.put("code", refusal.status).put("message", refusal.getMessage());
        error.putArray("errors").addObject().put("message", refusal.getMessage()).put("reason", refusal.reason)
            .put("domain", refusal.reason.contains("imitExceeded") ? "usageLimits" : "global");
        send(refusal.status, body);
    }
}
