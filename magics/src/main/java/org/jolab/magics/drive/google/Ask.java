package org.jolab.magics.drive.google;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A request to Google, built by one thread. Its body can be sent again. */
final class Ask {

    /** To which limit of Google's a request counts. */
    enum Sort { READ, WRITE }

    private final String method;
    private final String address;
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private BodyPublisher body = BodyPublishers.noBody();
    private Set<Integer> accepted = Set.of();
    private Sort sort;
    private boolean once;

    /** @param address a path below the endpoint, or all of an address */
    private Ask(String method, String address) {
        this.method = method;
        this.address = address;
        sort = method.equals("GET") ? Sort.READ : Sort.WRITE;
    }

    static Ask get(String path) {
        return new Ask("GET", path).with("supportsAllDrives", "true");
    }

    static Ask post(String path) {
        return new Ask("POST", path).with("supportsAllDrives", "true");
    }

    static Ask patch(String path) {
        return new Ask("PATCH", path).with("supportsAllDrives", "true");
    }

    /** A request to a session of an upload, at its whole address: tried once, as what to send depends on the answer. */
    static Ask session(String method, String address) {
        var ask = new Ask(method, address);
        ask.sort = Sort.READ;
        ask.once = true;
        return ask;
    }

    Ask with(String parameter, String value) {
        query.put(parameter, value);
        return this;
    }

    Ask header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Ask json(String text) {
        return body("application/json; charset=UTF-8", BodyPublishers.ofString(text));
    }

    Ask body(String type, BodyPublisher publisher) {
        body = publisher;
        return header("Content-Type", type);
    }

    /** Answers with these numbers are no errors either. */
    Ask accepts(Integer... statuses) {
        accepted = Set.of(statuses);
        return this;
    }

    boolean isAnswer(int status) {
        return status >= 200 && status < 300 || accepted.contains(status);
    }

    Sort sort() {
        return sort;
    }

    boolean once() {
        return once;
    }

    /** How much longer it may take than a request without a body: at 128 KiB a second. */
    Duration sending() {
        return Duration.ofSeconds(Math.max(0, body.contentLength()) >> 17);
    }

    HttpRequest request(URI endpoint, String token, Duration limit) {
        var parameters = query.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
        var uri = endpoint.resolve(parameters.isEmpty() ? address : address + "?" + parameters);
        var request = HttpRequest.newBuilder(uri).method(method, body).timeout(limit);
        headers.forEach(request::header);
        return request.header("Authorization", "Bearer " + token).build();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
