package org.jolab.magics.drive.signin;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jolab.magics.drive.signin.Web.Answer;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;

/** Gets new tokens by what is kept. Used by many threads. */
record Renewal(Web web, Clock clock) {

    /** Clocks that differ by less are no reason for a refusal. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private static final String GRANT = "grant_type";

    /** The sign-in with a new token; {@link Kind#AUTH} when the user must sign in again. */
    Kept renew(Kept kept) throws IOException {
        return switch (kept.grant()) {
            case Grant.Consent consent -> byConsent(kept, consent);
            case Grant.Key key -> kept.with(byKey(key, scope(kept)));
            case Grant.Machine machine -> kept.with(byMachine(machine, scope(kept)));
        };
    }

    private static String scope(Kept kept) {
        var scopes = kept.about().scopes();
        return scopes.isEmpty() ? Access.ALL.scope() : String.join(" ", scopes);
    }

    private Kept byConsent(Kept kept, Grant.Consent consent) throws IOException {
        var form = new LinkedHashMap<String, String>();
        form.put("client_id", consent.client().id());
        if (!consent.client().secret().isEmpty()) {
            form.put("client_secret", consent.client().secret());
        }
        form.put("refresh_token", consent.refreshToken());
        form.put(GRANT, "refresh_token");
        var answer = web.postPatiently(consent.token(), form);
        if (!answer.isGood()) {
            throw refused(kept, consent, answer);
        }
        var fresh = kept.with(token(answer));
        // Google gives the same one for ever; others give a new one each time, and the old one ends.
        var next = answer.body().path("refresh_token").asText();
        return next.isEmpty() || next.equals(consent.refreshToken()) ? fresh
            : fresh.with(new Grant.Consent(consent.client(), next, consent.token()));
    }

    private StoreException refused(Kept kept, Grant.Consent consent, Answer answer) {
        var who = kept.about().account().isEmpty() ? kept.about().name() : kept.about().account();
        var why = switch (answer.error()) {
            case "invalid_grant" -> "The sign-in of " + who + " has ended: " + since(kept)
                + ". Sign in again with \"%drive auth login\".";
            case "invalid_client", "deleted_client", "unauthorized_client" -> "Google does not know the client id "
                + consent.client().brief() + " of the sign-in of " + who + " any more, or its secret has changed. "
                + "Sign in again with \"%drive auth login --client client_secret_….json\".";
            default -> "The sign-in of " + who + " is refused (" + summary(answer)
                + "). Sign in again with \"%drive auth login\".";
        };
        return new StoreException(Kind.AUTH, why);
    }

    /** Google says the same of a consent that has expired and of one that was withdrawn. */
    private String since(Kept kept) {
        var age = Duration.between(kept.since(), clock.instant());
        if (age.compareTo(Duration.ofDays(7).minusHours(1)) >= 0 && age.compareTo(Duration.ofDays(9)) < 0) {
            return "it is " + age.toDays() + " days old, and client ids of an app in \"Testing\" give sign-ins for 7 "
                + "days. Press \"Publish app\" in the Google Auth Platform (Audience) for one that lasts; "
                + "examples/drive-client-id.md tells how";
        }
        return "it was withdrawn, the password was changed, or it was not used for half a year"
            + (age.compareTo(Duration.ofDays(7)) >= 0 ? " (or, with an app in \"Testing\", its 7 days were over)" : "");
    }

    Token byKey(Grant.Key grant, String scope) throws IOException {
        ServiceKey key;
        try {
            key = ServiceKey.read(grant.file());
        } catch (org.jolab.api.UsageError e) {
            throw new StoreException(Kind.AUTH, e.getMessage(), e);
        }
        var answer = assertion(key, grant, scope, clock.instant());
        var theirs = answer.date().orElse(clock.instant());
        var isOff = Duration.between(theirs, clock.instant()).abs().compareTo(SKEW) > 0;
        if (answer.error().equals("invalid_grant") && isOff) {
            // Such a wish names the time, which has to be the server's.
            answer = assertion(key, grant, scope, theirs);
        }
        if (answer.isGood()) {
            return token(answer);
        }
        var why = switch (answer.error()) {
            case "invalid_grant" -> isOff ? "Google refuses the service account " + key.account()
                + ", and this machine's clock is off by " + Duration.between(theirs, clock.instant()).abs().toMinutes()
                + " minutes. Set the clock." : grant.subject().isEmpty() ? "Google does not take the key of the "
                + "service account " + key.account() + " any more: it was deleted or disabled. Make a new one in the "
                + "console (IAM & Admin, Service Accounts, Keys)." : "There is no user " + grant.subject()
                + " for whom the service account " + key.account() + " could act.";
            case "unauthorized_client", "access_denied" -> "The service account " + key.account()
                + " may not act for " + grant.subject() + ". An administrator of the domain allows it at "
                + "admin.google.com (Security, Access and data control, API controls, Domain-wide delegation) for "
                + "the scope " + scope + ".";
            default -> "Google refuses the service account " + key.account() + " (" + summary(answer) + ").";
        };
        throw new StoreException(Kind.AUTH, why);
    }

    private Answer assertion(ServiceKey key, Grant.Key grant, String scope, Instant now) throws IOException {
        return web.postPatiently(key.token(), Map.of(GRANT, "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "assertion", key.assertion(scope, grant.subject(), now)));
    }

    /** What a virtual machine's own server gives, which is asked as Google's machines are. */
    Token byMachine(Grant.Machine machine, String scope) throws IOException {
        var address = machine.address().resolve("/computeMetadata/v1/instance/service-accounts/default/token?"
            + Web.encoded(Map.of("scopes", scope.replace(' ', ','))));
        var answer = web.get(address, "Metadata-Flavor", "Google");
        if (!answer.isGood() || !answer.body().hasNonNull("access_token")) {
            throw new StoreException(Kind.AUTH, "This machine gives no token for your account any more ("
                + summary(answer) + "). Sign in again with \"%drive auth login\".");
        }
        return token(answer);
    }

    /** The token of a good answer. */
    Token token(Answer answer) throws StoreException {
        var value = answer.body().path("access_token").asText();
        if (value.isEmpty()) {
            throw new StoreException(Kind.OFFLINE, "The answer to a wish for a token holds none. A proxy may have "
                + "put its own page in its place.");
        }
        return new Token(value, clock.instant().plusSeconds(answer.body().path("expires_in").asLong(3600)));
    }

    /** The scopes that an answer names, or those that were wished for. */
    static Set<String> scopes(Answer answer, String wished) {
        return Set.of(answer.body().path("scope").asText(wished).strip().split("\\s+"));
    }

    static String summary(Answer answer) {
        var error = answer.error().isEmpty() ? "error " + answer.status() : answer.error();
        return answer.description().isEmpty() ? error : error + ": " + answer.description();
    }
}
