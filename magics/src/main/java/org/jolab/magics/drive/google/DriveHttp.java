package org.jolab.magics.drive.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jolab.magics.drive.signin.AccessTokens;
import org.jolab.magics.drive.signin.Surroundings;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;

/**
 * Sends requests to Google: with a token, not faster than it likes, and again where that helps and there is time.
 * Used by all threads at once.
 */
final class DriveHttp implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(64);

    private final URI endpoint;
    private final AccessTokens tokens;
    private final Duration patience;
    private final HttpClient client;
    private final Stalls stalls = new Stalls();
    private final Pacer reading = new Pacer(System::nanoTime, 200, 1000, 200);
    /** Google bears some three a second for long; what it bears for short it says. */
    private final Pacer writing = new Pacer(System::nanoTime, 40, 200, 100);

    DriveHttp(URI endpoint, AccessTokens tokens, Duration patience) {
        this.endpoint = endpoint;
        this.tokens = tokens;
        this.patience = patience;
        // Parallel requests have connections of their own: a window of HTTP/2 shared by all is slower.
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience)
            .proxy(Surroundings.ofThisProcess().proxies()).build();
    }

    /** Makes something of an answer; what it throws is as if there had been no answer. */
    @FunctionalInterface
    interface Reader<T> {

        T read(HttpResponse<InputStream> answer) throws IOException;
    }

    Duration patience() {
        return patience;
    }

    JsonNode json(Ask ask) throws IOException {
        return send(ask, this::json);
    }

    /** The answer's body as JSON. */
    JsonNode json(HttpResponse<InputStream> answer) throws IOException {
        try (var body = body(answer)) {
            return JSON.readTree(body);
        }
    }

    /** The answer's body, which fails when nothing comes for too long. */
    InputStream body(HttpResponse<InputStream> answer) {
        return stalls.guard(answer.body(), patience);
    }

    <T> T send(Ask ask, Reader<T> reader) throws IOException {
        var end = System.nanoTime() + patience.plus(ask.sending()).toNanos();
        var refusedToken = "";
        for (var attempt = 0;; attempt++) {
            pace(ask, end);
            StoreException trouble;
            try {
                var token = refusedToken.isEmpty() ? tokens.current() : tokens.insteadOf(refusedToken);
                var answer = exchange(ask, token, end);
                if (ask.isAnswer(answer.statusCode())) {
                    var result = reader.read(answer);
                    pacer(ask).succeeded();
                    return result;
                }
                trouble = refusal(answer);
                if (trouble.kind() == Kind.AUTH && answer.statusCode() == 401 && refusedToken.isEmpty()) {
                    refusedToken = token;
                    continue;
                }
                refusedToken = "";
            } catch (StoreException e) {
                trouble = e;
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted");
                }
                trouble = Refusals.unreachable(e);
            }
            if (trouble.kind() == Kind.RATE) {
                pacer(ask).refused(trouble.retryAfter());
            }
            var wait = Math.max(trouble.retryAfter().toNanos(), backOff(attempt));
            if (!trouble.passes() || ask.once() || System.nanoTime() + wait >= end) {
                throw trouble;
            }
            sleep(wait);
        }
    }

    private HttpResponse<InputStream> exchange(Ask ask, String token, long end) throws IOException {
        var left = Duration.ofNanos(Math.max(end - System.nanoTime(), Duration.ofSeconds(1).toNanos()));
        try {
            return client.send(ask.request(endpoint, token, left), BodyHandlers.ofInputStream());
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    private StoreException refusal(HttpResponse<InputStream> answer) throws IOException {
        try (var body = body(answer)) {
            return Refusals.of(answer.statusCode(), body.readNBytes(64 << 10),
                answer.headers().firstValue("Retry-After").orElse(""));
        }
    }

    private Pacer pacer(Ask ask) {
        return ask.sort() == Ask.Sort.READ ? reading : writing;
    }

    private void pace(Ask ask, long end) throws IOException {
        var wait = pacer(ask).reserve();
        if (wait > 0) {
            if (System.nanoTime() + wait >= end) {
                throw new StoreException(Kind.RATE, "Google Drive asks for fewer requests for a while.",
                    Duration.ofNanos(wait), null);
            }
            sleep(wait);
        }
    }

    /** Twice as long each time, with so much chance that those who wait do not come back together. */
    static long backOff(int attempt) {
        var most = Math.min(FIRST_WAIT.toNanos() << Math.min(attempt, 10), LONGEST_WAIT.toNanos());
        return ThreadLocalRandom.current().nextLong(most / 2, most + 1);
    }

    static void sleep(long nanos) throws InterruptedIOException {
        try {
            Thread.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    @Override
    public void close() {
        stalls.close();
        client.shutdownNow();
    }
}
