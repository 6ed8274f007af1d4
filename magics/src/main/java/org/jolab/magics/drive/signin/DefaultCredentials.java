package org.jolab.magics.drive.signin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jolab.api.UsageError;

/**
 * What {@code GOOGLE_APPLICATION_CREDENTIALS} names, or gcloud has left.
 *
 * @see <a href="https://cloud.google.com/docs/authentication/application-default-credentials">Google on them</a>
 */
record DefaultCredentials(Surroundings surroundings, Renewal renewal, Identity identity) {

    private static final String FILE = "application_default_credentials.json";

    Optional<Path> file() {
        var named = surroundings.get("GOOGLE_APPLICATION_CREDENTIALS").map(Path::of);
        if (named.isPresent()) {
            return named;
        }
        var folder = surroundings.get("CLOUDSDK_CONFIG").map(Path::of).orElseGet(() -> surroundings.get("APPDATA")
            .map(Path::of).orElse(surroundings.home().resolve(".config")).resolve("gcloud"));
        return Optional.of(folder.resolve(FILE)).filter(Files::isRegularFile);
    }

    /** The sign-in that they are, of no account yet, with a token that reaches Drive. */
    Kept take(Access access) throws IOException {
        var file = file().orElseThrow(() -> new UsageError("There are no application-default credentials: "
            + "GOOGLE_APPLICATION_CREDENTIALS is not set, and gcloud has left none. Sign in with "
            + "\"%drive auth login\"."));
        JsonNode node;
        try {
            node = KeptJson.object(file, "file of credentials");
        } catch (java.nio.file.NoSuchFileException e) {
            throw new UsageError("GOOGLE_APPLICATION_CREDENTIALS names " + file + ", and there is no such file.", e);
        }
        return switch (node.path("type").asText()) {
            case "service_account" -> {
                var about = new Kept.About("", "", "the service account key " + file, Set.of(access.scope()), "");
                yield renewal.renew(new Kept(about, new Grant.Key(file.toAbsolutePath(), ""), Token.NONE,
                    surroundings.clock().instant()));
            }
            case "authorized_user" -> ofUser(node, file, access);
            default -> throw new UsageError("The credentials in " + file + " are of the type \""
                + node.path("type").asText() + "\", which cannot be used for Drive here: it takes authorized_user and "
                + "service_account. Sign in with \"%drive auth login --client FILE\".");
        };
    }

    private Kept ofUser(JsonNode node, Path file, Access access) throws IOException {
        var client = new ClientId(node.path("client_id").asText(), node.path("client_secret").asText());
        var refresh = node.path("refresh_token").asText();
        if (refresh.isEmpty()) {
            throw new UsageError("The credentials in " + file + " are torn: they have no refresh_token. Run \"gcloud "
                + "auth application-default login\" again, or sign in with \"%drive auth login\".");
        }
        var about = new Kept.About("", node.path("account").asText(), "the application-default credentials",
            Set.of(access.scope()), "");
        var kept = renewal.renew(new Kept(about, new Grant.Consent(client, refresh, surroundings.endpoints().token()),
            Token.NONE, surroundings.clock().instant()));
        var scopes = identity.scopes(kept.token());
        if (!access.isIn(scopes)) {
            throw new UsageError("The application-default credentials do not reach Google Drive, and gcloud's own "
                + "client id may not ask for it any more. Make a client id (examples/drive-client-id.md) and sign in "
                + "with \"%drive auth login --client FILE\", or run \"gcloud auth application-default login "
                + "--client-id-file FILE --scopes " + access.scope()
                + ",https://www.googleapis.com/auth/cloud-platform\".");
        }
        return new Kept(new Kept.About("", about.account(), about.origin(), scopes, ""), kept.grant(), kept.token(),
            kept.since());
    }
}
