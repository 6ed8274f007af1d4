package org.jolab.magics.libraries;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A forward proxy for plain HTTP, which may want a name and a password. The host of every address is 127.0.0.1. */
final class TestProxy implements AutoCloseable {

    private final HttpServer server;
    private final String account;
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    TestProxy(String account) throws IOException {
        this.account = account;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::forward);
        server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            var expected = "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
            if (!account.isEmpty() && !expected.equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) {
                exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
                exchange.sendResponseHeaders(407, -1);
                return;
            }
            requests.add(exchange.getRequestURI().toString());
            // The name in the address is known to this proxy alone.
            var address = URI.create(exchange.getRequestURI().toString().replaceFirst("//[^:/]+", "//127.0.0.1"));
            var connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            var status = connection.getResponseCode();
            var bytes = status == 200 ? connection.getInputStream().readAllBytes() : new byte[0];
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
