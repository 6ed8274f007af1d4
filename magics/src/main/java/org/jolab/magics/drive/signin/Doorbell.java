package org.jolab.magics.drive.signin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jolab.api.UsageError;

/** Where a browser on this machine, or one that reaches it through a tunnel, comes to after the user has answered. */
final class Doorbell implements AutoCloseable {

    private final HttpServer server;
    private final Proof proof;
    private final Consumer<Redirect> arrivals;

    /**
     * Waits on 127.0.0.1.
     *
     * @param port     0 for any
     * @param arrivals gets what is useful, on the server's thread
     */
    Doorbell(int port, Proof proof, Consumer<Redirect> arrivals) throws IOException {
        this.proof = proof;
        this.arrivals = arrivals;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
                4);
        } catch (java.net.BindException e) {
            throw new UsageError("Port " + port + " of 127.0.0.1, which JOLAB_DRIVE_PORT names, is taken. Name another "
                + "one, or none.", e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where browsers are to be sent. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var arrived = Redirect.ofQuery(exchange.getRequestURI().getRawQuery(), proof);
            var page = switch (arrived.orElse(null)) {
                case Redirect.Code _ -> "You are signed in, as far as your browser is concerned. You can close this "
                    + "page and go back to the notebook.";
                case Redirect.Refused _ -> "You did not allow it. You can close this page and go back to the notebook.";
                case Redirect.Useless useless -> useless.why();
                case null -> "";
            };
            send(exchange, arrived.isEmpty() ? 404 : arrived.get() instanceof Redirect.Useless ? 400 : 200, page);
            // A stranger's visit is no reason to stop waiting.
            arrived.filter(one -> !(one instanceof Redirect.Useless)).ifPresent(arrivals);
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var page = ("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Jolab</title><body style=\""
            + "font-family:sans-serif;margin:3em\"><p>" + text + "</p></body></html>").getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Connection", "close");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
