package org.jolab.magics.github;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jolab.api.UsageError;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.wire.MalformedMessage;
import org.jolab.magics.git.transport.Ways;

/**
 * GitHub's REST API, or that of a GitHub Enterprise server whose address is in the environment variable
 * {@code GITHUB_API_URL}. Used by one thread, for one command.
 */
final class Api implements AutoCloseable {

    private static final String VERSION = "2022-11-28";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int AFTER_OK = 300;
    private static final int MAX_BYTES = 100 << 20;

    private final HttpClient client;
    private final String root;
    private Optional<Token> token;

    Api(Map<String, String> environment) {
        client = Ways.asGit(HttpClient.newBuilder().connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL), environment).build();
        root = environment.getOrDefault("GITHUB_API_URL", "https://api.github.com").replaceFirst("/+$", "");
        token = Token.find(environment);
    }

    /** Makes sure that there is a token, and asks for one if need be; {@code purpose} is told, "to make a gist". */
    void authenticate(String purpose) {
        if (token.isEmpty()) {
            token = Optional.of(Token.ask(purpose));
        }
    }

    /** A path of names, in which slashes and what URLs do not hold are encoded, but for slashes of {@code tail}. */
    static String path(String tail) {
        return Arrays.stream(tail.split("/"))
            .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    }

    /** The object at {@code path}; {@code wish} is told if that fails: "read x". */
    Map<String, Object> get(String path, String wish) throws InterruptedException {
        return object(succeeded(send(request(path, "application/vnd.github+json").GET()), wish));
    }

    /** The objects at {@code path}. */
    List<Map<String, Object>> list(String path, String wish) throws InterruptedException {
        var answer = succeeded(send(request(path, "application/vnd.github+json").GET()), wish);
        try {
            if (Json.read(answer.body()) instanceof List<?> items) {
                return items.stream().map(Api::fields).toList();
            }
            throw new UsageError(root + " answers with something that is no list; is it GitHub?");
        } catch (MalformedMessage e) {
            throw new UsageError(root + " does not answer as GitHub does: " + e.getMessage() + ".", e);
        }
    }

    /** Sends {@code body}; the object that comes back. */
    Map<String, Object> post(String path, Map<String, Object> body, String wish) throws InterruptedException {
        return object(succeeded(send(request(path, "application/vnd.github+json")
            .header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(Json.write(body)))), wish));
    }

    /** A file's bytes, as they are; empty if there is nothing. */
    Optional<byte[]> raw(Address file) throws InterruptedException {
        var answer = send(request("/repos/" + file.repository() + "/contents/" + path(file.path())
            + (file.ref().isEmpty() ? "" : "?ref=" + URLEncoder.encode(file.ref(), StandardCharsets.UTF_8)),
            "application/vnd.github.raw+json").GET());
        return Refusal.isNotFound(answer) ? Optional.empty()
            : Optional.of(succeeded(answer, "read " + file).body());
    }

    /** That there is nothing at {@code wish}, in words. */
    UsageError nothing(Address file) throws InterruptedException {
        var answer = send(request("/repos/" + file.repository(), "application/vnd.github+json").GET());
        if (answer.statusCode() == OK) {
            return new UsageError("The repository " + file.repository() + " has no file " + file.path()
                + (file.ref().isEmpty() ? " in its branch " + object(answer).get("default_branch")
                    : " at " + file.ref()) + ".");
        }
        return Refusal.of(answer, "read the repository " + file.repository(), token);
    }

    private HttpRequest.Builder request(String path, String accept) {
        var request = HttpRequest.newBuilder(URI.create(root + path)).timeout(PATIENCE)
            .header("Accept", accept).header("User-Agent", "Jolab").header("X-GitHub-Api-Version", VERSION);
        token.ifPresent(known -> request.header("Authorization", "Bearer " + known.value()));
        return request;
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), MAX_BYTES));
        } catch (HttpTimeoutException e) {
            throw new UsageError(root + " did not answer for " + PATIENCE.toSeconds() + " s. Try again later.", e);
        } catch (ConnectException | UnknownHostException e) {
            throw new UsageError("There is no connection to " + root + ". Is this machine online?", e);
        } catch (IOException e) {
            throw new UsageError("The connection to " + root + " broke: " + e.getMessage() + ".", e);
        }
    }

    private HttpResponse<byte[]> succeeded(HttpResponse<byte[]> answer, String wish) {
        if (answer.statusCode() < OK || answer.statusCode() >= AFTER_OK) {
            throw Refusal.of(answer, wish, token);
        }
        return answer;
    }

    private Map<String, Object> object(HttpResponse<byte[]> answer) {
        try {
            return Json.readObject(answer.body());
        } catch (MalformedMessage e) {
            throw new UsageError(root + " does not answer as GitHub does: " + e.getMessage() + ".", e);
        }
    }

    /** A field that is an object; empty if there is none. */
    static Map<String, Object> fields(Object value) {
        return value instanceof Map<?, ?> map
            ? map.entrySet().stream().filter(entry -> entry.getValue() != null).collect(Collectors.toMap(
                entry -> String.valueOf(entry.getKey()), Map.Entry::getValue)) : Map.of();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
