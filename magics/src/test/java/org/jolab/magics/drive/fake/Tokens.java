package org.jolab.magics.drive.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jolab.magics.drive.signin.AccessTokens;
import org.jolab.magics.drive.store.StoreException;

/** Which access tokens are good, and the token endpoint that gives new ones. Used by all threads. */
public final class Tokens {

    /** Good from the start. */
    public static final String FIRST = "valid-token";
    private static final String SCOPE = "https://www.googleapis.com/auth/drive";

    private final Set<String> good = ConcurrentHashMap.newKeySet();
    private volatile boolean revoked;

    Tokens() {
        good.add(FIRST);
    }

    /** All tokens that are out have ended; new ones can be had. */
    public void expire() {
        good.clear();
    }

    /** The user has withdrawn the consent: no token is good, and none can be had. */
    public void revoke() {
        revoked = true;
        good.clear();
    }

    /** The user has signed in again. */
    public void allow() {
        revoked = false;
        good.add(FIRST);
    }

    /** A new token, as the token endpoint gives it. */
    public String fresh() {
        var token = "ya29.fake-" + UUID.randomUUID();
        good.add(token);
        return token;
    }

    /** What a client with a refresh token has: {@link #FIRST}, and a new one when that is refused. */
    public AccessTokens client() {
        return new AccessTokens() {
            private String token = FIRST;

            @Override
            public synchronized String current() {
                return token;
            }

            @Override
            public synchronized String insteadOf(String refused) throws StoreException {
                if (revoked) {
                    throw new StoreException(StoreException.Kind.AUTH, "The sign-in has ended: %drive auth");
                }
                if (token.equals(refused)) {
                    token = fresh();
                }
                return token;
            }
        };
    }

    void check(Call call) throws Refusal {
        var header = call.header("Authorization");
        if (!header.startsWith("Bearer ") || !good.contains(header.substring("Bearer ".length()))) {
            throw new Refusal(401, "authError", "Invalid Credentials");
        }
    }

    /** The token endpoint: for a code, for a refresh token, and for whatever else claims to be a grant. */
    void serve(Call call, Consents consents) throws IOException {
        var form = Call.query(new String(call.body().readAllBytes(), StandardCharsets.UTF_8));
        var grant = form.getOrDefault("grant_type", "");
        var answer = JsonNodeFactory.instance.objectNode();
        if (grant.equals("authorization_code") && consents.redeems(form)) {
            revoked = false;
            answer.put("refresh_token", "1//fake-" + UUID.randomUUID());
        } else if (revoked || grant.isEmpty() || grant.equals("authorization_code")) {
            call.send(400, answer.put("error", "invalid_grant")
                .put("error_description", "Token has been expired or revoked."));
            return;
        }
        call.send(200, answer.put("access_token", fresh()).put("token_type", "Bearer").put("expires_in", 3599)
            .put("scope", SCOPE));
    }

    /** What a token may do. */
    void tell(Call call) throws IOException {
        call.send(200, JsonNodeFactory.instance.objectNode().put("scope", SCOPE).put("expires_in", "3599"));
    }

    /** The user withdraws the consent by way of the program. */
    void revoke(Call call) throws IOException {
        revoke();
        call.send(200, JsonNodeFactory.instance.objectNode());
    }
}
