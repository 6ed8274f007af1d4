package org.jolab.magics.drive.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** Sign-ins as JSON. Errors tell nothing of what they found: it may be a secret. */
final class KeptJson {

    static final JsonMapper JSON = new JsonMapper();

    private static final int VERSION = 1;
    private static final String TYPE = "type";

    private KeptJson() {}

    /** The JSON object in a file, which is {@code what}. */
    static JsonNode object(Path file, String what) throws IOException {
        try {
            var read = JSON.readTree(Files.readAllBytes(file));
            if (read != null && read.isObject()) {
                return read;
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException _) {
            // Its message quotes the file.
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
        throw new IOException("The file " + file + " is no " + what + ": it is not a JSON object.");
    }

    /** Something in JSON that came from elsewhere. */
    static JsonNode parse(String text) {
        try {
            var read = JSON.readTree(text);
            return read == null ? JSON.createObjectNode() : read;
        } catch (com.fasterxml.jackson.core.JsonProcessingException _) {
            return JSON.createObjectNode();
        }
    }

    static byte[] write(Kept kept) throws IOException {
        var about = kept.about();
        var node = JSON.createObjectNode().put("version", VERSION).put("name", about.name())
            .put("account", about.account()).put("origin", about.origin()).put("since", kept.since().toString());
        about.scopes().stream().sorted().forEach(node.putArray("scopes")::add);
        if (!about.trouble().isEmpty()) {
            node.put("trouble", about.trouble());
        }
        switch (kept.grant()) {
            case Grant.Consent consent -> node.put(TYPE, "authorized_user").put("client_id", consent.client().id())
                .put("client_secret", consent.client().secret()).put("refresh_token", consent.refreshToken())
                .put("token_uri", consent.token().toString());
            case Grant.Key key -> node.put(TYPE, "service_account").put("key_file", key.file().toString())
                .put("subject", key.subject());
            case Grant.Machine machine -> node.put(TYPE, "machine").put("address", machine.address().toString());
        }
        if (!kept.token().value().isEmpty()) {
            node.put("access_token", kept.token().value()).put("expires", kept.token().until().toString());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
    }

    static Kept read(Path file) throws IOException {
        var node = object(file, "sign-in");
        try {
            if (node.path("version").asInt() > VERSION) {
                throw new IOException("The file " + file + " was written by a newer Jolab. Sign in again with "
                    + "\"%drive auth login NAME\" under another name.");
            }
            var grant = switch (node.path(TYPE).asText()) {
                case "authorized_user" -> new Grant.Consent(new ClientId(text(node, "client_id"),
                    node.path("client_secret").asText()), text(node, "refresh_token"),
                    address(text(node, "token_uri")));
                case "service_account" -> new Grant.Key(Path.of(text(node, "key_file")),
                    node.path("subject").asText());
                case "machine" -> new Grant.Machine(URI.create(text(node, "address")));
                default -> throw new IllegalArgumentException();
            };
            var token = node.hasNonNull("access_token") ? new Token(text(node, "access_token"),
                Instant.parse(text(node, "expires"))) : Token.NONE;
            return new Kept(new Kept.About(text(node, "name"), node.path("account").asText(),
                node.path("origin").asText(), scopes((ObjectNode) node), node.path("trouble").asText()), grant, token,
                Instant.parse(text(node, "since")));
        } catch (IllegalArgumentException | DateTimeException _) {
            throw new IOException("The sign-in in " + file + " cannot be read: something in it is missing or torn. "
                + "Remove the file and sign in again with \"%drive auth login\".");
        }
    }

    /** Where secrets may be sent: encrypted, or to this machine. */
    static URI address(String text) {
        var address = URI.create(text);
        var isHere = "http".equals(address.getScheme()) && Set.of("127.0.0.1", "localhost", "[::1]")
            .contains(String.valueOf(address.getHost()));
        if (!"https".equals(address.getScheme()) && !isHere) {
            throw new IllegalArgumentException("not https");
        }
        return address;
    }

    private static Set<String> scopes(ObjectNode node) {
        var scopes = new LinkedHashSet<String>();
        node.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        return scopes;
    }

    private static String text(JsonNode node, String field) {
        var value = node.path(field).asText();
        if (value.isEmpty()) {
            throw new IllegalArgumentException();
        }
        return value;
    }
}
