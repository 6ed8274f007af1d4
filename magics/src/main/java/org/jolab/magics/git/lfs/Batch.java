package org.jolab.magics.git.lfs;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.transport.URIish;
import org.jolab.api.UsageError;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.wire.MalformedMessage;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.remote.Exchange;
import org.jolab.magics.git.transport.Connections;

/**
 * Talks with a server of large files. Used by one thread.
 *
 * @see <a href="https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md">the batch API</a>
 */
final class Batch implements AutoCloseable {

    private static final String TYPE = "application/vnd.git-lfs+json";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Place place;
    private final Exchange exchange;
    private final Endpoint.Server server;
    private final HttpClient client;

    Batch(Place place, Exchange exchange, Endpoint.Server server) throws IOException {
        this.place = place;
        this.exchange = exchange;
        this.server = server;
        var connections = new Connections(place, exchange.config());
        var builder = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(new ProxySelector() {
                @Override
                public List<java.net.Proxy> select(URI uri) {
                    return List.of(connections.proxy(uri));
                }

                @Override
                public void connectFailed(URI uri, SocketAddress address, IOException e) {}
            });
        connections.context().ifPresent(builder::sslContext);
        client = builder.build();
    }

    /** Brings one large file. */
    void download(Pointer pointer, Store store) throws IOException, InterruptedException {
        var action = actions("download", pointer).get("download");
        if (!(action instanceof Map<?, ?> fields)) {
            throw new IOException("the server does not say where it is");
        }
        var answer = client.send(request(fields).GET().build(), BodyHandlers.ofInputStream());
        try (var in = counted(answer.body())) {
            check(answer);
            store.add(pointer, in);
        }
    }

    /** Sends one large file, unless the server has it. */
    void upload(Pointer pointer, Store store) throws IOException, InterruptedException {
        var actions = actions("upload", pointer);
        if (actions.get("upload") instanceof Map<?, ?> fields) {
            check(client.send(request(fields).header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofFile(store.file(pointer))).build(), BodyHandlers.discarding()));
            place.shift().meter().bytes(pointer.size());
        }
        if (actions.get("verify") instanceof Map<?, ?> fields) {
            check(client.send(request(fields).header("Content-Type", TYPE).header("Accept", TYPE)
                .POST(BodyPublishers.ofByteArray(Json.write(object(pointer)))).build(), BodyHandlers.discarding()));
        }
    }

    private InputStream counted(InputStream in) {
        return Connections.counted(in, place.shift().meter());
    }

    private static Map<String, Object> object(Pointer pointer) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("oid", pointer.oid());
        fields.put("size", pointer.size());
        return fields;
    }

    private Map<?, ?> actions(String operation, Pointer pointer) throws IOException, InterruptedException {
        var body = new LinkedHashMap<String, Object>();
        body.put("operation", operation);
        body.put("transfers", List.of("basic"));
        body.put("objects", List.of(object(pointer)));
        body.put("hash_algo", "sha256");
        var answer = ask(Json.write(body));
        try {
            if (Json.readObject(answer).get("objects") instanceof List<?> objects && !objects.isEmpty()
                    && objects.getFirst() instanceof Map<?, ?> object) {
                if (object.get("error") instanceof Map<?, ?> error) {
                    throw new IOException(error.get("message") + " (" + error.get("code") + ")");
                }
                return object.get("actions") instanceof Map<?, ?> actions ? actions : Map.of();
            }
        } catch (MalformedMessage e) {
            throw new IOException("the server does not answer as one of Git LFS does", e);
        }
        throw new IOException("the server says nothing of the file");
    }

    private byte[] ask(byte[] body) throws IOException, InterruptedException {
        var address = server.url() + "/objects/batch";
        var login = "";
        while (true) {
            var request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).header("Accept", TYPE)
                .header("Content-Type", TYPE).header("User-Agent", "Jolab");
            server.headers().forEach(request::header);
            if (!login.isEmpty()) {
                request.header("Authorization", login);
            }
            var answer = client.send(request.POST(BodyPublishers.ofByteArray(body)).build(),
                BodyHandlers.ofByteArray());
            if (answer.statusCode() != 401) {
                check(answer);
                return answer.body();
            }
            login = login(address, !login.isEmpty());
        }
    }

    private String login(String address, boolean isAgain) {
        try {
            var uri = new URIish(address);
            if (isAgain) {
                exchange.keeper().reset(uri);
            }
            return exchange.keeper().login(uri).map(known -> "Basic " + Base64.getEncoder().encodeToString(
                (known.user() + ":" + known.secret()).getBytes(StandardCharsets.UTF_8)))
                .orElseThrow(() -> new UsageError(uri.getHost() + " wants to know who you are before it gives large "
                    + "files, and no login was right."));
        } catch (URISyntaxException e) {
            throw new UsageError("This is no address: " + address + ".", e);
        }
    }

    private static HttpRequest.Builder request(Map<?, ?> action) {
        var request = HttpRequest.newBuilder(URI.create(String.valueOf(action.get("href"))))
            .header("User-Agent", "Jolab");
        if (action.get("header") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) -> {
                // The client sets these by itself.
                if (!String.valueOf(name).matches("(?i)content-length|host|transfer-encoding|content-type")) {
                    request.header(String.valueOf(name), String.valueOf(value));
                }
            });
        }
        return request;
    }

    private static void check(HttpResponse<?> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.uri().getHost() + " answers with status " + answer.statusCode());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
