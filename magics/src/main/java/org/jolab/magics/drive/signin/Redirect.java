package org.jolab.magics.drive.signin;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where a browser was sent after the user had answered, read from its address or from what was pasted. */
sealed interface Redirect {

    /** Consented. */
    record Code(String value) implements Redirect {

        @Override
        public String toString() {
            return "a code";
        }
    }

    /** Google names an error, such as {@code access_denied}. */
    record Refused(String error) implements Redirect {}

    /** This is not what was waited for. */
    record Useless(String why) implements Redirect {}

    /** Reads the query of a request to {@code 127.0.0.1}; empty if it has nothing to do with signing in. */
    static Optional<Redirect> ofQuery(String query, Proof proof) {
        var fields = fields(query == null ? "" : query);
        return fields.containsKey("code") || fields.containsKey("error") ? Optional.of(of(fields, proof))
            : Optional.empty();
    }

    /** Reads an address or a bare code. */
    static Redirect ofPasted(String pasted, Proof proof) {
        var text = pasted.strip().replaceAll("^[\"'<]+|[\"'>]+$", "").replaceAll("\\s+", "");
        if (text.isEmpty()) {
            return new Useless("Nothing was pasted.");
        }
        var isAddress = text.matches("(?i)(https?://|127\\.0\\.0\\.1|localhost).*") || text.startsWith("?")
            || text.matches(".*\\b(code|state|error)=.*");
        if (!isAddress) {
            return text.matches("[A-Za-z0-9/_.%~+-]{8,}") ? new Code(decoded(text)) : new Useless("This is neither an "
                + "address nor a code.");
        }
        if (text.matches("(?i)https://accounts\\.google\\.com/.*")) {
            return new Useless("This is the page where Google asks. Answer there first; the address that is wanted is "
                + "the one after that, which begins with http://127.0.0.1.");
        }
        var query = text.startsWith("?") ? text.substring(1) : text.contains("?") ? text.substring(
            text.indexOf('?') + 1).replaceFirst("#.*$", "") : text.contains("=") && !text.contains("://") ? text : "";
        return ofQuery(query, proof).orElseGet(() -> new Useless("This address holds no code. The one that is wanted "
            + "begins with http://127.0.0.1 and has \"code=\" in it."));
    }

    private static Redirect of(Map<String, String> fields, Proof proof) {
        if (!proof.isState(fields.getOrDefault("state", ""))) {
            return new Useless("This address belongs to another sign-in. Open the link that is shown last, and take "
                + "the address that it ends at.");
        }
        var error = fields.getOrDefault("error", "");
        return error.isEmpty() ? new Code(fields.getOrDefault("code", "")) : new Refused(error);
    }

    private static Map<String, String> fields(String query) {
        var fields = new HashMap<String, String>();
        for (var field : query.split("&")) {
            var at = field.indexOf('=');
            if (at > 0) {
                fields.put(decoded(field.substring(0, at)), decoded(field.substring(at + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    /** The address that Google sends a browser to, with what it is to ask. */
    static URI consent(URI page, Map<String, String> fields) {
        return URI.create(page + (page.getRawQuery() == null ? "?" : "&") + Web.encoded(fields));
    }
}
