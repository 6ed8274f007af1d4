package org.jolab.magics.drive.signin;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jolab.api.UsageError;
import org.jolab.magics.drive.signin.Web.Answer;
import org.jolab.magics.drive.store.StoreException;

/**
 * Signs in by a code that is typed into another device: RFC 8628. Google gives no more than
 * {@link Access#OWN} this way.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/limited-input-device">Google on it</a>
 */
record DeviceCode(Surroundings surroundings, Web web, Renewal renewal) {

    private static final Duration SLOWER = Duration.ofSeconds(5);

    /** A sign-in of no name yet. */
    Kept signIn(ClientId client, Login login, Prompt prompt) throws IOException, InterruptedException {
        if (!prompt.isAttended()) {
            throw Browser.nobody();
        }
        var asked = web.post(surroundings.endpoints().device(), Map.of("client_id", client.id(), "scope",
            Access.OWN.scope()));
        if (!asked.isGood()) {
            throw refused(asked, client);
        }
        var body = asked.body();
        var code = body.path("user_code").asText();
        var page = body.path("verification_url").asText(body.path("verification_uri").asText());
        if (code.isEmpty() || !page.startsWith("http")) {
            throw new StoreException(StoreException.Kind.OFFLINE, "Google's answer to a wish for a code holds none. A "
                + "proxy may have put its own page in its place.");
        }
        var shown = prompt.show("Open this page on any device to let this notebook keep files on your Google Drive:",
            URI.create(page), code);
        var outcome = "The sign-in was not finished.";
        try {
            var kept = kept(client, wait(client, login, body));
            outcome = "Google has said yes.";
            return kept;
        } finally {
            shown.become(outcome);
        }
    }

    private Answer wait(ClientId client, Login login, com.fasterxml.jackson.databind.JsonNode body)
            throws IOException, InterruptedException {
        var form = new LinkedHashMap<>(Map.of("client_id", client.id(), "device_code",
            body.path("device_code").asText(), "grant_type", "urn:ietf:params:oauth:grant-type:device_code"));
        if (!client.secret().isEmpty()) {
            form.put("client_secret", client.secret());
        }
        var interval = Duration.ofSeconds(Math.max(1, body.path("interval").asLong(5)));
        var limit = Duration.ofSeconds(Math.min(login.limit().toSeconds(), body.path("expires_in").asLong(1800)));
        var end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() + interval.toNanos() < end) {
            Thread.sleep(interval);
            Answer answer;
            try {
                answer = web.post(surroundings.endpoints().token(), form);
            } catch (StoreException e) {
                // The network may be back by the next time.
                if (!e.passes()) {
                    throw e;
                }
                continue;
            }
            if (answer.isGood()) {
                return answer;
            }
            switch (answer.error()) {
                case "authorization_pending" -> { }
                case "slow_down" -> interval = interval.plus(SLOWER);
                case "access_denied" -> throw new UsageError("You did not allow it. Begin again with "
                    + "\"%drive auth login --device\" if that was a mistake.");
                case "expired_token" -> throw new UsageError("The code has ended before it was typed. Begin again with "
                    + "\"%drive auth login --device\".");
                default -> {
                    if (answer.status() < 500) {
                        throw refused(answer, client);
                    }
                }
            }
        }
        throw Browser.late(limit);
    }

    private static UsageError refused(Answer answer, ClientId client) {
        var why = switch (answer.error()) {
            case "invalid_client", "unauthorized_client" -> "The client id " + client.brief() + " cannot be used with "
                + "a code. Make one of the type \"TVs and Limited Input devices\" (examples/drive-client-id.md), or "
                + "sign in without \"--device\".";
            default -> "Google has refused the sign-in (" + Renewal.summary(answer) + ").";
        };
        return new UsageError(why);
    }

    private Kept kept(ClientId client, Answer answer) throws IOException {
        var refresh = answer.body().path("refresh_token").asText();
        var scopes = Renewal.scopes(answer, Access.OWN.scope());
        if (refresh.isEmpty() || !Access.OWN.isIn(scopes)) {
            throw new UsageError("You have signed in, but Google has not allowed to keep files on your Drive. Begin "
                + "again with \"%drive auth login --device\".");
        }
        return new Kept(new Kept.About("", "", "a code for the client id " + client.brief(), scopes, ""),
            new Grant.Consent(client, refresh, surroundings.endpoints().token()), renewal.token(answer),
            surroundings.clock().instant());
    }
}
