package org.jolab.magics.drive.webdav;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;

/** Requests to a WebDAV server, sent again where that helps. Used by many threads. */
final class DavHttp implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofHours(12);

    private final URI top;
    private final DavLogin login;
    // No redirects: they could lead the password elsewhere.
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(Duration.ofSeconds(5)).build();

    DavHttp(URI top, DavLogin login) {
        this.top = top;
        this.login = login;
    }

    /**
     * A request.
     *
     * @param body made anew for each try; null for none
     */
    record Call(String method, URI address, Map<String, String> headers, Supplier<BodyPublisher> body) {

        Call(String method, URI address, Map<String, String> headers) {
            this(method, address, headers, null);
        }
    }

    /**
     * An answer.
     *
     * @param again an earlier try may have been carried out, with its answer lost
     */
    record Result(int status, HttpResponse<InputStream> response, boolean again) implements AutoCloseable {

        boolean good() {
            return status >= 200 && status < 300;
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public void close() throws IOException {
            try (var body = response.body()) {
                // What is left is short; read, the connection can be used again.
                body.skipNBytes(Math.min(body.available(), 1 << 16));
            }
        }
    }

    /** Sends a request until there is an answer that another try would not change. */
    Result send(Call call) throws IOException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        var authorization = login.header();
        var renewed = false;
        var again = false;
        for (var tries = 0; true; tries++) {
            var pause = Duration.ofMillis(100L << Math.min(tries, 6));
            IOException failure;
            try {
                var response = client.send(request(call, authorization), BodyHandlers.ofInputStream());
                var status = response.statusCode();
                var result = new Result(status, response, again);
                if (status == 401 && !renewed) {
                    renewed = true;
                    var other = login.insteadOf(authorization);
                    if (!other.equals(authorization)) {
                        result.close();
                        authorization = other;
                        continue;
                    }
                }
                if (status != 429 && status != 500 && (status < 502 || status > 504)) {
                    return result;
                }
                var asked = retryAfter(result);
                pause = asked.compareTo(pause) > 0 ? asked : pause;
                result.close();
                again |= status != 429 && status != 503;
                failure = new StoreException(status == 429 ? Kind.RATE : Kind.OFFLINE,
                    host() + " is busy or broken for the moment (" + status + ").", asked, null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted.");
            } catch (IOException e) {
                again = true;
                failure = new StoreException(Kind.OFFLINE, host() + " cannot be reached: " + reason(e) + ".", e);
            }
            if (System.nanoTime() + pause.toNanos() > until) {
                throw failure;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted.");
            }
        }
    }

    private HttpRequest request(Call call, String authorization) {
        var request = HttpRequest.newBuilder(call.address)
            .timeout(call.method.equals("PUT") ? LONG : PATIENCE)
            .method(call.method, call.body == null ? BodyPublishers.noBody() : call.body.get());
        call.headers.forEach(request::header);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    private static Duration retryAfter(Result result) {
        try {
            return Duration.ofSeconds(Long.parseLong(result.header("Retry-After")));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    String host() {
        return top.getHost() + (top.getPort() < 0 ? "" : ":" + top.getPort());
    }

    /** Why an answer is none that was hoped for. */
    StoreException refusal(Result result, String name) {
        var status = result.status();
        return switch (status) {
            case 401 -> new StoreException(Kind.AUTH, host() + " does not accept the name and password.");
            case 403 -> new StoreException(Kind.DENIED, host() + " does not permit this for " + name + ".");
            case 404, 409, 410 -> new StoreException(Kind.NOT_FOUND, "There is no " + name + " or no folder for it.");
            case 412 -> new StoreException(Kind.CONFLICT, name + " has been changed meanwhile, or is there already.");
            case 423 -> new StoreException(Kind.OFFLINE, name + " is locked by somebody.");
            case 507 -> new StoreException(Kind.FULL, host() + " has no room left.");
            default -> new StoreException(status >= 500 ? Kind.OFFLINE : Kind.REFUSED,
                host() + " refuses this for " + name + " (" + status + ").");
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
