package org.jolab.magics.drive.signin;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jolab.api.UsageError;
import org.jolab.magics.drive.store.StoreException;

/** Who a token belongs to and what it may do, as Google says. */
record Identity(Surroundings surroundings, Web web) {

    /**
     * The address of the account; empty if it cannot be asked for now.
     *
     * @throws UsageError if Google Drive will not work with this token
     */
    Optional<String> account(Token token, String project) throws IOException {
        try {
            var answer = web.get(surroundings.endpoints().drive().resolve("drive/v3/about?fields=user"),
                "Authorization", "Bearer " + token.value());
            if (answer.isGood()) {
                return Optional.of(answer.body().path("user").path("emailAddress").asText())
                    .filter(text -> !text.isEmpty());
            }
            var body = answer.body().toString();
            if (answer.status() == 403 && (body.contains("accessNotConfigured") || body.contains("SERVICE_DISABLED"))) {
                throw new UsageError("You have signed in, but the Google Drive API is not switched on in the project "
                    + "of your client id. Open https://console.cloud.google.com/apis/library/drive.googleapis.com"
                    + (project.isEmpty() ? "" : "?project=" + project) + ", press \"Enable\", wait a minute, and begin "
                    + "again with \"%drive auth login\".");
            }
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** Google's names of what a token may do. */
    Set<String> scopes(Token token) throws IOException {
        var answer = web.postPatiently(surroundings.endpoints().info(), Map.of("access_token", token.value()));
        return answer.isGood() ? Renewal.scopes(answer, "") : Set.of();
    }
}
