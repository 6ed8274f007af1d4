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
 * Signs in with a client id of the user's own, by a browser that may be on another machine.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/native-app">Google on it</a>
 */
record Browser(Surroundings surroundings, Web web, Renewal renewal) {

    /** What the origin of such a sign-in begins with. */
    static final String ORIGIN = "your client id ";

    /** A sign-in of no name yet. */
    Kept signIn(ClientId client, Login login, Prompt prompt) throws IOException, InterruptedException {
        if (!prompt.isAttended()) {
            throw nobody();
        }
        var proof = Proof.make();
        var waiting = new Waiting(prompt, proof);
        try (var doorbell = new Doorbell(port(), proof, waiting::came)) {
            var link = Redirect.consent(surroundings.endpoints().consent(), question(client, login, proof,
                doorbell.address()));
            var shown = prompt.show("Open this link in any browser to let this notebook use "
                + (login.access() == Access.OWN ? "files of its own on " : "") + "your Google Drive:", link, "");
            var outcome = "The sign-in was not finished.";
            try {
                var code = code(waiting.first(login.limit()).orElseThrow(() -> late(login.limit())), client);
                var kept = kept(client, login, exchange(client, code, proof, doorbell.address()));
                outcome = "Google has said yes.";
                return kept;
            } finally {
                shown.become(outcome);
            }
        }
    }

    static UsageError nobody() {
        return new UsageError("To sign in to Google Drive somebody has to answer, and nobody can be asked here. Sign "
            + "in once in a notebook that you look at, with \"%drive auth login\": it is kept for later. Or use a "
            + "service account (\"%drive auth login --service-account key.json\") or GOOGLE_APPLICATION_CREDENTIALS.");
    }

    static UsageError late(Duration limit) {
        return new UsageError("Nobody has signed in within " + limit.toSeconds() + " seconds. Begin again with "
            + "\"%drive auth login\"; \"--timeout 600\" gives ten minutes.");
    }

    private int port() {
        var named = surroundings.get("JOLAB_DRIVE_PORT").orElse("0");
        try {
            var port = Integer.parseInt(named);
            if (port >= 0 && port < 1 << 16) {
                return port;
            }
        } catch (NumberFormatException _) {
            // As one that is out of range.
        }
        throw new UsageError("JOLAB_DRIVE_PORT is \"" + named + "\", which is no port: use a number up to 65535.");
    }

    private Map<String, String> question(ClientId client, Login login, Proof proof, URI redirect) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("client_id", client.id());
        fields.put("redirect_uri", redirect.toString());
        fields.put("response_type", "code");
        fields.put("scope", login.access().scope());
        fields.put("code_challenge", proof.challenge());
        fields.put("code_challenge_method", "S256");
        fields.put("state", proof.state());
        fields.put("access_type", "offline");
        fields.put("prompt", "consent");
        if (login.name().contains("@")) {
            fields.put("login_hint", login.name());
        }
        return fields;
    }

    private static String code(Redirect redirect, ClientId client) {
        return switch (redirect) {
            case Redirect.Code code -> code.value();
            case Redirect.Refused(var error) -> throw new UsageError(refusal(error, client));
            case Redirect.Useless(var why) -> throw new UsageError(why);
        };
    }

    private static String refusal(String error, ClientId client) {
        return switch (error) {
            case "access_denied" -> "You did not allow it, or Google did not let you: an app in \"Testing\" is for "
                + "the accounts alone that are listed under Audience, Test users, and a company may forbid it. "
                + "Begin again with \"%drive auth login\".";
            case "admin_policy_enforced" -> "The administrator of your domain forbids this. Ask for the client id "
                + client.brief() + " to be trusted (admin.google.com, Security, API controls).";
            default -> "Google has refused the sign-in: " + error.replaceAll("[^a-z_]", "?") + ".";
        };
    }

    private Answer exchange(ClientId client, String code, Proof proof, URI redirect) throws IOException {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", client.id());
        if (!client.secret().isEmpty()) {
            form.put("client_secret", client.secret());
        }
        form.put("code", code);
        form.put("code_verifier", proof.verifier());
        form.put("redirect_uri", redirect.toString());
        var answer = web.post(surroundings.endpoints().token(), form);
        if (answer.isGood()) {
            return answer;
        }
        if (answer.status() >= 500) {
            throw new StoreException(StoreException.Kind.OFFLINE, "Google answers with error " + answer.status()
                + ". Try again in a minute.");
        }
        var why = switch (answer.error()) {
            case "invalid_grant" -> "Google does not take this code: it was used before, is too old, or "
                + "is of another sign-in. Begin again with \"%drive auth login\".";
            case "invalid_client", "unauthorized_client" -> "Google does not know the client id "
                + client.brief() + " with this secret. Look at both in the Google Auth Platform (Clients), or give the "
                + "file with them: \"%drive auth login --client client_secret_….json\".";
            case "redirect_uri_mismatch" -> "The client id " + client.brief() + " is not of the type "
                + "\"Desktop app\". Make one of that type: examples/drive-client-id.md.";
            default -> "Google has refused the sign-in (" + Renewal.summary(answer) + ").";
        };
        throw new UsageError(why);
    }

    private Kept kept(ClientId client, Login login, Answer answer) throws IOException {
        var scopes = Renewal.scopes(answer, login.access().scope());
        if (!login.access().isIn(scopes)) {
            throw new UsageError("You have signed in, but did not tick the box for Google Drive, so nothing can be "
                + "done with it. Begin again with \"%drive auth login\" and tick it.");
        }
        var refresh = answer.body().path("refresh_token").asText();
        if (refresh.isEmpty()) {
            throw new UsageError("Google has given a sign-in for one hour only. Remove this app at "
                + "https://myaccount.google.com/connections and begin again with \"%drive auth login\".");
        }
        return new Kept(new Kept.About("", "", ORIGIN + client.brief(), scopes, ""), new Grant.Consent(client, refresh,
            surroundings.endpoints().token()), renewal.token(answer), surroundings.clock().instant());
    }
}
