package org.jolab.magics.drive.signin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jolab.api.UsageError;

/**
 * The key of a service account, as Google's console gives it. Its text does not show the key.
 *
 * @param account the account's address
 * @param id      of the key
 * @param token   where it is turned into tokens
 */
record ServiceKey(String account, String id, PrivateKey key, URI token) {

    private static final Duration LIFE = Duration.ofHours(1);

    /** Reads the file with the key. */
    static ServiceKey read(Path file) {
        try {
            return of(file, KeptJson.object(file, "service account key"));
        } catch (java.nio.file.NoSuchFileException e) {
            throw new UsageError("There is no service account key " + file + ". Give the path of the JSON file that "
                + "the console made for it (IAM & Admin, Service Accounts, Keys).", e);
        } catch (IOException e) {
            throw new UsageError("The service account key " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ServiceKey of(Path file, JsonNode node) {
        if (!"service_account".equals(node.path("type").asText())) {
            throw new UsageError("The file " + file + " is no service account key: its \"type\" is \""
                + node.path("type").asText() + "\"." + (node.has("installed") || node.has("web")
                ? " It is a client id: use \"%drive auth login --client " + file + "\"." : ""));
        }
        try {
            var pem = node.path("private_key").asText().replaceAll("-----[A-Z ]+-----|\\s", "");
            var key = KeyFactory.getInstance("RSA").generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            return new ServiceKey(node.path("client_email").asText(), node.path("private_key_id").asText(), key,
                KeptJson.address(node.path("token_uri").asText("https://oauth2.googleapis.com/token")));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new UsageError("The service account key " + file + " is torn: its \"private_key\" cannot be read. "
                + "Make a new key in the console (IAM & Admin, Service Accounts, Keys).");
        }
    }

    /** A signed wish for a token: RFC 7523. */
    String assertion(String scope, String subject, Instant now) {
        var header = KeptJson.JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT").put("kid", id);
        var claims = KeptJson.JSON.createObjectNode().put("iss", account).put("scope", scope)
            .put("aud", token.toString()).put("iat", now.getEpochSecond())
            .put("exp", now.plus(LIFE).getEpochSecond());
        if (!subject.isEmpty()) {
            claims.put("sub", subject);
        }
        try {
            var text = base64(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.toString().getBytes(StandardCharsets.UTF_8));
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return account;
    }
}
