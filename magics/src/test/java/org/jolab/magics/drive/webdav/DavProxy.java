package org.jolab.magics.drive.webdav;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before a server and does what networks and busy servers do. Used by many threads. */
final class DavProxy implements AutoCloseable {

    final AtomicInteger answersToLose = new AtomicInteger();
    final AtomicInteger toRefuse = new AtomicInteger();
    final AtomicLong cutAfter = new AtomicLong(-1);

    private final int target;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    DavProxy(int target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            if (toRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            var method = exchange.getRequestMethod();
            var body = exchange.getRequestBody();
            if (method.equals("PUT")) {
                var after = cutAfter.getAndSet(-1);
                if (after >= 0) {
                    body.skipNBytes(after);
                    throw new IOException("cut");
                }
            }
            forward(exchange, body.readAllBytes());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        var method = exchange.getRequestMethod();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + exchange.getRequestURI()))
            .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        for (var name : Set.of("Depth", "Destination", "Overwrite", "Range", "If-match", "Authorization",
            "Content-type", "X-oc-mtime")) {
            var value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value.replace(address(), "http://127.0.0.1:" + target + "/"));
            }
        }
        var response = client.send(request.build(), BodyHandlers.ofByteArray());
        if (Set.of("PUT", "MOVE", "MKCOL").contains(method)
            && answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("lost");
        }
        response.headers().map().forEach((name, values) -> {
            if (!Set.of("content-length", "transfer-encoding", "connection", "date").contains(name.toLowerCase())) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
