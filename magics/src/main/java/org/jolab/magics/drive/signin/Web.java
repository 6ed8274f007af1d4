package org.jolab.magics.drive.signin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;

/** Requests about tokens. What is sent and what comes back shows in no error. Used by many threads. */
final class Web {

    private static final Duration TO_CONNECT = Duration.ofSeconds(8);
    private static final Duration TO_ANSWER = Duration.ofSeconds(15);
    private static final int TRIES = 3;

    private final HttpClient client;

    Web(Surroundings surroundings) {
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TO_CONNECT)
            .proxy(surroundings.proxies()).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    /**
     * What came back.
     *
     * @param body an empty object if it was no JSON
     * @param date the server's clock, if it told
     * @param sent what the server is not to repeat to the user
     */
    record Answer(int status, JsonNode body, Optional<Instant> date, Collection<String> sent) {

        boolean isGood() {
            return status / 100 == 2;
        }

        /** OAuth's word for what is wrong, such as {@code invalid_grant}; may be empty. */
        String error() {
            return body.path("error").isObject() ? body.path("error").path("status").asText()
                : body.path("error").asText();
        }

        /** The server's sentence about it, of at most 200 characters. */
        String description() {
            var text = body.path("error_description").asText(body.path("error").path("message").asText("")).strip();
            for (var secret : sent) {
                text = secret.length() < 6 ? text : text.replace(secret, "…");
            }
            return text.length() > 200 ? text.substring(0, 200) + "…" : text;
        }

        @Override
        public String toString() {
            return "status " + status;
        }
    }

    /** Sends a form once. */
    Answer post(URI address, Map<String, String> form) throws IOException {
        return send(request(address).header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(form))).build(), form.values());
    }

    /** Sends a form that does no harm when it is sent twice, and again if that helps. */
    Answer postPatiently(URI address, Map<String, String> form) throws IOException {
        for (var attempt = 1;; attempt++) {
            try {
                var answer = post(address, form);
                if (answer.status < 500 && answer.status != 429) {
                    return answer;
                }
                if (attempt == TRIES) {
                    throw new StoreException(answer.status == 429 ? Kind.RATE : Kind.OFFLINE, address.getHost()
                        + " answers with error " + answer.status + ". It is tried again later.");
                }
            } catch (StoreException e) {
                if (attempt == TRIES || e.kind() != Kind.OFFLINE) {
                    throw e;
                }
            }
            pause(Duration.ofMillis(250L << attempt));
        }
    }

    Answer get(URI address, String header, String value) throws IOException {
        return send(request(address).header(header, value).GET().build(), List.of());
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream().map(field -> field.getKey() + "="
            + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(TO_ANSWER).header("Accept", "application/json");
    }

    private Answer send(HttpRequest request, Collection<String> sent) throws IOException {
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), KeptJson.parse(answer.body()),
                answer.headers().firstValue("Date").flatMap(Web::date), sent);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (InterruptedIOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            throw unreachable(request.uri(), e);
        } catch (IOException e) {
            throw unreachable(request.uri(), e);
        }
    }

    private static StoreException unreachable(URI address, IOException cause) {
        var why = cause.getMessage() != null ? cause.getMessage() : cause instanceof java.net.ConnectException
            ? "no connection" : cause.getClass().getSimpleName();
        return new StoreException(Kind.OFFLINE, address.getHost() + " cannot be reached: " + why
            + ". Look at the network, and at HTTPS_PROXY if you are behind a proxy.", cause);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
