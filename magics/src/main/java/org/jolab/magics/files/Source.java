package org.jolab.magics.files;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jolab.api.UsageError;

/**
 * A text in a file or on the web.
 *
 * @param name the file's name without its folder
 * @param file where it is; empty if it is on the web
 */
record Source(String name, String text, Optional<Path> file) {

    private static final Pattern ON_THE_WEB = Pattern.compile("https?://.+", Pattern.CASE_INSENSITIVE);
    private static final Pattern GITHUB_PAGE = Pattern.compile("https://github\\.com/([^/]+/[^/]+)/blob/(.+)");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int MAX_BYTES = 100 << 20;

    /** Whether {@code typed} is an address on the web. */
    static boolean isOnTheWeb(String typed) {
        return ON_THE_WEB.matcher(typed).matches();
    }

    /**
     * Reads a file, or what is at an address.
     *
     * @throws UsageError if that is not possible, or it is no text
     */
    static Source of(String typed, Places places) throws InterruptedException {
        if (isOnTheWeb(typed)) {
            return fromTheWeb(typed);
        }
        var path = typed.startsWith("file:") ? Path.of(address(typed)) : places.existing(typed);
        if (Files.isDirectory(path)) {
            throw new UsageError(typed + " is a folder; a file is needed.");
        }
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new UsageError(typed + " has more than " + (MAX_BYTES >> 20) + " MiB; that is no source.");
            }
            return new Source(path.getFileName().toString(), text(Files.readAllBytes(path)), Optional.of(path));
        } catch (IOException e) {
            throw new UsageError(typed + " can't be read: " + Reason.of(e) + ".", e);
        }
    }

    private static Source fromTheWeb(String typed) throws InterruptedException {
        // The page that shows a file is what people copy; the file itself lies elsewhere.
        var address = address(GITHUB_PAGE.matcher(typed).replaceFirst("https://raw.githubusercontent.com/$1/$2"));
        var client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(PATIENCE)
            .build();
        try {
            var answer = client.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_BYTES));
            if (answer.statusCode() != OK) {
                throw new UsageError(typed + " can't be read: the server answers with status " + answer.statusCode()
                    + ".");
            }
            var path = address.getPath();
            return new Source(path.substring(path.lastIndexOf('/') + 1), text(answer.body()), Optional.empty());
        } catch (IOException e) {
            throw new UsageError(typed + " can't be read: " + (e.getMessage() == null
                ? "there is no connection to " + address.getHost() : e.getMessage()) + ".", e);
        } finally {
            client.shutdownNow();
        }
    }

    private static URI address(String typed) {
        try {
            var address = URI.create(typed.replace(" ", "%20"));
            if ("file".equals(address.getScheme()) || address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new UsageError(typed + " is no valid address.");
    }

    private static String text(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        // Zero bytes are what tells other files from text.
        if (text.indexOf('\0') >= 0) {
            throw new UsageError("It holds zero bytes, so it is no text.");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Its name's ending in small letters, such as {@code java}; empty if there is none. */
    String kind() {
        var dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
