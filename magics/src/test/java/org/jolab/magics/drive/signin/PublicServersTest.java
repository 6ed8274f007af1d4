package org.jolab.magics.drive.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import org.jolab.api.UsageError;
import org.jolab.magics.drive.store.StoreException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signing in to a server of OAuth that others wrote: mock-oauth2-server. */
@Timeout(60)
class PublicServersTest {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static MockOAuth2Server server;

    @TempDir
    private Path home;
    private final MovableClock clock = new MovableClock();

    @BeforeAll
    static void start() {
        server = new MockOAuth2Server(OAuth2Config.Companion.fromJson("""
            {"interactiveLogin": false, "rotateRefreshToken": true, "tokenCallbacks": [
             {"issuerId": "google", "tokenExpiry": 300, "requestMappings": [
              {"requestParam": "scope", "match": "*", "claims": {"sub": "ada"}}]}]}"""));
        server.start();
    }

    @AfterAll
    static void stop() {
        server.shutdown();
    }

    private Surroundings around() {
        var token = URI.create(server.tokenEndpointUrl("google").toString());
        var endpoints = new Endpoints(URI.create(server.authorizationEndpointUrl("google").toString()), token, token,
            URI.create(server.revocationEndpointUrl("google").toString()), token, token.resolve("/nothing/"));
        return new Surroundings(Map.of("JOLAB_DRIVE_CLIENT_ID", "407-abc", "JOLAB_DRIVE_CLIENT_SECRET", "GOCSPX-x"),
            home, endpoints, clock);
    }

    /** The server knows OpenID Connect alone. */
    private static URI withOpenId(URI link) {
        return URI.create(link.toString().replace("&scope=", "&scope=openid+"));
    }

    private static Somebody here() {
        return Somebody.whoOpens((_, link) -> Pages.follow(Pages.fill(withOpenId(link), "username=ada")));
    }

    private static Login login() {
        return new Login(new SignIn.OwnClient(Optional.empty()), "", Access.ALL, LONG);
    }

    @Test
    void aSignInLivesOnWhenItsTokensEnd() throws Exception {
        var authorization = new Authorization(around());
        var signedIn = authorization.login(login(), here());
        assertEquals("drive", signedIn.name());
        var tokens = authorization.tokens("drive");
        var first = tokens.current();
        assertEquals(first, tokens.current());
        // The server gives another refresh token each time; five minutes are the life of an access token.
        for (var round = 0; round < 3; round++) {
            var before = tokens.current();
            clock.move(Duration.ofMinutes(4));
            assertNotEquals(before, tokens.current());
        }
        assertNotEquals(first, new Authorization(around()).tokens("").current());
    }

    @Test
    void aCodeOfSomebodyElseIsNoUseWithoutTheVerifier() {
        var stolen = Somebody.whoOpens((self, link) -> {
            var other = link.toString().replaceAll("code_challenge=[^&]*", "code_challenge=" + Proof.make()
                .challenge());
            self.types(Pages.fill(withOpenId(URI.create(other)), "username=eve").toString());
        });
        var message = assertThrows(UsageError.class, () -> new Authorization(around()).login(login(), stolen))
            .getMessage();
        assertTrue(message.contains("of another sign-in"), message);
    }

    @Test
    void aRefreshTokenThatTheServerDoesNotKnowEndsTheSignIn() throws Exception {
        var authorization = new Authorization(around());
        authorization.login(login(), here());
        var files = new TokenFiles(around().folder());
        var kept = files.read("drive").orElseThrow();
        var consent = (Grant.Consent) kept.grant();
        files.write(kept.with(new Grant.Consent(consent.client(), "of-yesterday", consent.token())));
        var tokens = authorization.tokens("drive");
        clock.move(Duration.ofHours(1));
        assertEquals(StoreException.Kind.AUTH, assertThrows(StoreException.class, tokens::current).kind());
    }
}
