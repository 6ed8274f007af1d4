package org.jolab.magics.github;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.UsageError;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.wire.MalformedMessage;

/**
 * GitHub's answers that are no success, in words.
 *
 * @see <a href="https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api">GitHub on them</a>
 */
final class Refusal {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;

    private Refusal() {}

    /** What to tell the user who wanted {@code wish}, such as {@code "read octocat/hello-world"}. */
    static UsageError of(HttpResponse<byte[]> answer, String wish, Optional<Token> token) {
        var said = said(answer.body());
        var message = switch (answer.statusCode()) {
            case UNAUTHORIZED -> "GitHub does not take " + token.map(Token::toString).orElse("this") + ": " + said
                + ". It may have expired or been revoked.";
            case FORBIDDEN, TOO_MANY -> isLimited(answer) ? limit(answer, token)
                : "GitHub forbids to " + wish + ": " + said + ".";
            case NOT_FOUND -> "GitHub has nothing there, could not " + wish + ": the name or the branch is wrong, or "
                + "it "
                + token.map(known -> "is not for " + known).orElse("is private (a token in the environment variable "
                    + "GITHUB_TOKEN opens what is yours)") + ".";
            case UNPROCESSABLE -> "GitHub can't " + wish + ": " + said + ".";
            default -> "GitHub could not " + wish + ": it answers with status " + answer.statusCode() + ", " + said
                + ".";
        };
        return new UsageError(message);
    }

    static boolean isNotFound(HttpResponse<?> answer) {
        return answer.statusCode() == NOT_FOUND;
    }

    private static boolean isLimited(HttpResponse<?> answer) {
        return answer.statusCode() == TOO_MANY || answer.headers().firstValue("retry-after").isPresent()
            || answer.headers().firstValue("x-ratelimit-remaining").filter("0"::equals).isPresent();
    }

    private static String limit(HttpResponse<?> answer, Optional<Token> token) {
        var headers = answer.headers();
        var now = Instant.now();
        var wait = headers.firstValueAsLong("retry-after");
        var until = wait.isPresent() ? now.plusSeconds(wait.getAsLong())
            : Instant.ofEpochSecond(headers.firstValueAsLong("x-ratelimit-reset").orElse(now.getEpochSecond()));
        return "GitHub answers only "
            + headers.firstValue("x-ratelimit-limit").orElse("so many") + " requests an hour"
            + ", and they are used up until " + DateTimeFormatter.ofPattern("HH:mm").format(until.atZone(
                ZoneId.systemDefault()))
            + (token.isPresent() ? "." : "; with a token in the environment variable GITHUB_TOKEN it answers 5000.");
    }

    /** GitHub's own words: its message, and what it says of single fields. */
    private static String said(byte[] body) {
        try {
            var answer = Json.readObject(body);
            var parts = new ArrayList<String>();
            parts.add(String.valueOf(answer.getOrDefault("message", "no reason given")).replaceFirst("\\.$", ""));
            if (answer.get("errors") instanceof List<?> errors) {
                errors.forEach(error -> parts.add(one(error)));
            }
            return String.join("; ", parts);
        } catch (MalformedMessage e) {
            return "no reason given";
        }
    }

    private static String one(Object error) {
        return error instanceof Map<?, ?> fields
            ? fields.get("message") instanceof String message ? message
                : fields.get("field") + " is " + String.valueOf(fields.get("code")).replace('_', ' ')
            : String.valueOf(error);
    }
}
